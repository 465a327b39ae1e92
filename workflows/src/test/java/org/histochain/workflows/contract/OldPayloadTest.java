package org.histochain.workflows.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.histochain.workflows.chain.ChainCarried;
import org.histochain.workflows.chain.ChainRequest;
import org.histochain.workflows.chain.IterationRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Payloads of histories that were written before fields were added. */
final class OldPayloadTest {
  private static final Pattern ADDED =
      Pattern.compile(
          ",\"(warmup|clip|smoothing|temperature|ema|batchNorm|noise|mixup|consistency|align|labelled|hed|stain|folds|init|colourHistogram"
              + "|fold|validated|foldTeachers|searchable|counts|patches|changes|begun|warmStart|teacher|bestTeacher|bestFoldTeachers|teacherIteration)\":null");

  static Stream<Object> records() {
    ChainSpec spec = Specs.sound();
    ArtifactRef artifact = new ArtifactRef("a".repeat(64), 1);
    PatchTables tables = new PatchTables(artifact, artifact, artifact, artifact, artifact);
    Prepared prepared =
        new Prepared(
            List.of("STR", "TUM"),
            28,
            1,
            new PatchCounts(1, 2, 3, 4),
            tables,
            Normalisation.IMAGENET,
            spec.network(),
            new StepRun("key", false, 1));
    ModelInput input = ModelInput.of(spec, prepared);
    ChainCarried carried =
        new ChainCarried(prepared, 1, artifact, artifact, new BestStage(0, "m", 0.5), List.of());
    return Stream.of(
        spec.teacher(),
        spec.augment(),
        spec.split(),
        spec.network(),
        spec,
        new FilterRequest(new StepContext("chain", 1), artifact, List.of("STR"), spec.filter()),
        prepared,
        input,
        carried,
        new ChainRequest(spec, carried, StepTimeouts.DEFAULTS),
        new IterationRequest(
            new StepContext("chain", 1),
            spec,
            input,
            tables.forTraining(),
            1,
            artifact,
            StepTimeouts.DEFAULTS));
  }

  @ParameterizedTest
  @MethodSource("records")
  void decodeWithoutTheFieldsThatWereAddedLater(Object written) {
    Payload payload = DataConverters.guarded().toPayload(written).orElseThrow();
    String json = payload.getData().toStringUtf8();
    String old = ADDED.matcher(json).replaceAll("");

    assertThat(old).isNotEqualTo(json).doesNotContain("folds", "stain", "warmup", "init");
    Payload before = payload.toBuilder().setData(ByteString.copyFromUtf8(old)).build();
    assertThat(
            (Object)
                DataConverters.guarded()
                    .fromPayload(before, written.getClass(), written.getClass()))
        .isEqualTo(written);
  }
}
