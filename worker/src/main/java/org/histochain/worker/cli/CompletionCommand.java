package org.histochain.worker.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code completion}: prints what teaches a shell to complete commands and options. It is one
 * script for both shells, which sees by itself which of them reads it.
 */
@Command(
    name = "completion",
    description = {
      "Print a script that completes commands, options and their values in bash or, through its",
      "bashcompinit, zsh."
    },
    footer = {
      "",
      "Examples:",
      "  histochain completion bash > ~/.local/share/bash-completion/completions/histochain",
      "  source <(histochain completion zsh)"
    })
final class CompletionCommand implements Callable<Integer> {
  enum Shell {
    bash,
    zsh
  }

  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "bash|zsh", description = "The shell.")
  private Shell shell = Shell.bash;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String script = AutoComplete.bash(spec.root().name(), spec.root().commandLine());
    console.data("# For every new shell, put this into ~/.%src:".formatted(shell));
    console.data("#   source <(histochain completion %s)".formatted(shell));
    console.data(script.stripTrailing());
    return ExitCodes.DONE;
  }
}
