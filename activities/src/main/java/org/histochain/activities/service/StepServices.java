package org.histochain.activities.service;

import java.util.List;

/**
 * The activity implementations that a worker registers, by task queue.
 *
 * @param train implementations for {@link org.histochain.workflows.contract.TaskQueues#TRAIN}
 * @param infer implementations for {@link org.histochain.workflows.contract.TaskQueues#INFER}
 * @param cpu implementations for {@link org.histochain.workflows.contract.TaskQueues#CPU}
 */
public record StepServices(List<Object> train, List<Object> infer, List<Object> cpu) {}
