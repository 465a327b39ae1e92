package org.histochain.activities.service;

import org.histochain.activities.experiment.Audits;
import org.histochain.workflows.contract.AuditActivities;
import org.histochain.workflows.contract.AuditRunRequest;

/** Audits of an experiment's runs as activities. */
final class AuditActivitiesImpl implements AuditActivities {
  private final StepSession session;
  private final Audits audits;

  AuditActivitiesImpl(StepSession session, Audits audits) {
    this.session = session;
    this.audits = audits;
  }

  @Override
  public void auditRun(AuditRunRequest request) {
    session.attended(
        "audit",
        monitor -> {
          audits.run(request, monitor);
          return true;
        });
  }
}
