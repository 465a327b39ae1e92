package org.histochain.worker.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Says which version this is. */
final class VersionText implements IVersionProvider {
  /** Returns the version of the jar; {@code development} where it runs from class folders. */
  static String version() {
    return Objects.requireNonNullElse(
        Histochain.class.getPackage().getImplementationVersion(), "development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"histochain " + version()};
  }
}
