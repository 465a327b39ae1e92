package org.histochain.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A way to train that a seed study runs beside the chain, given as a change to its chain file. */
enum Arm {
  /** The chain as its file says. */
  CHAIN("chain") {
    @Override
    void change(ObjectNode file) {}
  },

  /** Every label, no iterations, each patch once per epoch. */
  SUPERVISED("supervised") {
    @Override
    void change(ObjectNode file) {
      supervised(file, "uniform");
    }
  },

  /** Every label, no iterations, classes equally often. */
  SUPERVISED_BALANCED("supervised-balanced") {
    @Override
    void change(ObjectNode file) {
      supervised(file, "balanced");
    }
  },

  /** The teacher alone, trained twice as long. */
  TEACHER_DOUBLED("teacher-doubled") {
    @Override
    void change(ObjectNode file) {
      object(file, "chain").put("iterations", 0);
      ObjectNode teacher = object(file, "teacher");
      String length = teacher.has("steps") ? "steps" : "epochs";
      teacher.put(length, 2 * teacher.required(length).asInt());
    }
  };

  private final String label;

  Arm(String label) {
    this.label = label;
  }

  /** Returns the name of its folders and columns. */
  String label() {
    return label;
  }

  abstract void change(ObjectNode file);

  private static void supervised(ObjectNode file, String sampling) {
    ObjectNode labels = object(file, "labels");
    long seed = labels.path("seed").asLong(1);
    labels.removeAll();
    labels.put("fraction", "all").put("seed", seed);
    object(file, "chain").put("iterations", 0);
    file.put("sampling", sampling);
  }

  private static ObjectNode object(ObjectNode file, String key) {
    return file.withObject("/" + key);
  }
}
