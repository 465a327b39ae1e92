package org.histochain.worker.settings;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.FilterSpec;
import org.histochain.workflows.contract.IterationSpec;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.NormaliseSpec;
import org.histochain.workflows.contract.SplitSpec;
import org.histochain.workflows.contract.TrainingSpec;
import org.jspecify.annotations.Nullable;

/**
 * A chain file with every default filled in; its data set and its list of labels are still names
 * and paths on this machine.
 *
 * @param file where it was read from
 * @param dataset the data set
 * @param split how validation and test are set apart
 * @param labels how the labelled set is drawn
 * @param normalise channel statistics
 * @param network network of teacher and students
 * @param chain length and selection of the best
 * @param filter top-K/P filter
 * @param teacher training of the teacher
 * @param pretrain pretraining of a student
 * @param finetune fine-tuning of a student
 * @param augment augmentation
 * @param threads threads of the numeric library
 * @param seed seed of training
 * @param stain stain normalisation of every patch; null: none
 * @param init safetensors file that networks start from, absolute; null: fresh weights
 */
public record ChainFile(
    Path file,
    DatasetSource dataset,
    SplitSpec split,
    LabelDraw labels,
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
    @Nullable Path init) {
  public ChainFile {
    requireNonNull(file, "file is null");
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

  /**
   * Returns the chain's settings.
   *
   * @param dataset the version of the data set that the name stands for now
   * @param labelList the blob of {@code labels.list}; null where the file has none
   * @param weights the blob of {@code network.init}; null where the file has none
   */
  public ChainSpec toSpec(
      DatasetRef dataset, @Nullable ArtifactRef labelList, @Nullable ArtifactRef weights) {
    if ((init == null) != (weights == null)) {
      throw new IllegalArgumentException(
          init == null ? "network.init was uploaded but not asked for" : init + " is not uploaded");
    }
    return new ChainSpec(
        dataset,
        split,
        labels.toSpec(labelList),
        normalise,
        new NetworkSpec(network.name(), network.width(), network.stem(), weights),
        chain,
        filter,
        teacher,
        pretrain,
        finetune,
        augment,
        threads,
        seed,
        stain);
  }

  /** Returns these settings with other labels, and another seed of training. */
  ChainFile with(LabelDraw otherLabels, long otherSeed) {
    return new ChainFile(
        file,
        dataset,
        split,
        otherLabels,
        normalise,
        network,
        chain,
        filter,
        teacher,
        pretrain,
        finetune,
        augment,
        threads,
        otherSeed,
        stain,
        init);
  }
}
