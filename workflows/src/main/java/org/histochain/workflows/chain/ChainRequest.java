package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.StepTimeouts;
import org.histochain.workflows.contract.UserInput;
import org.jspecify.annotations.Nullable;

/**
 * Starts a chain, or carries it across continue-as-new.
 *
 * @param spec its settings
 * @param carried what was done in earlier runs of the same chain; null at the start
 * @param timeouts of its steps; null: the defaults
 * @param searchable false where the namespace lacks search attributes, which the chain then leaves
 *     alone: a server refuses one that it does not know, again and again; null: it has them
 * @param begun the latest iteration that began in an earlier run or, of a fork, in the chain it
 *     comes from; null: none
 * @param testShut true for a chain that ends once best is fixed, without a report; null: it opens
 *     test for its report
 */
public record ChainRequest(
    ChainSpec spec,
    @Nullable ChainCarried carried,
    StepTimeouts timeouts,
    @Nullable Boolean searchable,
    @Nullable Integer begun,
    @Nullable Boolean testShut)
    implements UserInput {
  public ChainRequest(
      ChainSpec spec,
      @Nullable ChainCarried carried,
      @Nullable StepTimeouts timeouts,
      @Nullable Boolean searchable,
      @Nullable Integer begun,
      @Nullable Boolean testShut) {
    this.spec = requireNonNull(spec, "spec is null");
    this.carried = carried;
    this.timeouts = requireNonNullElse(timeouts, StepTimeouts.DEFAULTS);
    this.searchable = searchable;
    this.begun = begun;
    this.testShut = testShut;
  }

  /** A chain in a namespace that has the search attributes. */
  public ChainRequest(
      ChainSpec spec, @Nullable ChainCarried carried, @Nullable StepTimeouts timeouts) {
    this(spec, carried, timeouts, null, null, null);
  }

  /** A new chain with the default timeouts. */
  public static ChainRequest of(ChainSpec spec) {
    return new ChainRequest(spec, null, StepTimeouts.DEFAULTS);
  }

  /** Returns this for a namespace that lacks search attributes. */
  public ChainRequest unsearchable() {
    return new ChainRequest(spec, carried, timeouts, false, begun, testShut);
  }

  /** Returns this for a chain of which iterations up to {@code iteration} have begun before. */
  public ChainRequest after(int iteration) {
    return new ChainRequest(spec, carried, timeouts, searchable, iteration, testShut);
  }

  /** Returns this for a chain that ends once best is fixed: its test stays shut. */
  public ChainRequest withTestShut() {
    return new ChainRequest(spec, carried, timeouts, searchable, begun, true);
  }
}
