package org.histochain.activities.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.audit.AuditResult;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.step.StepMonitor;

/**
 * What the reports and audits of single chains say beside their scores, brought together by arm.
 *
 * @param arms the arms with a result
 * @param precisions how right what was kept is
 * @param calibrations how far confidence can be trusted
 * @param audits audits by the chain's id
 * @param robustness what changes of test patches cost
 * @param walls patches of the first arms
 */
record Evidence(
    List<ArmRuns> arms,
    List<KeptPrecision> precisions,
    List<ArmCalibration> calibrations,
    SortedMap<String, AuditResult> audits,
    List<ArmRobustness> robustness,
    List<ExperimentPage.Wall> walls) {
  Evidence {
    arms = List.copyOf(arms);
    precisions = List.copyOf(precisions);
    calibrations = List.copyOf(calibrations);
    audits = Collections.unmodifiableSortedMap(new TreeMap<>(audits));
    robustness = List.copyOf(robustness);
    walls = List.copyOf(walls);
  }

  /** Reads what the store has of an experiment's runs. */
  static Evidence read(
      ArtifactStore store,
      ExperimentFolder folder,
      List<RunOutcome> runs,
      PatchLoader patches,
      DatasetManifest dataset,
      StepMonitor monitor)
      throws IOException {
    RunTables tables = new RunTables(store);
    List<ArmRuns> arms = ArmRuns.of(runs);
    SortedMap<String, AuditResult> audits = folder.audits();
    List<KeptPrecision> precisions = new ArrayList<>();
    List<ArmCalibration> calibrations = new ArrayList<>();
    List<ArmRobustness> robustness = new ArrayList<>();
    for (ArmRuns arm : arms) {
      monitor.check();
      precisions.addAll(KeptPrecision.of(arm, tables));
      calibrations.addAll(ArmCalibration.of(arm, tables));
      robustness.addAll(ArmRobustness.of(arm, audits));
    }
    return new Evidence(
        arms,
        precisions,
        calibrations,
        audits,
        robustness,
        new SurestPatches(tables, patches, dataset).walls(arms));
  }
}
