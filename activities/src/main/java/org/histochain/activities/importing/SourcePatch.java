package org.histochain.activities.importing;

import org.jspecify.annotations.Nullable;

/**
 * A patch as a source has it.
 *
 * @param id its id
 * @param origin where it is in the source, for messages
 * @param classIndex index of its class, {@link org.histochain.activities.table.PatchRow#NO_CLASS}
 *     where it has none
 * @param split the declared split, or null
 * @param group patient or case, or null
 * @param content its image
 */
record SourcePatch(
    String id,
    String origin,
    int classIndex,
    @Nullable String split,
    @Nullable String group,
    PatchContent content) {}
