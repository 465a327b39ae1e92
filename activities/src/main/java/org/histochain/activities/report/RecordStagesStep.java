package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.evaluation.EvaluationDetails;
import org.histochain.activities.step.Json;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.RecordRequest;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends stages to a chain's stage list: a new blob, and the copy {@code stages.json} in the
 * chain's folder. Done twice it gives the same, so there is nothing to memoise.
 */
public final class RecordStagesStep {
  private static final Logger log = LoggerFactory.getLogger(RecordStagesStep.class);

  private final Artifacts artifacts;
  private final Map<Alarm.Kind, Counter> alarms = new EnumMap<>(Alarm.Kind.class);

  /**
   * @param artifacts where the lists go
   * @param meters counts the alarms of what is recorded
   */
  public RecordStagesStep(Artifacts artifacts, MeterRegistry meters) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    for (Alarm.Kind kind : Alarm.Kind.values()) {
      if (kind != Alarm.Kind.confirmation) {
        alarms.put(
            kind,
            Counter.builder("histochain.alarms")
                .description("Iterations whose pseudo-labels showed a sign of going wrong")
                .tag("kind", kind.name())
                .register(meters));
      }
    }
  }

  /** Returns the new {@link StageList}, as JSON. */
  public ArtifactRef run(RecordRequest request) throws IOException {
    ArtifactRef before = request.before();
    StageList list = before == null ? new StageList(List.of()) : StageList.read(artifacts, before);
    StageList after = list.plus(request.stages());
    ArtifactRef blob = artifacts.put(Json.canonical(after));
    new ChainFolder(artifacts.store(), request.context().chainId()).recordStages(after);
    raiseAlarms(request.context().chainId(), after, request.stages());
    return blob;
  }

  private void raiseAlarms(String chain, StageList all, List<StageRecord> recorded)
      throws IOException {
    if (recorded.stream().noneMatch(stage -> stage.stage() == StageName.pretrained)) {
      return;
    }
    EvaluationDetails validation =
        Json.mapper()
            .readValue(
                artifacts.read(all.stages().getFirst().validation().details()),
                EvaluationDetails.class);
    for (Alarm alarm : new Alarms(validation).ofStages(recorded)) {
      log.warn("Chain {}: {}", chain, alarm.message());
      requireNonNull(alarms.get(alarm.kind())).increment();
    }
  }
}
