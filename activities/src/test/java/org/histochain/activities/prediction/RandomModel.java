package org.histochain.activities.prediction;

import java.util.List;
import java.util.TreeMap;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.network.Initialisation;
import org.histochain.activities.network.ModelCard;
import org.histochain.activities.network.NetworkInput;
import org.histochain.activities.network.SafetensorsFile;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.TrainingSpec;

/** A small network that has learned nothing, and its card. */
public final class RandomModel {
  public static final int SIDE = 16;
  public static final List<String> CLASSES = List.of("ADI", "TUM", "normal, \"healthy\"");

  private RandomModel() {}

  public static byte[] weights() {
    return SafetensorsFile.write(Initialisation.draw(input().architecture(), 3, "test").named());
  }

  public static ModelCard card() {
    return card(weights());
  }

  public static ModelCard card(byte[] weights) {
    return new ModelCard(
        ModelCard.SCHEMA,
        Sha256.of(weights),
        "trainTeacher",
        "teacher",
        input(),
        SIDE,
        new TrainingSpec(1, null, 16, 2e-3, 1e-3, "uniform"),
        new AugmentSpec(true, true, 0.1, 0.2, 0.2),
        1,
        new TreeMap<>(),
        1,
        "cpu-test",
        "cpu()");
  }

  private static NetworkInput input() {
    return new NetworkInput(
        CLASSES, new NetworkSpec("resnet10", 4, "small"), Normalisation.IMAGENET, 1, null);
  }
}
