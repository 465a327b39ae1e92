package org.histochain.activities.upkeep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.histochain.activities.artifact.Artifacts;

/** What a check has found so far, and whom it touches. Safe for use by many threads. */
final class Findings {
  private static final String STRANGE = "delete it, if you did not put it there";

  /** One thing that is not what it should be. */
  private static final class Finding {
    private final String kind;
    private final boolean missing;
    private final String fault;
    private final SortedSet<String> chains = new TreeSet<>();
    private final SortedMap<String, Map<String, String>> steps = new TreeMap<>();
    private final SortedSet<String> datasets = new TreeSet<>();

    Finding(String kind, boolean missing, String fault) {
      this.kind = kind;
      this.missing = missing;
      this.fault = fault;
    }
  }

  private final SortedMap<String, Finding> byPath = new TreeMap<>();
  private final Map<String, Set<String>> pathsByStep = new HashMap<>();
  private final Map<String, Set<String>> pathsByDataset = new HashMap<>();

  /** Notes that something there is not what it should be. */
  synchronized void damaged(String path, String kind, String fault) {
    byPath.putIfAbsent(path, new Finding(kind, false, fault));
  }

  /** Notes that something that is referred to is not there. */
  synchronized void missing(String path, String kind, String fault) {
    byPath.putIfAbsent(path, new Finding(kind, true, fault));
  }

  synchronized boolean isFound(String path) {
    return byPath.containsKey(path);
  }

  /** Notes that a step has to do with a finding. */
  synchronized void touchStep(String path, String key, String step, String how) {
    finding(path)
        .steps
        .computeIfAbsent(how, _ -> new TreeMap<>())
        .merge(key, step, (known, other) -> known.isEmpty() ? other : known);
    pathsByStep.computeIfAbsent(key, _ -> new TreeSet<>()).add(path);
  }

  /** Notes that a data set has to do with a finding. */
  synchronized void touchDataset(String path, String name) {
    finding(path).datasets.add(name);
    pathsByDataset.computeIfAbsent(name, _ -> new TreeSet<>()).add(path);
  }

  /** Notes that a chain has to do with a finding. */
  synchronized void touchChain(String path, String chain) {
    finding(path).chains.add(chain);
  }

  /** Notes that a chain has to do with all that touches one of its steps. */
  synchronized void touchChainOfStep(String key, String step, String chain) {
    for (String path : pathsByStep.getOrDefault(key, Set.of())) {
      Finding finding = finding(path);
      finding.chains.add(chain);
      finding
          .steps
          .values()
          .forEach(
              keys -> keys.computeIfPresent(key, (_, known) -> known.isEmpty() ? step : known));
    }
  }

  /** Notes that a chain has to do with all that touches its data set. */
  synchronized void touchChainOfDataset(String name, String chain) {
    pathsByDataset.getOrDefault(name, Set.of()).forEach(path -> finding(path).chains.add(chain));
  }

  private Finding finding(String path) {
    Finding found = byPath.get(path);
    if (found == null) {
      throw new IllegalStateException("nothing was found at " + path);
    }
    return found;
  }

  /** Returns all damages, by path. */
  synchronized List<Damage> damages() {
    List<Damage> damages = new ArrayList<>();
    byPath.forEach((path, finding) -> damages.add(damage(path, finding)));
    return damages;
  }

  private static Damage damage(String path, Finding finding) {
    SortedSet<Damage.TouchedStep> steps = new TreeSet<>();
    finding.steps.forEach(
        (how, keys) ->
            keys.forEach((key, step) -> steps.add(new Damage.TouchedStep(key, step, how))));
    return new Damage(
        path,
        finding.kind,
        finding.missing,
        finding.fault,
        List.copyOf(finding.chains),
        List.copyOf(steps),
        List.copyOf(finding.datasets),
        remedy(path, finding));
  }

  private static String remedy(String path, Finding finding) {
    if (!finding.datasets.isEmpty()) {
      return "import the data set again, that mends it";
    }
    return switch (finding.kind) {
      case Kinds.CHECKPOINT -> "nothing: whoever goes on takes the one before it";
      case Kinds.MANIFEST, Kinds.OBJECT -> ofStep(path, finding);
      case Kinds.CHAIN ->
          (path.endsWith("/chain.json")
                  ? ""
                  : "resume the chain, which writes it anew; one that is done: ")
              + "start its chain file under another --id, which reuses all that is whole, then"
              + " forget this one (histochain artifacts forget chain ID)";
      default -> STRANGE;
    };
  }

  private static String ofStep(String path, Finding finding) {
    if (finding.chains.isEmpty() && finding.steps.isEmpty()) {
      return path.startsWith(Artifacts.FOLDER) && Artifacts.digest(path).isEmpty()
          ? STRANGE
          : "nothing refers to it: histochain artifacts gc removes it when it is older than its"
              + " grace";
    }
    return "resume the chain, which makes it again and reuses all that is whole; one that is done:"
        + " start its chain file under another --id";
  }
}
