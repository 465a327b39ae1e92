package org.histochain.activities.importing;

import org.histochain.activities.image.ImageFiles;
import org.jspecify.annotations.Nullable;

/**
 * An image file that is to become a patch.
 *
 * @param files where it is
 * @param path its path there
 * @param id its patch id
 * @param classIndex index of its class, or {@link
 *     org.histochain.activities.table.PatchRow#NO_CLASS}
 * @param split the declared split, or null
 * @param group patient or case, or null
 */
record FileEntry(
    ImageFiles files,
    String path,
    String id,
    int classIndex,
    @Nullable String split,
    @Nullable String group) {}
