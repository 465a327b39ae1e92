package org.histochain.activities.picture;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A row of a contact sheet.
 *
 * @param name class name, or what its patches have in common
 * @param patches the patches, from left to right
 */
public record SheetRow(String name, List<Patch> patches) {
  public SheetRow {
    requireNonNull(name, "name is null");
    patches = List.copyOf(requireNonNull(patches, "patches is null"));
  }

  /**
   * A patch.
   *
   * @param id patch id
   * @param pixels uint8 [side, side, 3], red, green, blue; not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // one owner at a time; never compared
  public record Patch(String id, byte[] pixels) {
    public Patch {
      requireNonNull(id, "id is null");
      requireNonNull(pixels, "pixels is null");
    }
  }
}
