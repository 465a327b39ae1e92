package org.histochain.activities.importing;

import static java.util.Objects.requireNonNull;

import org.histochain.activities.image.ImageFaults;

/**
 * Why an image of a shard is not taken.
 *
 * @param entry its place among the patches of the source's shard, from 0
 * @param kind what is wrong
 * @param reason the same in words
 */
record ImageFault(int entry, ImageFaults.Kind kind, String reason) {
  ImageFault {
    requireNonNull(kind, "kind is null");
    requireNonNull(reason, "reason is null");
  }
}
