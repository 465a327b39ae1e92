package org.histochain.workflows.chain;

import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import org.histochain.workflows.contract.TaskQueues;

/** Child workflows: named after their parent, ended with it, waited for when it is cancelled. */
final class Children {
  private Children() {}

  /**
   * Returns a stub of a child with the id {@code <parent>/<name>}.
   *
   * @param summary one line for Temporal's list of workflows
   * @param details Markdown for its page
   */
  static <T> T child(Class<T> workflow, String name, String summary, String details) {
    return Workflow.newChildWorkflowStub(
        workflow,
        ChildWorkflowOptions.newBuilder()
            .setWorkflowId(Workflow.getInfo().getWorkflowId() + "/" + name)
            .setTaskQueue(TaskQueues.WORKFLOW)
            .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_TERMINATE)
            .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setStaticSummary(summary)
            .setStaticDetails(details)
            .build());
  }
}
