package org.histochain.worker.cli;

import java.util.Map;
import java.util.Optional;
import org.histochain.worker.runtime.DeploymentVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --deployment}, {@code --build-id} and {@code --make-current}: versions of workers. */
final class DeploymentOptions {
  private static final String DEPLOYMENT = "HISTOCHAIN_DEPLOYMENT";
  private static final String BUILD_ID = "HISTOCHAIN_BUILD_ID";

  @Option(
      names = "--deployment",
      paramLabel = "NAME",
      description = {
        "Be a version of this deployment: chains stay with the version they began under",
        "(default: $HISTOCHAIN_DEPLOYMENT, or no version)."
      })
  private @Nullable String deployment;

  @Option(
      names = "--build-id",
      paramLabel = "ID",
      description = "Which version of the deployment (default: $HISTOCHAIN_BUILD_ID).")
  private @Nullable String buildId;

  @Option(
      names = "--make-current",
      description = "Begin new chains under this version, as soon as Temporal knows it.")
  private boolean makeCurrent;

  /** Returns the version; empty: none. Refuses half of one. */
  Optional<DeploymentVersion> version(Map<String, String> environment) {
    @Nullable String name = deployment == null ? environment.get(DEPLOYMENT) : deployment;
    @Nullable String build = buildId == null ? environment.get(BUILD_ID) : buildId;
    if (name == null && build == null) {
      if (makeCurrent) {
        throw CliError.wrongInput("--make-current needs --deployment and --build-id");
      }
      return Optional.empty();
    }
    return Optional.of(
        new DeploymentVersion(
            required(name, "--build-id", "--deployment", DEPLOYMENT),
            required(build, "--deployment", "--build-id", BUILD_ID)));
  }

  boolean makeCurrent() {
    return makeCurrent;
  }

  private static String required(
      @Nullable String value, String given, String missing, String variable) {
    if (value == null) {
      throw CliError.wrongInput("%s needs %s, or %s, too".formatted(given, missing, variable));
    }
    if (value.isBlank() || value.contains(":") || value.startsWith("__")) {
      throw CliError.wrongInput(
          "%s is \"%s\": write a name without a colon that does not begin with __"
              .formatted(missing, value));
    }
    return value;
  }
}
