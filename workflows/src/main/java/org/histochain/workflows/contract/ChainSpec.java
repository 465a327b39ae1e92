package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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
 * @param pretrain training of a student on the selection
 * @param finetune training of the pretrained student on the labelled set
 * @param augment augmentation in all three
 * @param threads threads of the numeric library, at least 1
 * @param seed seed of every random draw in training
 * @param stain stain normalisation of every patch, {@code macenko}; null: none
 * @param changes what holds from a later iteration on, by that iteration; null: all of it holds
 *     throughout
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
    @Nullable String stain,
    @Nullable List<SettingsChange> changes) {
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
    changes = changes == null || changes.isEmpty() ? null : List.copyOf(changes);
  }

  /** Settings that hold throughout. */
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
      long seed,
      @Nullable String stain) {
    this(
        dataset, split, labels, normalise, network, chain, filter, teacher, pretrain, finetune,
        augment, threads, seed, stain, null);
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

  /** Returns these settings for a chain of {@code iterations} iterations. */
  public ChainSpec withIterations(int iterations) {
    return with(chain.withIterations(iterations));
  }

  /**
   * Returns the settings in force in an iteration, as settings that hold throughout.
   *
   * @throws IllegalArgumentException if a change cannot be read, as {@link Settable#apply} says
   */
  public ChainSpec at(int iteration) {
    ChainSpec held = copy(chain, filter, pretrain, finetune, null);
    for (SettingsChange change : changesOrNone()) {
      if (change.from() <= iteration) {
        held = Settable.apply(held, change.settings());
      }
    }
    return held;
  }

  /**
   * Returns these settings with others from an iteration on: what was to change later than that
   * does not any more.
   *
   * @param from the first iteration that they hold for, from 1
   * @param settings values by dotted key, as {@link Settable#apply} takes them
   */
  public ChainSpec withChange(int from, Map<String, String> settings) {
    List<SettingsChange> kept = new ArrayList<>();
    Map<String, String> same = Map.of();
    for (SettingsChange change : changesOrNone()) {
      if (change.from() < from) {
        kept.add(change);
      } else if (change.from() == from) {
        same = change.settings();
      }
    }
    SortedMap<String, String> merged = Settable.merged(same, settings);
    if (!merged.isEmpty()) {
      kept.add(new SettingsChange(from, merged));
    }
    return copy(chain, filter, pretrain, finetune, kept);
  }

  /** Returns what changes, by iteration; empty where nothing does. */
  public List<SettingsChange> changesOrNone() {
    return changes == null ? List.of() : changes;
  }

  ChainSpec with(IterationSpec other) {
    return copy(other, filter, pretrain, finetune, changes);
  }

  ChainSpec with(FilterSpec other) {
    return copy(chain, other, pretrain, finetune, changes);
  }

  ChainSpec withPretrain(TrainingSpec other) {
    return copy(chain, filter, other, finetune, changes);
  }

  ChainSpec withFinetune(TrainingSpec other) {
    return copy(chain, filter, pretrain, other, changes);
  }

  private ChainSpec copy(
      IterationSpec otherChain,
      FilterSpec otherFilter,
      TrainingSpec otherPretrain,
      TrainingSpec otherFinetune,
      @Nullable List<SettingsChange> otherChanges) {
    return new ChainSpec(
        dataset,
        split,
        labels,
        normalise,
        network,
        otherChain,
        otherFilter,
        teacher,
        otherPretrain,
        otherFinetune,
        augment,
        threads,
        seed,
        stain,
        otherChanges);
  }
}
