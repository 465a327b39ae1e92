package org.histochain.activities.baseline;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Logistic regression, one class against the rest, with an L2 penalty, by LIBLINEAR's trust region
 * Newton method (Fan et al., "LIBLINEAR: a library for large linear classification", JMLR 2008). It
 * draws nothing at random: equal input gives an equal model. Safe for use by many threads.
 */
final class ColourClassifier {
  /** LIBLINEAR's C, the weight of errors against the penalty; best of 0.1 to 1000 on PathMNIST. */
  static final double COST = 100;

  private static final double TOLERANCE = 1e-4;

  static {
    Linear.disableDebugOutput();
  }

  private final Model model;
  private final int classes;

  private ColourClassifier(Model model, int classes) {
    this.model = model;
    this.classes = classes;
  }

  /**
   * Fits a classifier.
   *
   * @param features [patches][features], at least one patch
   * @param labels class of each patch, 0 to {@code classes - 1}; not every class needs to be there
   */
  static ColourClassifier fit(List<double[]> features, int[] labels, int classes) {
    Problem problem = new Problem();
    problem.l = labels.length;
    problem.n = features.getFirst().length + 1;
    problem.x = features.stream().map(ColourClassifier::nodes).toArray(Feature[][]::new);
    problem.y = Arrays.stream(labels).asDoubleStream().toArray();
    Parameter parameter = new Parameter(SolverType.L2R_LR, COST, TOLERANCE);
    return new ColourClassifier(Linear.train(problem, parameter), classes);
  }

  /** Returns the probability of each class: float32 [classes], summing to 1 but for rounding. */
  float[] probabilities(double[] features) {
    float[] probabilities = new float[classes];
    int[] labels = model.getLabels();
    if (labels.length == 1) {
      probabilities[labels[0]] = 1;
      return probabilities;
    }
    double[] fitted = new double[labels.length];
    Linear.predictProbability(model, nodes(features), fitted);
    for (int index = 0; index < labels.length; index++) {
      probabilities[labels[index]] = (float) fitted[index];
    }
    return probabilities;
  }

  /** Non-zero features and a constant one, numbered from 1. */
  private static Feature[] nodes(double[] features) {
    List<Feature> nodes = new ArrayList<>();
    for (int index = 0; index < features.length; index++) {
      if (features[index] != 0) {
        nodes.add(new FeatureNode(index + 1, features[index]));
      }
    }
    nodes.add(new FeatureNode(features.length + 1, 1));
    return nodes.toArray(Feature[]::new);
  }
}
