package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The network to train.
 *
 * @param name {@code resnet10}, {@code resnet18}, {@code resnet34} or {@code resnet50}
 * @param width channels of the first stage; 64 gives torchvision's shapes
 * @param stem {@code small} (3x3, stride 1, no pool), {@code medium} (3x3, stride 2, no pool),
 *     {@code imagenet} (7x7, stride 2, max pool) or {@code auto} (by patch size: under 40 pixels,
 *     under 112, from 112)
 * @param init blob of a safetensors file whose tensors take the place of fresh weights where name
 *     and shape agree; null: all are drawn
 */
public record NetworkSpec(String name, int width, String stem, @Nullable ArtifactRef init) {
  public NetworkSpec {
    requireNonNull(name, "name is null");
    requireNonNull(stem, "stem is null");
  }

  /** A network whose weights are all drawn. */
  public NetworkSpec(String name, int width, String stem) {
    this(name, width, stem, null);
  }

  /** Returns the network for patches of that side, in pixels: its stem is no longer auto. */
  public NetworkSpec forSide(int side) {
    if (!stem.equals("auto")) {
      return this;
    }
    String decided = side < 40 ? "small" : side < 112 ? "medium" : "imagenet";
    return new NetworkSpec(name, width, decided, init);
  }
}
