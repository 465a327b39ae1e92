package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Everything that decides a chain's result: a chain file with every default filled in and every
 * name resolved.
 *
 * @param dataset the data set's version
 * @param split how validation and test are set apart where the data set declares no split
 * @param labels how the labelled set is drawn
 * @param normalise channel statistics
 * @param network network of teacher and students
 * @param chain length and selection of the best
 * @param filter top-K/P filter
 * @param teacher training on the labelled set, from fresh weights
 * @param pretrain training of a student on the selection, from fresh weights
 * @param finetune training of the pretrained student on the labelled set
 * @param augment augmentation in all three
 * @param threads threads of the numeric library, at least 1
 * @param seed seed of every random draw in training
 * @param stain stain normalisation of every patch, {@code macenko}; null: none
 */
public record ChainSpec(
    DatasetRef dataset,
    SplitSpec split,
    LabelSpec labels,
    NormaliseSpec normalise,
    NetworkSpec network,
    IterationSpec chain,
    FilterSpec filter,
    TrainingSpec teacher,
    TrainingSpec pretrain,
    TrainingSpec finetune,
    AugmentSpec augment,
    int threads,
    long seed,
    @Nullable String stain) {
  public ChainSpec {
    requireNonNull(dataset, "dataset is null");
    requireNonNull(split, "split is null");
    requireNonNull(labels, "labels is null");
    requireNonNull(normalise, "normalise is null");
    requireNonNull(network, "network is null");
    requireNonNull(chain, "chain is null");
    requireNonNull(filter, "filter is null");
    requireNonNull(teacher, "teacher is null");
    requireNonNull(pretrain, "pretrain is null");
    requireNonNull(finetune, "finetune is null");
    requireNonNull(augment, "augment is null");
  }

  /** Returns these settings for a chain of {@code iterations} iterations. */
  public ChainSpec withIterations(int iterations) {
    return new ChainSpec(
        dataset,
        split,
        labels,
        normalise,
        network,
        new IterationSpec(iterations, chain.patience(), chain.select()),
        filter,
        teacher,
        pretrain,
        finetune,
        augment,
        threads,
        seed,
        stain);
  }

  /** Settings without stain normalisation. */
  public ChainSpec(
      DatasetRef dataset,
      SplitSpec split,
      LabelSpec labels,
      NormaliseSpec normalise,
      NetworkSpec network,
      IterationSpec chain,
      FilterSpec filter,
      TrainingSpec teacher,
      TrainingSpec pretrain,
      TrainingSpec finetune,
      AugmentSpec augment,
      int threads,
      long seed) {
    this(
        dataset, split, labels, normalise, network, chain, filter, teacher, pretrain, finetune,
        augment, threads, seed, null);
  }
}
