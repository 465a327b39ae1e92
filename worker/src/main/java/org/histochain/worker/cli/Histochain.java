package org.histochain.worker.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The {@code histochain} command. */
@Command(
    name = "histochain",
    description = "Trains an image classifier from few labels and many images.",
    versionProvider = VersionText.class,
    footer = {
      "",
      "Examples:",
      "  histochain demo                              everything on this machine",
      "  histochain run -f CHAIN.yaml --out DIR       a chain of one's own, nothing else needed",
      "  histochain up && histochain worker           the local stack and a worker"
    })
public final class Histochain extends CommandGroup {
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Log more, and show stack traces.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  private boolean version;

  Histochain(Console console) {
    super(console);
  }

  public static void main(String[] arguments) {
    System.exit(execute(Console.ofProcess(), arguments));
  }

  /**
   * Runs one command.
   *
   * @return 0 done, 1 failed, 2 wrong usage or wrong input, 130 interrupted
   */
  static int execute(Console console, String... arguments) {
    try {
      return commandLine(console).execute(arguments);
    } catch (LinkageError unloadable) {
      console.note(
          "histochain: a library cannot be loaded here (%s); histochain doctor says which"
              .formatted(unloadable.getMessage()));
      return ExitCodes.FAILED;
    }
  }

  static CommandLine commandLine(Console console) {
    CommandLine dataset =
        new CommandLine(new DatasetCommand(console))
            .addSubcommand(new DatasetImportCommand(console))
            .addSubcommand(new DatasetSynthCommand(console))
            .addSubcommand(new DatasetListCommand(console))
            .addSubcommand(new DatasetShowCommand(console))
            .addSubcommand(new DatasetVerifyCommand(console));
    CommandLine artifacts =
        new CommandLine(new ArtifactsCommand(console))
            .addSubcommand(new ArtifactsLsCommand(console))
            .addSubcommand(new ArtifactsVerifyCommand(console))
            .addSubcommand(new ArtifactsLineageCommand(console))
            .addSubcommand(new ArtifactsGcCommand(console))
            .addSubcommand(new ArtifactsForgetCommand(console));
    CommandLine config =
        new CommandLine(new ConfigCommand(console)).addSubcommand(new ConfigShowCommand(console));
    Histochain top = new Histochain(console);
    CommandLine line =
        new CommandLine(top)
            .addSubcommand(new DemoCommand(console))
            .addSubcommand(new RunCommand(console))
            .addSubcommand(new UpCommand(console))
            .addSubcommand(new DownCommand(console))
            .addSubcommand(new WorkerCommand(console))
            .addSubcommand(dataset)
            .addSubcommand(new StartCommand(console))
            .addSubcommand(new WatchCommand(console))
            .addSubcommand(new StatusCommand(console))
            .addSubcommand(new ListCommand(console))
            .addSubcommand(new PauseCommand(console))
            .addSubcommand(new ResumeCommand(console))
            .addSubcommand(new CancelCommand(console))
            .addSubcommand(new ExtendCommand(console))
            .addSubcommand(new SetCommand(console))
            .addSubcommand(new ForkCommand(console))
            .addSubcommand(new ExperimentCommand(console))
            .addSubcommand(new ReportCommand(console))
            .addSubcommand(new AuditCommand(console))
            .addSubcommand(new PredictCommand(console))
            .addSubcommand(new ExportCommand(console))
            .addSubcommand(artifacts)
            .addSubcommand(config)
            .addSubcommand(new CompletionCommand(console))
            .addSubcommand(new DoctorCommand(console));
    return line.setExecutionExceptionHandler(new ErrorLines(console))
        .setParameterExceptionHandler(new UsageLines(console))
        .setExecutionStrategy(
            parsed -> {
              top.setLogging();
              return run(console, parsed);
            })
        .setOut(new PrintWriter(console.out(), true))
        .setErr(new PrintWriter(console.err(), true))
        .setColorScheme(Help.defaultColorScheme(console.colours() ? Help.Ansi.ON : Help.Ansi.OFF))
        .setUsageHelpAutoWidth(true);
  }

  /** What a command throws goes to {@link ErrorLines}; what printing a help throws comes here. */
  private static int run(Console console, ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (OutputClosedException closed) {
      return ExitCodes.DONE;
    } catch (UncheckedIOException unwritable) {
      Throwable fault = Objects.requireNonNullElse(unwritable.getCause(), unwritable);
      console.note("histochain: " + ErrorLines.message(fault));
      return ExitCodes.FAILED;
    }
  }

  boolean verbose() {
    return verbose;
  }

  /** Must come before the first logger: what traces look like is fixed when logging starts. */
  private void setLogging() {
    if (verbose) {
      System.setProperty("histochain.traces", "%ex{full}");
    }
    if (verbose && LoggerFactory.getLogger("org.histochain") instanceof Logger ours) {
      ours.setLevel(Level.DEBUG);
    }
  }
}
