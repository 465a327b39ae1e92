package org.histochain.activities.table;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A row of a patch table.
 *
 * @param id patch id
 * @param classIndex index of its class, from 0; -1: none, or not told
 * @param group patient or case; null: the patch is a group of its own
 * @param pixelDigest SHA-256 of its decoded pixels, uint8 [side, side, 3]: a table's digest answers
 *     for the images too
 */
public record PatchRow(String id, int classIndex, @Nullable String group, String pixelDigest) {
  /** The class index of a patch without a class. */
  public static final int NO_CLASS = -1;

  public PatchRow {
    requireNonNull(id, "id is null");
    requireNonNull(pixelDigest, "pixelDigest is null");
  }
}
