package org.histochain.worker.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.histochain.worker.runtime.ChainSteering;
import org.histochain.worker.runtime.SteeringRefusedException;
import org.histochain.worker.runtime.TemporalConnection;
import org.histochain.worker.runtime.TemporalUnreachableException;
import org.histochain.worker.runtime.UnansweredException;
import org.histochain.workflows.chain.Steered;
import org.jspecify.annotations.Nullable;

/** A chain that a command steers: what it is now, and what it answers. */
final class SteeredChain {
  private final Console console;
  private final ChainSteering steering;
  private final ChainStatus status;
  private final @Nullable String link;

  /** Asks the chain. */
  interface Request {
    Steered ask(ChainSteering steering) throws SteeringRefusedException, UnansweredException;
  }

  private SteeredChain(
      Console console, ChainSteering steering, ChainStatus status, @Nullable String link) {
    this.console = console;
    this.steering = steering;
    this.status = status;
    this.link = link;
  }

  /**
   * Looks at a chain.
   *
   * @throws CliError if neither store nor Temporal knows it
   */
  static SteeredChain find(Console console, Places places, String id)
      throws IOException, TemporalUnreachableException {
    TemporalConnection temporal = places.temporal();
    return new SteeredChain(
        console,
        new ChainSteering(temporal),
        places.chains(console::note).require(id),
        temporal.uiLink(id).orElse(null));
  }

  ChainStatus status() {
    return status;
  }

  String state() {
    return status.state();
  }

  /** Asks a chain that runs, or is paused. */
  Steered ask(Request request) {
    try {
      return request.ask(steering);
    } catch (SteeringRefusedException refused) {
      throw CliError.wrongInput(String.valueOf(refused.getMessage()));
    } catch (UnansweredException unanswered) {
      throw CliError.failed(String.valueOf(unanswered.getMessage()));
    }
  }

  /** Refuses what needs a chain that runs: {@code only a running chain can be paused}. */
  CliError refused(String why) {
    String id = status.summary().chain();
    String advice =
        state().equals("done")
            ? ""
            : "; histochain resume %s starts it again, finished steps are reused".formatted(id);
    return CliError.wrongInput("chain %s is %s: %s%s".formatted(id, state(), why, advice));
  }

  /** Returns where Temporal's web page shows it; null where that is not known. */
  @Nullable String link() {
    return link;
  }

  /** Returns the words for the step in course; empty where there is none. */
  String step() {
    String step = status.step();
    return step == null ? "" : " (" + StatusText.step(step, status.progress()) + ")";
  }

  /** Shows what has come of it: a line, or an object that holds {@code more} too. */
  void show(
      OutputOption output, boolean changed, String state, String line, Map<String, Object> more) {
    if (!output.json()) {
      console.data(line);
      return;
    }
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", status.summary().chain());
    view.put("changed", changed);
    view.put("state", state);
    view.putAll(more);
    view.put("ui", link);
    console.json(view);
  }
}
