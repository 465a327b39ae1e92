package org.histochain.workflows.contract;

import org.jspecify.annotations.Nullable;

/** Sound settings for tests, to be varied. */
public final class Specs {
  private Specs() {}

  /** A chain of two iterations without patience. */
  public static ChainSpec sound() {
    TrainingSpec training = new TrainingSpec(5, null, 64, 2e-3, 1e-3, "uniform");
    return new ChainSpec(
        new DatasetRef("tissue", "d".repeat(64)),
        new SplitSpec(0.1, 0.3, 1234),
        new LabelSpec(6, null, null, 1, "refuse"),
        new NormaliseSpec("pool", null),
        new NetworkSpec("resnet10", 16, "auto"),
        new IterationSpec(2, null, "balancedAccuracy"),
        new FilterSpec("0.8", 1),
        training,
        training,
        training,
        new AugmentSpec(true, true, 0.14, 0.3, 0.33),
        2,
        1);
  }

  public static ChainSpec withChain(int iterations, @Nullable Integer patience, String select) {
    return with(sound(), new IterationSpec(iterations, patience, select));
  }

  /** Returns {@code spec} with the component of {@code part}'s type replaced by it. */
  public static ChainSpec with(ChainSpec spec, Object part) {
    return new ChainSpec(
        part instanceof DatasetRef dataset ? dataset : spec.dataset(),
        part instanceof SplitSpec split ? split : spec.split(),
        part instanceof LabelSpec labels ? labels : spec.labels(),
        part instanceof NormaliseSpec normalise ? normalise : spec.normalise(),
        part instanceof NetworkSpec network ? network : spec.network(),
        part instanceof IterationSpec chain ? chain : spec.chain(),
        part instanceof FilterSpec filter ? filter : spec.filter(),
        spec.teacher(),
        part instanceof TrainingSpec pretrain ? pretrain : spec.pretrain(),
        spec.finetune(),
        part instanceof AugmentSpec augment ? augment : spec.augment(),
        part instanceof Integer threads ? threads : spec.threads(),
        spec.seed(),
        part instanceof String stain ? stain : spec.stain(),
        spec.changes());
  }
}
