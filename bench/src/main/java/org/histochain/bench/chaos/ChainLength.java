package org.histochain.bench.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How long the chain is: long enough that every fault falls on a working system.
 *
 * @param iterations of the chain
 * @param pretrain updates of each pretraining
 */
record ChainLength(int iterations, int pretrain) {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final int TEACHER = 80;
  private static final int FINETUNE = 40;
  private static final int PRETRAIN = 200;
  private static final int BATCH = 32;

  /** Updates for each fault: enough for what it does to be felt before the next. */
  private static final int UPDATES_PER_FAULT = 120;

  static ChainLength of(int faults) {
    int updates = Math.max(2 * (PRETRAIN + FINETUNE), faults * UPDATES_PER_FAULT);
    return new ChainLength(Math.ceilDiv(updates, PRETRAIN + FINETUNE), PRETRAIN);
  }

  /** Updates in all. */
  long updates() {
    return TEACHER + (long) iterations * (pretrain + FINETUNE);
  }

  /**
   * Returns how many updates of the chain come before a step.
   *
   * @param purpose {@code teacher}, {@code pretrain-3}, {@code finetune-3}
   */
  long before(String purpose) {
    int dash = purpose.lastIndexOf('-');
    if (dash < 0) {
      return 0;
    }
    long iteration = Long.parseLong(purpose.substring(dash + 1));
    long pretrained = purpose.startsWith("finetune") ? pretrain : 0;
    return TEACHER + (iteration - 1) * (pretrain + FINETUNE) + pretrained;
  }

  /** Writes the chain file: the example's, as long as this, one thread for each worker. */
  void write(Path example, Path file) throws IOException {
    ObjectNode chain = (ObjectNode) YAML.readTree(example.toFile());
    chain.withObject("/chain").put("iterations", iterations);
    steps(chain.withObject("/teacher"), TEACHER);
    steps(chain.withObject("/pretrain"), pretrain);
    steps(chain.withObject("/finetune"), FINETUNE);
    chain.withObject("/teacher").put("batch", BATCH);
    chain.put("threads", 1);
    YAML.writeValue(file.toFile(), chain);
  }

  private static void steps(ObjectNode step, int updates) {
    step.remove("epochs");
    step.put("steps", updates);
  }
}
