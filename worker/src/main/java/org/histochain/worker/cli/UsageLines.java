package org.histochain.worker.cli;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.histochain.worker.settings.NearestName;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in one line what is wrong with what was typed, what was perhaps meant, and where to look.
 */
final class UsageLines implements IParameterExceptionHandler {
  /** So that the usage is not broken into lines. */
  private static final int WIDE = 1000;

  private final Console console;

  UsageLines(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException fault, String[] arguments) {
    CommandLine command = fault.getCommandLine();
    String line = line(fault, command) + "; %s --help says more".formatted(name(command));
    console.note("histochain: " + line.replaceAll("\\s+", " "));
    return ExitCodes.WRONG_INPUT;
  }

  /** A misspelt option leaves the right one missing: the misspelling is what to tell. */
  private static String line(ParameterException fault, CommandLine command) {
    List<String> unknown =
        fault instanceof UnmatchedArgumentException unmatched
            ? unmatched.getUnmatched()
            : command.getUnmatchedArguments();
    if (!unknown.isEmpty()) {
      return unknown(command, unknown.getFirst());
    }
    if (fault instanceof MissingParameterException missing) {
      String needed =
          missing.getMissing().stream().map(UsageLines::label).collect(Collectors.joining(", "));
      return "%s needs %s: %s".formatted(command.getCommandName(), needed, usage(command));
    }
    return String.valueOf(fault.getMessage());
  }

  private static String unknown(CommandLine command, String typed) {
    if (typed.startsWith("-")) {
      String option = typed.replaceFirst("=.*", "");
      return "%s has no option %s%s"
          .formatted(
              command.getCommandName(),
              option,
              meant(option, command.getCommandSpec().optionsMap().keySet()));
    }
    if (!command.getSubcommands().isEmpty()) {
      return "there is no command %s%s"
          .formatted(typed, meant(typed, command.getSubcommands().keySet()));
    }
    return "%s takes no argument %s here: %s"
        .formatted(command.getCommandName(), typed, usage(command));
  }

  /** Any one letter is near any other: of those nothing is guessed. */
  private static String meant(String typed, Collection<String> known) {
    List<String> words = known.stream().filter(name -> name.length() > 2).toList();
    return NearestName.of(typed, words)
        .map(name -> ": perhaps you meant %s".formatted(name))
        .orElse("");
  }

  private static String label(ArgSpec missing) {
    return missing instanceof OptionSpec option
        ? "%s=%s".formatted(option.longestName(), option.paramLabel())
        : missing.paramLabel();
  }

  /** Without the options that every command has. */
  private static String usage(CommandLine command) {
    command.setUsageHelpAutoWidth(false).setUsageHelpWidth(WIDE);
    Help help = new Help(command.getCommandSpec(), Help.defaultColorScheme(Help.Ansi.OFF));
    return help.synopsis(0).strip().replace("[-h] ", "").replace("[--verbose] ", "");
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }
}
