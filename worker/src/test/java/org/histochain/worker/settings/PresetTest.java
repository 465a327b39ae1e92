package org.histochain.worker.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.ConsistencySpec;
import org.histochain.workflows.contract.DatasetRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PresetTest {
  private static final DatasetRef DATASET = new DatasetRef("tissue", "d".repeat(64));

  @TempDir private Path folder;

  static List<String> names() {
    return Preset.NAMES;
  }

  @Test
  void itsSettingsCountAsWrittenInTheFile() throws IOException {
    assertThat(spec("preset: chain-plus"))
        .isEqualTo(
            spec(
                """
                chain: {teacher: best}
                pretrain: {temperature: 0.5, ema: 0.99, noise: 1.5, consistency: {}}
                """))
        .isNotEqualTo(spec(""));
  }

  @Test
  void whatTheFileSetsItselfWinsKeyByKeyWhereverThePresetIsNamed() throws IOException {
    ChainSpec spec =
        spec(
            """
            pretrain: {epochs: 7, ema: 0, consistency: {ratio: 3}}
            chain:
            preset: chain-plus
            teacher: {temperature: 2, clip: 1}
            """);

    assertThat(spec.pretrain().epochs()).isEqualTo(7);
    assertThat(spec.pretrain().ema()).isNull();
    assertThat(spec.pretrain().noise()).isEqualTo(1.5);
    assertThat(spec.pretrain().temperature()).isEqualTo(0.5);
    assertThat(spec.pretrain().clip()).isEqualTo(1);
    assertThat(spec.pretrain().consistency()).isEqualTo(new ConsistencySpec(1, 0.95, 3));
    assertThat(spec.finetune().temperature()).isEqualTo(2);
    assertThat(spec.chain().teacher()).isEqualTo("best");
    assertThat(spec.chain().iterations()).isEqualTo(4);
  }

  @Test
  void theFileMaySwitchEachOfItsOptionsOff() throws IOException {
    assertThat(
            spec(
                """
                preset: chain-plus
                chain: {teacher: last}
                pretrain: {temperature: 1, ema: 0, noise: 1, consistency: {weight: 0}}
                """))
        .isEqualTo(spec(""));
  }

  @Test
  void anUnknownOneIsRefusedNamingThoseThereAre() throws IOException {
    assertThat(problems("dataset: tissue\npreset: chain-pluss"))
        .containsExactly("line 2: preset is chain-pluss: there is chain-plus");
    assertThat(problems("dataset: tissue\npreset: {name: chain-plus}"))
        .containsExactly("line 2: preset is a mapping: a text is needed");
  }

  @Test
  void problemsOfTheFileAreToldOnceWithTheirOwnLines() throws IOException {
    assertThat(
            problems(
                """
                dataset: tissue
                seed: 1
                seed: 2
                preset: chain-plus
                pretrain: {batch: 1, emma: 3}
                """))
        .containsExactly(
            "line 3: duplicate key seed: it is set on line 2 already; remove one of them",
            "line 5: unknown key emma in pretrain (did you mean ema?); allowed: epochs, steps,"
                + " batch, learningRate, weightDecay, sampling, warmup, clip, smoothing, temperature,"
                + " ema, batchNorm, noise, mixup, consistency");
    assertThat(problems("dataset: tissue\npreset: chain-plus\npretrain: {batch: 1}"))
        .singleElement()
        .asString()
        .startsWith("line 3: pretrain.batch is 1: ");
  }

  /** Data and lengths are the file's. */
  @ParameterizedTest
  @MethodSource("names")
  void holdsOptionsOfTheMethodAlone(String name) throws IOException {
    ChainSpec plain = spec("");
    ChainSpec preset = spec("preset: " + name);

    assertThat(preset.labels()).isEqualTo(plain.labels());
    assertThat(preset.split()).isEqualTo(plain.split());
    assertThat(preset.seed()).isEqualTo(plain.seed());
    assertThat(resource(name)).doesNotContain("epochs", "steps", "iterations", "${");
  }

  @ParameterizedTest
  @MethodSource("names")
  void standsInTheReferenceAsItIs(String name) throws IOException {
    assertThat(Files.readString(Path.of("../docs/chain-file.md")))
        .contains("```yaml\n" + resource(name) + "```");
  }

  private static String resource(String name) throws IOException {
    return new String(
        Objects.requireNonNull(PresetTest.class.getResourceAsStream(name + ".yaml")).readAllBytes(),
        StandardCharsets.UTF_8);
  }

  private ChainSpec spec(String settings) throws IOException {
    Path file = Files.writeString(folder.resolve("chain.yaml"), "dataset: tissue\n" + settings);
    return new ChainFileReader(Map.of()).read(file).toSpec(DATASET, null, null);
  }

  private List<String> problems(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("chain.yaml"), yaml);
    InvalidChainFileException refused =
        catchThrowableOfType(
            InvalidChainFileException.class, () -> new ChainFileReader(Map.of()).read(file));
    return String.valueOf(refused.getMessage()).replace(file + ", ", "").lines().toList();
  }
}
