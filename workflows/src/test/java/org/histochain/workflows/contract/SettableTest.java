package org.histochain.workflows.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettableTest {
  static List<String> keys() {
    return Settable.keys();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyChangesItsOwnSettingAlone(String key) {
    ChainSpec sound = Specs.sound();
    String value =
        switch (key.substring(key.lastIndexOf('.') + 1)) {
          case "sampling" -> "balanced";
          case "batchNorm" -> "frozen";
          case "warmStart" -> "true";
          case "teacher" -> "best";
          case "align" -> "labels";
          default -> "3";
        };
    ChainSpec changed = Settable.apply(sound, Map.of(key, value));

    assertThat(changed).isNotEqualTo(sound);
    assertThat(changed.teacher()).isEqualTo(sound.teacher());
    assertThat(changed.pretrain().equals(sound.pretrain())).isEqualTo(!key.startsWith("pretrain."));
    assertThat(changed.finetune().equals(sound.finetune())).isEqualTo(!key.startsWith("finetune."));
    assertThat(changed.filter().equals(sound.filter())).isEqualTo(!key.startsWith("filter."));
    assertThat(changed.chain().equals(sound.chain())).isEqualTo(!key.startsWith("chain."));
  }

  @Test
  void neutralValuesSwitchOptionsOff() {
    Map<String, String> on =
        options(
            "finetune.clip",
            "1",
            "finetune.temperature",
            "0.5",
            "pretrain.noise",
            "2",
            "pretrain.mixup",
            "0.2",
            "pretrain.consistency.ratio",
            "2",
            "finetune.batchNorm",
            "frozen",
            "chain.patience",
            "2",
            "chain.warmStart",
            "true",
            "chain.teacher",
            "best",
            "filter.align",
            "uniform");
    Map<String, String> off =
        options(
            "finetune.clip",
            "0",
            "finetune.temperature",
            "1",
            "pretrain.noise",
            "1",
            "pretrain.mixup",
            "0",
            "pretrain.consistency.weight",
            "0",
            "finetune.batchNorm",
            "batch",
            "chain.patience",
            "none",
            "chain.warmStart",
            "false",
            "chain.teacher",
            "last",
            "filter.align",
            "none");

    ChainSpec switchedOn = Settable.apply(Specs.sound(), on);
    assertThat(switchedOn).isNotEqualTo(Specs.sound());
    assertThat(Settable.apply(switchedOn, off)).isEqualTo(Specs.sound());
  }

  private static Map<String, String> options(String... settings) {
    Map<String, String> options = new TreeMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      options.put(settings[i], settings[i + 1]);
    }
    return options;
  }

  @Test
  void anySettingOfConsistencySwitchesItOnWithTheDefaultsOfTheOthers() {
    ChainSpec on = Settable.apply(Specs.sound(), Map.of("pretrain.consistency.threshold", "0.8"));
    assertThat(on.pretrain().consistency()).isEqualTo(new ConsistencySpec(1, 0.8, 1));
    assertThat(
            Settable.apply(
                    on,
                    Map.of("pretrain.consistency.weight", "2", "pretrain.consistency.ratio", "3"))
                .pretrain()
                .consistency())
        .isEqualTo(new ConsistencySpec(2, 0.8, 3));
  }

  @Test
  void eachIterationHasWhatWasSetForItOrBefore() {
    ChainSpec spec =
        Specs.sound()
            .withChange(2, Map.of("filter.k", "0.6"))
            .withChange(4, Map.of("filter.p", "2"))
            .withChange(4, Map.of("filter.k", "all"));

    assertThat(spec.at(1)).isEqualTo(Specs.sound());
    assertThat(spec.at(3).filter()).isEqualTo(new FilterSpec("0.6", 1));
    assertThat(spec.at(4).filter()).isEqualTo(new FilterSpec("all", 2));
    assertThat(spec.at(9)).isEqualTo(spec.at(4));
    assertThat(spec.withIterations(9).changes()).isEqualTo(spec.changes());
  }

  @Test
  void aChangeThatComesEarlierReplacesLaterOnes() {
    ChainSpec spec =
        Specs.sound()
            .withChange(3, Map.of("filter.k", "0.6"))
            .withChange(5, Map.of("filter.p", "2"))
            .withChange(4, Map.of("filter.k", "0.5"));

    assertThat(spec.changes())
        .containsExactly(
            new SettingsChange(3, new TreeMap<>(Map.of("filter.k", "0.6"))),
            new SettingsChange(4, new TreeMap<>(Map.of("filter.k", "0.5"))));
    assertThat(spec.withChange(3, Map.of()).changes()).hasSize(1);
    assertThat(spec.withChange(1, Map.of())).isEqualTo(Specs.sound());
  }

  @Test
  void rulesAreHeldAgainstEveryChange() {
    ChainSpec spec = Specs.sound().withChange(2, Map.of("filter.p", "9"));

    assertThat(ChainRules.check(spec)).isEmpty();
    assertThat(ChainRules.checkAgainst(spec, 2))
        .extracting(ChainRules.Violation::key)
        .containsExactly("filter.p");
    assertThat(ChainRules.check(Specs.sound().withChange(2, Map.of("pretrain.batch", "1"))))
        .extracting(ChainRules.Violation::key)
        .containsExactly("pretrain.batch");
    assertThat(ChainRules.check(Specs.sound().withChange(2, Map.of("seed", "1"))))
        .extracting(ChainRules.Violation::key)
        .containsExactly("changes");
    assertThat(ChainRules.check(Specs.sound().withChange(0, Map.of("filter.k", "2"))))
        .extracting(ChainRules.Violation::key)
        .containsExactly("changes.from");
  }
}
