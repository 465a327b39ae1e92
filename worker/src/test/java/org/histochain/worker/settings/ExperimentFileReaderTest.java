package org.histochain.worker.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.histochain.activities.experiment.ClaimRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExperimentFileReaderTest {
  @TempDir private Path folder;

  private ExperimentFile read(String experiment) throws IOException {
    Files.writeString(
        folder.resolve("chain.yaml"),
        "dataset: tissue\nlabels: {perClass: 6}\nchain: {iterations: 4}\nteacher: {epochs: 9}\n");
    Path file = Files.writeString(folder.resolve("study.yaml"), experiment);
    return new ExperimentFileReader(Map.of()).read(file);
  }

  @Test
  void armsChangeTheChainFile() throws IOException {
    ExperimentFile file =
        read(
            """
            chain: chain.yaml
            arms:
              chain: {}
              short: {teacher: {steps: 7}, filter: {k: all}}
              full: {labels: {fraction: all}, chain: {iterations: 0}}
            """);

    assertThat(file.name()).isEqualTo("study");
    assertThat(file.arms().keySet()).containsExactly("chain", "short", "full");
    ChainFile shorter = Objects.requireNonNull(file.arms().get("short"));
    assertThat(shorter.teacher().steps()).isEqualTo(7);
    assertThat(shorter.teacher().epochs()).isNull();
    assertThat(shorter.filter().k()).isEqualTo("all");
    assertThat(shorter.chain().iterations()).isEqualTo(4);
    ChainFile full = Objects.requireNonNull(file.arms().get("full"));
    assertThat(full.labels().fraction()).isEqualTo("all");
    assertThat(full.labels().perClass()).isNull();
  }

  @Test
  void aKeyWithoutAValueChangesNothing() throws IOException {
    ExperimentFile file =
        read(
            """
            chain: chain.yaml
            arms:
              chain: {chain: , teacher: {steps: , batch: 8}, labels: {fraction: }}
            """);

    ChainFile chain = Objects.requireNonNull(file.arms().get("chain"));
    assertThat(chain.chain().iterations()).isEqualTo(4);
    assertThat(chain.teacher().epochs()).isEqualTo(9);
    assertThat(chain.teacher().steps()).isNull();
    assertThat(chain.teacher().batch()).isEqualTo(8);
    assertThat(chain.labels().perClass()).isEqualTo(6);
  }

  @Test
  void runsCrossFractionsDrawsAndSeedsSaveWhereAnArmHasItsOwnLabels() throws IOException {
    ExperimentFile file =
        read(
            """
            chain: chain.yaml
            fractions: [0.01, 0.1]
            draws: [1, 2]
            seeds: [5, 6]
            arms:
              chain: {}
              full: {labels: {fraction: all}}
            """);

    assertThat(file.runs())
        .filteredOn(run -> run.arm().equals("chain"))
        .extracting(run -> "%s %d %d".formatted(run.fraction(), run.draw(), run.seed()))
        .containsExactly(
            "0.01 1 5",
            "0.01 1 6",
            "0.01 2 5",
            "0.01 2 6",
            "0.1 1 5",
            "0.1 1 6",
            "0.1 2 5",
            "0.1 2 6");
    assertThat(file.runs())
        .filteredOn(run -> run.arm().equals("full"))
        .hasSize(4)
        .allSatisfy(run -> assertThat(run.fraction()).isNull())
        .allSatisfy(run -> assertThat(run.chain().labels().fraction()).isEqualTo("all"));
    ExperimentFile.Run first = file.runs().getFirst();
    assertThat(first.chain().labels())
        .isEqualTo(new LabelDraw(null, "0.01", null, 1, "refuse", null));
    assertThat(first.chain().seed()).isEqualTo(5);
  }

  @Test
  void anArmThatSaysOnlyHowLabelsAreDrawnIsRunAtEveryFraction() throws IOException {
    ExperimentFile file =
        read(
            """
            chain: chain.yaml
            fractions: [0.01, 0.1]
            arms:
              chain: {}
              bad: {labels: {draw: nearest}}
              own: {labels: {draw: atypical, perClass: 3}}
            claims:
              C8: {of: "bad@0.01:last", against: "chain@0.01:last", rule: within, margin: 2}
            """);

    assertThat(file.runs())
        .extracting(
            run ->
                "%s %s %s %s"
                    .formatted(
                        run.arm(),
                        run.fraction(),
                        run.chain().labels().perClass(),
                        run.chain().labels().draw()))
        .containsExactly(
            "chain 0.01 null null",
            "bad 0.01 null nearest",
            "own null 3 atypical",
            "chain 0.1 null null",
            "bad 0.1 null nearest");
    assertThatThrownBy(
            () ->
                read(
                    """
                    chain: chain.yaml
                    fractions: [0.1, all]
                    arms: {bad: {labels: {draw: nearest}}}
                    """))
        .hasMessageContaining(
            "line 2: labels.draw is nearest: leave it out, as fractions: all labels every patch");
  }

  @Test
  void withoutSeedsTrainingTakesTheDrawsSeed() throws IOException {
    assertThat(read("{chain: chain.yaml, draws: [3, 4], arms: {chain: {}}}").runs())
        .extracting(run -> run.chain().seed())
        .containsExactly(3L, 4L);
  }

  @Test
  void candidatesAreAGridOverValues() throws IOException {
    ExperimentFile file =
        read(
            """
            chain: chain.yaml
            draws: [1, 2]
            arms: {chain: {}, own: {filter: {k: all}}}
            tune: {draws: [1], values: {filter.k: [0.2, 0.8], filter.p: [1, 2]}, search: halving}
            """);

    ExperimentFile.Tuning tune = Objects.requireNonNull(file.tune());
    assertThat(tune.candidates())
        .containsExactly(
            sorted("0.2", "1"), sorted("0.2", "2"), sorted("0.8", "1"), sorted("0.8", "2"));
    assertThat(tune.rungs()).containsExactly(1, 2, 4);
    assertThat(file.tuned()).containsExactly("chain");
    assertThat(file.tuningRuns()).extracting(ExperimentFile.Run::draw).containsExactly(1L);
  }

  private static java.util.SortedMap<String, String> sorted(String k, String p) {
    return new java.util.TreeMap<>(Map.of("filter.k", k, "filter.p", p));
  }

  @Test
  void auditsAreOffOrOfAllArmsOrOfThoseNamed() throws IOException {
    String arms = "{chain: chain.yaml, arms: {chain: {}, full: {labels: {fraction: all}}}";

    assertThat(read(arms + "}").audits()).isEmpty();
    assertThat(read(arms + ", audit: false}").audits()).isEmpty();
    assertThat(read(arms + ", audit: true}").audits()).containsExactly("chain", "full");
    assertThat(read(arms + ", audit: [full]}").audits()).containsExactly("full");
    assertThatThrownBy(() -> read(arms + ", audit: [fool]}"))
        .hasMessageContaining("there is no arm fool; there are chain, full");
    assertThatThrownBy(() -> read(arms + ", audit: 3}"))
        .hasMessageContaining("audit is 3: true or false is needed");
  }

  @Test
  void claimsHaveRuleMarginAndOperands() throws IOException {
    ExperimentFile file =
        read(
            """
            chain: chain.yaml
            fractions: [0.01]
            arms: {chain: {}, full: {labels: {fraction: all}}}
            references: {reference: [full]}
            claims:
              C1: {says: it is, of: chain@0.01, against: reference, rule: within, margin: 2}
              C9: {of: "chain@0.01:last", rule: increasing}
            """);

    assertThat(file.claims()).hasSize(2);
    assertThat(file.claims().getFirst().rule()).isEqualTo(ClaimRule.within);
    assertThat(file.claims().getFirst().margin()).isEqualTo(2);
    assertThat(file.claims().getLast().of().stage()).isEqualTo("last");
    assertThat(file.claims().getLast().says()).isEqualTo("C9");
  }

  @Test
  void everyProblemIsToldWithItsLine() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    chain: chain.yaml
                    draws: [1, 1]
                    parallel: 0
                    arms:
                      chain: {}
                    references: {reference: [missing]}
                    claims:
                      C1: {of: other, against: chain, rule: within}
                      C2: {of: chain, rule: greater}
                      C3: {of: "chain:first", rule: rising}
                      C4: {of: chain@0.5, rule: increasing}
                    """))
        .isInstanceOf(InvalidChainFileException.class)
        .hasMessageContainingAll(
            "line 2: draws is [1, 1]: one of them is there twice",
            "line 3: parallel is 0: write 1 to 64",
            "line 6: there is no arm missing; there are chain",
            "line 8: claims.C1.of is other: there is no arm other; there are chain",
            "line 8: claims.C1.margin is 0.0: write points above 0",
            "line 9: claims.C2.rule is greater, which needs claims.C2.against: set it",
            "line 10: claims.C3.of is chain:first: write ARM",
            "line 10: claims.C3.rule is rising: write one of [greater, within, increasing,",
            "line 11: claims.C4.of is chain@0.5: arm chain has labels of its own");
  }

  @Test
  void whatIsWrongInAnArmIsToldOfTheArm() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    chain: chain.yaml
                    arms:
                      chain: {}
                      bad: {filter: {k: 1}, teachr: {epochs: 2}}
                    """))
        .hasMessageContaining("line 4: arm bad: unknown key teachr (did you mean teacher?)");
    assertThatThrownBy(() -> read("chain: chain.yaml\narms:\n  bad: {filter: {k: 1}}\n"))
        .hasMessageContaining("line 3: arm bad: filter.k is 1:");
    assertThatThrownBy(() -> read("chain: chain.yaml\narms:\n  bad: {threads: 1, threads: 2}\n"))
        .hasMessageContaining("arm bad: duplicate key threads");
  }

  @Test
  void whatCannotBeTunedIsRefused() {
    assertThatThrownBy(
            () ->
                read(
                    "{chain: chain.yaml, arms: {chain: {}}, tune: {values: {network.width: [8]}}}"))
        .hasMessageContaining("tune.values: network.width cannot be set");
    assertThatThrownBy(
            () -> read("{chain: chain.yaml, arms: {chain: {}}, tune: {values: {filter.k: [1]}}}"))
        .hasMessageContaining("tune.values: filter.k is 1");
    assertThatThrownBy(
            () ->
                read(
                    "{chain: chain.yaml, arms: {chain: {}}, tune: {values: {filter.k: [0.5]}, rungs: [2, 1]}}"))
        .hasMessageContaining("tune.rungs is [2, 1] of an arm of 4 iterations");
  }

  @Test
  void theExamplesAreSound() throws IOException {
    for (String name : List.of("synthetic", "pathmnist-1000")) {
      Path file = Path.of("../examples/experiments/" + name + ".yaml");
      ExperimentFile example =
          new ExperimentFileReader(Map.of("HISTOCHAIN_TEST_DATA", "/data")).read(file);
      assertThat(example.claims()).isNotEmpty();
      assertThat(example.runs()).hasSizeGreaterThan(10);
    }
  }
}
