package org.histochain.worker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.histochain.workflows.chain.SettingsRequest;
import org.histochain.workflows.chain.Steered;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code set}: gives a running chain other settings from its next iteration on. */
@Command(
    name = "set",
    description = {
      "Give a running or paused chain other settings from its next iteration on: those of",
      "filter, pretrain and finetune, chain.patience, chain.warmStart, chain.teacher."
    },
    footer = {"", "Example:", "  histochain set pathmnist-1000 filter.k=0.6 pretrain.epochs=40"})
final class SetCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "ID", description = "The chain.")
  private String id = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "KEY=VALUE",
      description = "A setting, by its key in a chain file.")
  private List<String> words = new ArrayList<>();

  SetCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    SortedMap<String, String> settings = GivenSettings.parse("set", words);
    try (Places places = Places.of(console)) {
      SteeredChain chain = SteeredChain.find(console, places, id);
      if (chain.status().ended()) {
        throw CliError.wrongInput(ended(chain));
      }
      Steered steered = chain.ask(steering -> steering.set(id, new SettingsRequest(settings)));
      chain.show(
          output,
          steered.changed(),
          chain.state(),
          line(steered, GivenSettings.words(settings)),
          Map.of("from", from(steered), "settings", settings));
      return ExitCodes.DONE;
    }
  }

  private String ended(SteeredChain chain) {
    String longer =
        chain.state().equals("done")
            ? "histochain extend %s --to N makes it longer, and it can be set while it runs; "
                .formatted(id)
            : "histochain resume %s starts it again, and it can be set while it runs; "
                .formatted(id);
    return "chain %s is %s, so that no iteration follows: %shistochain fork %s begins a new chain"
            .formatted(id, chain.state(), longer, id)
        + " with other settings from an iteration on";
  }

  private String line(Steered steered, String settings) {
    int from = from(steered);
    String line =
        steered.changed()
            ? "Chain %s: %s from iteration %d on.".formatted(id, settings, from)
            : "Chain %s has %s from iteration %d on already.".formatted(id, settings, from);
    return from <= steered.iterations()
        ? line
        : line
            + " It ends after %d iterations; histochain extend %s --to N makes it longer."
                .formatted(steered.iterations(), id);
  }

  private static int from(Steered steered) {
    return steered.from() == null ? 1 : steered.from();
  }
}
