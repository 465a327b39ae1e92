package org.histochain.workflows.child;

import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import org.histochain.workflows.contract.TaskQueues;

/** Child workflows: ended with their parent, waited for when it is cancelled. */
public final class Children {
  private Children() {}

  /**
   * Returns a stub of a child with the id {@code <parent>/<name>}.
   *
   * @param summary one line for Temporal's list of workflows
   * @param details Markdown for its page
   */
  public static <T> T child(Class<T> workflow, String name, String summary, String details) {
    return named(workflow, Workflow.getInfo().getWorkflowId() + "/" + name, summary, details);
  }

  /**
   * Returns a stub of a child with an id of its own.
   *
   * @param summary one line for Temporal's list of workflows
   * @param details Markdown for its page
   */
  public static <T> T named(Class<T> workflow, String id, String summary, String details) {
    return Workflow.newChildWorkflowStub(
        workflow,
        ChildWorkflowOptions.newBuilder()
            .setWorkflowId(id)
            .setTaskQueue(TaskQueues.WORKFLOW)
            .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_TERMINATE)
            .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setStaticSummary(summary)
            .setStaticDetails(details)
            .build());
  }
}
