package org.histochain.activities.dataset;

import org.histochain.activities.table.ChannelSums;
import org.jspecify.annotations.Nullable;

/**
 * A patch as a source gives it.
 *
 * @param id its id
 * @param origin where it is in the source, for messages
 * @param classIndex index of its class
 * @param split the declared split, or null
 * @param group patient or case, or null
 * @param side side in pixels
 * @param png the encoded image
 * @param pixelDigest SHA-256 of its pixels
 * @param sums sums over its pixels
 */
record SourcePatch(
    String id,
    String origin,
    int classIndex,
    @Nullable String split,
    @Nullable String group,
    int side,
    byte[] png,
    String pixelDigest,
    ChannelSums sums)
    implements PatchOutcome {}
