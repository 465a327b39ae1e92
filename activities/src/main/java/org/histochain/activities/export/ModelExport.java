package org.histochain.activities.export;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.histochain.activities.step.Json;

/**
 * Writes a model into a folder: {@code model.safetensors}, {@code model.json} and {@code
 * load_model.py}, which builds the same network in plain PyTorch and loads it strictly. Files of
 * those names are replaced, each at once.
 */
public final class ModelExport {
  /** The weights. */
  public static final String WEIGHTS = "model.safetensors";

  /** The card. */
  public static final String CARD = "model.json";

  /** The Python file. */
  public static final String SCRIPT = "load_model.py";

  private ModelExport() {}

  /** Returns the files written, in the order above. */
  public static List<Path> write(Path folder, byte[] weights, ObjectNode card) throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put(WEIGHTS, weights);
    contents.put(CARD, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(card));
    contents.put(SCRIPT, script());
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> file : contents.entrySet()) {
      Path aside = folder.resolve("." + file.getKey() + ".new");
      Files.write(aside, file.getValue());
      Files.move(
          aside,
          folder.resolve(file.getKey()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
    return contents.keySet().stream().map(folder::resolve).toList();
  }

  private static byte[] script() throws IOException {
    try (InputStream script = ModelExport.class.getResourceAsStream(SCRIPT)) {
      return requireNonNull(script, SCRIPT + " is not in the class path").readAllBytes();
    }
  }
}
