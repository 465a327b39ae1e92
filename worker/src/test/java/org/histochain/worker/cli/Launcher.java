package org.histochain.worker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs commands as a user does: by the launcher, in processes of their own. The launcher lies in a
 * copy of its house that is built from these tests' classes; in its own it would begin to build.
 */
final class Launcher {
  static final long PATIENCE_SECONDS = 120;

  private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();

  private static final List<String> FILES =
      List.of(
          "histochain",
          "pom.xml",
          ".mvn/find-jdk",
          ".mvn/engine-environment",
          "deploy/local/install",
          "deploy/local/owned");

  /**
   * A command has a process group of its own, as in a shell, and would ignore Ctrl-C where the
   * tests were started in the background.
   */
  private static final List<String> OWN = List.of("setsid", "env", "--default-signal=INT");

  /** Takes from root the right to write whatever a file's mode says. */
  private static final List<String> BOUND =
      List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");

  private final Path folder;
  private final Map<String, String> environment;
  private final List<String> command;

  record Ended(int exitCode, String out, String err) {}

  private Launcher(Path folder, Map<String, String> environment, List<String> command) {
    this.folder = folder;
    this.environment = environment;
    this.command = command;
  }

  /**
   * Builds the house.
   *
   * @param folder for it and the commands' own folders; {@code store/} in it is their store
   */
  static Launcher in(Path folder) throws IOException {
    Path house = folder.resolve("house");
    for (String file : FILES) {
      Files.createDirectories(house.resolve(file).getParent());
      Files.copy(HOUSE.resolve(file), house.resolve(file));
    }
    Files.createDirectories(house.resolve("worker/target"));
    Files.writeString(house.resolve("worker/target/classpath"), classPath());
    Path profile = Files.writeString(folder.resolve("temporal.toml"), "[profile.default]\n");
    Path store = Files.createDirectories(folder.resolve("store"));
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("HISTOCHAIN_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    environment.put("TERM", "xterm");
    environment.put("TEMPORAL_CONFIG_FILE", profile.toString());
    environment.put("TEMPORAL_ADDRESS", "127.0.0.1:1");
    environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    environment.put("HISTOCHAIN_STORE", store.toUri().toString());
    List<String> command = new ArrayList<>(OWN);
    command.add(house.resolve("histochain").toString());
    return new Launcher(folder, environment, command);
  }

  /** Without the tests' own classes, which hold a logging of their own, and without our jars. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .map(entry -> entry.replaceFirst("(?<=/target/)histochain-[^/]*[.]jar$", "classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns one whose commands have a variable more. */
  Launcher with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new Launcher(folder, more, command);
  }

  /** Returns one whose commands cannot write where a file's mode forbids it, not even as root. */
  Launcher bound() {
    List<String> bound =
        new ArrayList<>("root".equals(System.getProperty("user.name")) ? BOUND : List.of());
    bound.addAll(command);
    return new Launcher(folder, environment, bound);
  }

  /** Runs a command to its end. */
  Ended run(String arguments) throws Exception {
    Path err = Files.createTempFile(folder, "err", "");
    Process process = builder(words(arguments)).redirectError(err.toFile()).start();
    String out = read(process, arguments);
    return new Ended(process.exitValue(), out, Files.readString(err));
  }

  /** Runs a line of bash, in which {@code histochain} is the command, and returns what it wrote. */
  String shell(String line) throws Exception {
    Path script = Files.createTempFile(folder, "line", "");
    Files.writeString(
        script, "histochain() { %s \"$@\"; }\n%s\n".formatted(String.join(" ", command), line));
    return read(start(List.of("bash", script.toString())), line);
  }

  /** Starts a command, what it writes to be read from one stream. */
  Process start(String arguments) throws IOException {
    return start(words(arguments));
  }

  /** Starts a command on a terminal, where it leads a group already; a setting comes before it. */
  Process startOnTerminal(String setting, String arguments) throws IOException {
    List<String> words = words(arguments);
    String line =
        "%s; exec %s".formatted(setting, String.join(" ", words.subList(1, words.size())));
    return start(List.of("script", "-qefc", line, "/dev/null"));
  }

  /** What Ctrl-C does to a command: it and the servers that it started are told. */
  static void interrupt(ProcessHandle command) throws Exception {
    List<String> kill = List.of("kill", "-INT", "--", "-" + command.pid());
    assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
  }

  private Process start(List<String> words) throws IOException {
    return builder(words).redirectErrorStream(true).start();
  }

  private ProcessBuilder builder(List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    return builder;
  }

  private static String read(Process process, String what) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(what).isTrue();
    return output;
  }

  private List<String> words(String arguments) {
    List<String> words = new ArrayList<>(command);
    if (!arguments.isEmpty()) {
      words.addAll(List.of(arguments.split(" ")));
    }
    return words;
  }
}
