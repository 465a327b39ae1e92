package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * The network to train.
 *
 * @param name {@code resnet10} or {@code resnet18}
 * @param width channels of the first stage; 64 gives torchvision's shapes
 * @param stem {@code small} (3x3, stride 1, no pool), {@code medium} (3x3, stride 2, no pool),
 *     {@code imagenet} (7x7, stride 2, max pool) or {@code auto} (by patch size: under 40 pixels,
 *     under 112, from 112)
 */
public record NetworkSpec(String name, int width, String stem) {
  public NetworkSpec {
    requireNonNull(name, "name is null");
    requireNonNull(stem, "stem is null");
  }
}
