package org.histochain.bench.chaos;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * A bug that is planted from outside, as an agent of a worker's virtual machine: {@code
 * Artifacts.isWhole} takes an object that is there for whole, without a look at its bytes. Damage
 * is then never mended.
 */
public final class UncheckedReuse implements ClassFileTransformer {
  private static final String ROOM = "org.histochain.activities.artifact.";
  private static final ClassDesc ARTIFACTS = ClassDesc.of(ROOM + "Artifacts");
  private static final ClassDesc STORE = ClassDesc.of(ROOM + "ArtifactStore");
  private static final ClassDesc REF =
      ClassDesc.of("org.histochain.workflows.contract.ArtifactRef");
  private static final ClassDesc SIZE = ClassDesc.of("java.util.OptionalLong");
  private static final ClassDesc STRING = ConstantDescs.CD_String;
  private static final MethodTypeDesc IS_WHOLE = MethodTypeDesc.of(ConstantDescs.CD_boolean, REF);

  private UncheckedReuse() {}

  /** Called before the worker's own main method. */
  public static void premain(@Nullable String options, Instrumentation instrumentation) {
    instrumentation.addTransformer(new UncheckedReuse());
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    return name.equals("org/histochain/activities/artifact/Artifacts") ? planted(bytes) : null;
  }

  /** Returns the class with another body of that method. */
  static byte[] planted(byte[] bytes) {
    ClassFile format = ClassFile.of();
    ClassModel model = format.parse(bytes);
    if (model.methods().stream().noneMatch(UncheckedReuse::isTheCheck)) {
      System.err.println("Artifacts has no isWhole(ArtifactRef) any more: mend UncheckedReuse");
      Runtime.getRuntime().halt(1);
    }
    return format.transformClass(
        model,
        (builder, element) -> {
          if (element instanceof MethodModel method && isTheCheck(method)) {
            builder.withMethodBody(
                method.methodName(),
                method.methodType(),
                method.flags().flagsMask(),
                UncheckedReuse::isThere);
          } else {
            builder.with(element);
          }
        });
  }

  private static boolean isTheCheck(MethodModel method) {
    return method.methodName().equalsString("isWhole")
        && method.methodTypeSymbol().equals(IS_WHOLE);
  }

  /** {@code return store.size(path(ref.sha256())).isPresent();} */
  private static void isThere(CodeBuilder code) {
    code.aload(0)
        .getfield(ARTIFACTS, "store", STORE)
        .aload(1)
        .invokevirtual(REF, "sha256", MethodTypeDesc.of(STRING))
        .invokestatic(ARTIFACTS, "path", MethodTypeDesc.of(STRING, STRING))
        .invokeinterface(STORE, "size", MethodTypeDesc.of(SIZE, STRING))
        .invokevirtual(SIZE, "isPresent", MethodTypeDesc.of(ConstantDescs.CD_boolean))
        .ireturn();
  }
}
