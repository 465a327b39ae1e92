package org.histochain.activities.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import org.histochain.activities.network.Network;
import org.histochain.workflows.contract.ConsistencySpec;

/**
 * Weak-strong consistency (Sohn et al., "FixMatch", arXiv 2001.07685): with B patches of the batch
 * and M of the pool, p the softmax of a weak view and c its most probable class,
 *
 * <pre>
 * loss = 1/B sum_b cross-entropy(b) + weight/M sum_m [p_c &gt;= threshold] cross-entropy(strong view of m, c)
 * </pre>
 *
 * <p>Weak views are labelled by the network in course, without a gradient, normalised by their own
 * statistics as in training: the running ones lag behind weights that change fast, and at the start
 * from fresh weights they are none at all, so that the network would be sure without a reason. The
 * running statistics stay as they are: they follow the patches that are learnt from alone.
 */
final class Consistency {
  private final Network network;
  private final ConsistencySpec spec;

  Consistency(Network network, ConsistencySpec spec) {
    this.network = network;
    this.spec = spec;
  }

  /**
   * Gives the strong views of a batch their targets, and scales all targets so that the mean
   * cross-entropy over its rows is the loss above.
   *
   * @return the strong views that have a label
   */
  int label(Batch batch) {
    float[] probabilities = probabilities(batch);
    int classes = batch.classes();
    FloatBuffer targets = batch.targets().asFloatBuffer();
    float ofPatches = (float) batch.rows() / batch.size();
    for (int index = 0; index < batch.size() * classes; index++) {
      targets.put(index, targets.get(index) * ofPatches);
    }
    float ofViews = (float) (spec.weight() * batch.rows() / batch.views());
    int confident = 0;
    for (int view = 0; view < batch.views(); view++) {
      float[] target = new float[classes];
      int label = mostProbable(probabilities, view * classes, classes);
      if (probabilities[view * classes + label] >= spec.threshold()) {
        target[label] = ofViews;
        confident++;
      }
      targets.put((batch.size() + view) * classes, target);
    }
    return confident;
  }

  private float[] probabilities(Batch batch) {
    try (NDManager scope = network.manager().newSubManager()) {
      Shape shape = new Shape(batch.views(), batch.side(), batch.side(), 3);
      NDArray weak = scope.create(batch.weak(), shape, DataType.FLOAT32);
      try (NDArray logits = network.logitsAside(weak);
          NDArray softmax = logits.softmax(1)) {
        return softmax.toFloatArray();
      }
    }
  }

  /** Ties go to the lower class. */
  private static int mostProbable(float[] probabilities, int from, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (probabilities[from + c] > probabilities[from + best]) {
        best = c;
      }
    }
    return best;
  }
}
