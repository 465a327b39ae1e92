package org.histochain.worker.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.draw.Draw;
import org.histochain.activities.network.Initialisation;
import org.histochain.activities.network.Models;
import org.histochain.activities.network.NetworkInput;
import org.histochain.activities.service.StepServices;
import org.histochain.activities.table.ScoreRows;
import org.histochain.activities.table.ScoreTableFile;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.EvaluateRequest;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.InferActivities;
import org.histochain.workflows.contract.PseudoLabelRequest;
import org.histochain.workflows.contract.ScoreTable;
import org.histochain.workflows.contract.TrainActivities;
import org.histochain.workflows.contract.TrainRequest;
import org.histochain.workflows.contract.Trained;

/**
 * The steps that use the engine, done for real, whose results are hidden from the chain: it goes on
 * with models and scores drawn at random instead. So no step's input depends on the numeric family,
 * and what another step made of it.
 */
final class DrawnResults {
  private final Artifacts artifacts;

  private DrawnResults(Artifacts artifacts) {
    this.artifacts = artifacts;
  }

  static StepServices around(StepServices real, Artifacts artifacts) {
    DrawnResults drawn = new DrawnResults(artifacts);
    TrainActivities train = (TrainActivities) real.train().getFirst();
    InferActivities infer = (InferActivities) real.infer().getFirst();
    return new StepServices(
        List.of(drawn.new Training(train)),
        List.of(drawn.new Inferring(infer)),
        real.cpu(),
        real.running());
  }

  /** Not a record: Temporal takes a public class or one without public members of its own. */
  private final class Training implements TrainActivities {
    private final TrainActivities real;

    private Training(TrainActivities real) {
      this.real = real;
    }

    @Override
    public Trained trainTeacher(TrainRequest request) {
      return drawn(request, real.trainTeacher(request));
    }

    @Override
    public Trained pretrain(TrainRequest request) {
      return drawn(request, real.pretrain(request));
    }

    @Override
    public Trained finetune(TrainRequest request) {
      return drawn(request, real.finetune(request));
    }

    private Trained drawn(TrainRequest request, Trained made) {
      return new Trained(model(request), made.card(), 1, made.imagesPerSecond(), made.run());
    }
  }

  private final class Inferring implements InferActivities {
    private final InferActivities real;

    private Inferring(InferActivities real) {
      this.real = real;
    }

    @Override
    public ScoreTable pseudoLabel(PseudoLabelRequest request) {
      ScoreTable made = real.pseudoLabel(request);
      return new ScoreTable(scores(made.table(), request.model()), made.rows());
    }

    @Override
    public Evaluated evaluate(EvaluateRequest request) {
      Evaluated made = real.evaluate(request);
      return new Evaluated(
          made.scores(), made.details(), scores(made.predictions(), request.model()), made.run());
    }
  }

  private ArtifactRef model(TrainRequest request) {
    try {
      return Models.save(
          artifacts,
          Initialisation.draw(
              NetworkInput.of(request.input()).architecture(),
              request.seed() + 1,
              request.purpose()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a table of the same patches whose probabilities depend on model and patch alone. */
  private ArtifactRef scores(ArtifactRef table, ArtifactRef model) {
    try {
      ScoreRows rows = ScoreTableFile.read(artifacts.fetch(table));
      float[][] drawn = new float[rows.ids().size()][];
      for (int row = 0; row < drawn.length; row++) {
        drawn[row] = softmax(model.sha256() + rows.ids().get(row), rows.classes().size());
      }
      ScoreRows replaced = new ScoreRows(rows.classes(), rows.ids(), drawn);
      return artifacts.put(file -> ScoreTableFile.write(file, replaced));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] softmax(String purpose, int classes) {
    Draw draw = Draw.of(1, purpose);
    double[] shares = new double[classes];
    double sum = 0;
    for (int index = 0; index < classes; index++) {
      shares[index] = draw.uniform();
      sum += shares[index];
    }
    float[] softmax = new float[classes];
    for (int index = 0; index < classes; index++) {
      softmax[index] = (float) (shares[index] / sum);
    }
    return softmax;
  }
}
