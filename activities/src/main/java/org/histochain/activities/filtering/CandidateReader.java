package org.histochain.activities.filtering;

/** Goes through candidates some at a time: one by one they are slow to reach. For one thread. */
final class CandidateReader {
  private static final int AT_ONCE = 1 << 13;

  private final Candidates candidates;
  private float[] probabilities = {};
  private short[] classes = {};
  private int read;

  CandidateReader(Candidates candidates) {
    this.candidates = candidates;
  }

  /** Goes on to the next few candidates; returns how many, 0 after the last. */
  int next() {
    int count = Math.min(AT_ONCE, candidates.size() - read);
    next(count);
    return count;
  }

  /** Goes on to the next {@code count} candidates. */
  void next(int count) {
    if (probabilities.length < count) {
      probabilities = new float[count];
      classes = new short[count];
    }
    candidates.read(read, count, probabilities, classes);
    read += count;
  }

  /** Returns the probability of one of the candidates reached, 0 being the first of these. */
  float probability(int index) {
    return probabilities[index];
  }

  /** Returns the class of one of the candidates reached, 0 being the first of these. */
  int classOf(int index) {
    return classes[index];
  }
}
