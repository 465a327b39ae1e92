package org.histochain.worker.cli;

import io.temporal.client.WorkflowException;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import org.histochain.activities.step.StepFailure;
import org.histochain.worker.local.LocalStackException;
import org.histochain.worker.runtime.TemporalUnreachableException;
import org.histochain.worker.settings.InvalidChainFileException;
import org.histochain.worker.settings.InvalidSettingsException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns exceptions into lines on stderr and an exit code; stack traces only with --verbose. */
final class ErrorLines implements IExecutionExceptionHandler {
  private final Console console;

  ErrorLines(Console console) {
    this.console = console;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parsed) {
    Throwable fault =
        exception instanceof UncheckedIOException
            ? Objects.requireNonNullElse(exception.getCause(), exception)
            : exception;
    if (fault instanceof InterruptedException) {
      return ExitCodes.INTERRUPTED;
    }
    if (fault instanceof OutputClosedException) {
      return ExitCodes.DONE;
    }
    message(fault).lines().forEach(line -> console.note("histochain: " + line));
    Histochain top =
        command.getCommandSpec().root().userObject() instanceof Histochain h ? h : null;
    if (top != null && top.verbose()) {
      fault.printStackTrace(console.err());
    }
    return exitCode(fault);
  }

  private static int exitCode(Throwable fault) {
    return switch (fault) {
      case CliError error -> error.exitCode();
      case StepFailure _,
          InvalidChainFileException _,
          InvalidSettingsException _,
          IllegalArgumentException _ ->
          ExitCodes.WRONG_INPUT;
      default -> ExitCodes.FAILED;
    };
  }

  /** Says what happened, in one line where the fault's own message is one. */
  static String message(Throwable fault) {
    String message = String.valueOf(fault.getMessage());
    return switch (fault) {
      case CliError _,
          StepFailure _,
          InvalidChainFileException _,
          InvalidSettingsException _,
          IllegalArgumentException _,
          LocalStackException _,
          TemporalUnreachableException _ ->
          message;
      case FileSystemException file -> "%s: %s".formatted(file.getFile(), reason(file));
      case IOException _ -> message;
      case WorkflowException workflow -> deepest(workflow);
      default -> "%s: %s (run again with --verbose for more)".formatted(kind(fault), message);
    };
  }

  private static String reason(FileSystemException file) {
    return file.getReason() == null ? kind(file) : file.getReason();
  }

  private static String kind(Throwable fault) {
    return fault.getClass().getSimpleName();
  }

  /** What a workflow says went wrong lies under layers that only say where. */
  private static String deepest(WorkflowException workflow) {
    Throwable cause = workflow;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof ApplicationFailure failure
        ? failure.getOriginalMessage()
        : String.valueOf(cause.getMessage());
  }
}
