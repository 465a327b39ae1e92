package org.histochain.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.junit.jupiter.api.Test;

class UncheckedReuseTest {
  @Test
  void thePlantedBodyIsSoundAndLooksAtNothingButTheSize() throws IOException {
    byte[] before = bytes();
    byte[] after = UncheckedReuse.planted(before);
    assertThat(ClassFile.of().verify(after)).isEmpty();
    assertThat(calls(before)).hasSizeGreaterThan(4);
    assertThat(calls(after)).containsExactly("sha256", "path", "size", "isPresent");
  }

  private static byte[] bytes() throws IOException {
    try (InputStream content = Artifacts.class.getResourceAsStream("Artifacts.class")) {
      assertThat(content).isNotNull();
      return content.readAllBytes();
    }
  }

  private static List<String> calls(byte[] bytes) {
    ClassModel model = ClassFile.of().parse(bytes);
    MethodModel check =
        model.methods().stream()
            .filter(method -> method.methodName().equalsString("isWhole"))
            .findFirst()
            .orElseThrow();
    return check
        .code()
        .orElseThrow()
        .elementStream()
        .filter(InvokeInstruction.class::isInstance)
        .map(call -> ((InvokeInstruction) call).name().stringValue())
        .toList();
  }
}
