package org.histochain.worker.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** How a chain or an experiment is. */
interface Followed {
  /** Whether nothing more will happen unless somebody starts it again. */
  boolean ended();

  /** Returns what a command ends with that waited for it. */
  int exitCode();

  /** Returns what there is to show, for programs. */
  ObjectNode json();

  /** Returns what there is to show, in lines. */
  List<String> text();

  /** Shows it in the form that was asked for. */
  default void show(Console console, OutputOption output) {
    if (output.json()) {
      console.json(json());
    } else {
      text().forEach(console::data);
    }
  }
}
