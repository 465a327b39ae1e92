package org.histochain.worker.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.artifact.StoreProbe;
import org.histochain.activities.image.EncodedImage;
import org.histochain.activities.network.NumericFamily;
import org.histochain.activities.network.TorchRuntime;
import org.histochain.worker.runtime.TemporalConnection;
import org.histochain.worker.runtime.TemporalUnreachableException;

/** Looks at everything that Histochain needs. */
final class Checkup {
  private final Places places;
  private final List<Check> checks = new ArrayList<>();

  Checkup(Places places) {
    this.places = places;
  }

  private interface Look {
    String found() throws Exception;
  }

  List<Check> run() {
    look("engine", () -> "PyTorch " + TorchRuntime.version());
    look("device", NumericFamily::current);
    temporal();
    look("store", () -> places.settings().store() + ": " + String.join("; ", probe()));
    look("JPEG decoder", EncodedImage::jpegDecoder);
    return List.copyOf(checks);
  }

  private void temporal() {
    String address = places.connection().address();
    String namespace = places.connection().namespace();
    try {
      TemporalConnection connection = places.temporal();
      checks.add(new Check("temporal", true, "answers at " + address));
      checks.add(new Check("namespace", true, namespace));
      look("search attributes", () -> searchAttributes(connection));
    } catch (TemporalUnreachableException fault) {
      String message = String.valueOf(fault.getMessage());
      checks.add(
          fault.passing()
              ? new Check("temporal", false, message)
              : new Check("temporal", true, "answers at " + address));
      String unknown = "not looked at, since Temporal does not answer";
      checks.add(new Check("namespace", false, fault.passing() ? unknown : message));
      checks.add(new Check("search attributes", false, unknown));
    }
  }

  private static String searchAttributes(TemporalConnection connection) {
    List<String> trouble = new ArrayList<>();
    if (connection.ensureSearchAttributes(trouble::add)) {
      return "all registered";
    }
    throw CliError.failed(String.join("; ", trouble));
  }

  private List<String> probe() throws IOException {
    return StoreProbe.check(places.store());
  }

  /** Whatever a look ends with is what it found: a doctor does not stop at the first fault. */
  private void look(String name, Look look) {
    try {
      checks.add(new Check(name, true, look.found()));
    } catch (Exception | LinkageError fault) {
      checks.add(new Check(name, false, ErrorLines.message(fault)));
    }
  }
}
