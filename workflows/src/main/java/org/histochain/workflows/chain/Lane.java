package org.histochain.workflows.chain;

/** The chains that run side by side in a cross-validation: 0 is the one whose models are kept. */
final class Lane {
  private Lane() {}

  /** Names a lane's random draws apart; the chain's own keep the name they have without folds. */
  static String purpose(String step, int fold) {
    return fold == 0 ? step : "fold-" + fold + "/" + step;
  }
}
