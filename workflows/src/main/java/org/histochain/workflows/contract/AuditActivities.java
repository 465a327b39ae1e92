package org.histochain.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Audits of finished chains; queue {@link TaskQueues#INFER}. */
@ActivityInterface
public interface AuditActivities {
  /**
   * Asks what the best model of one of an experiment's runs rests on, and keeps that for the
   * experiment's report. A run without a result, or without a test patch, has no audit.
   */
  @ActivityMethod(name = "auditRun")
  void auditRun(AuditRunRequest request);
}
