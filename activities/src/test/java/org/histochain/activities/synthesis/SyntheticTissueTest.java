package org.histochain.activities.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SyntheticTissueTest {
  private static final int CLASSES = SyntheticTissue.CLASSES.size();
  private static final int DEBRIS = SyntheticTissue.CLASSES.indexOf("DEB");
  private static final int MUCUS = SyntheticTissue.CLASSES.indexOf("MUC");
  private static final int MUSCLE = SyntheticTissue.CLASSES.indexOf("MUS");
  private static final int NORMAL = SyntheticTissue.CLASSES.indexOf("NORM");
  private static final int STROMA = SyntheticTissue.CLASSES.indexOf("STR");
  private static final int TUMOUR = SyntheticTissue.CLASSES.indexOf("TUM");

  @Test
  void patchesHaveTheDigestThatIsWrittenHere() throws Exception {
    assertThat(digest(32, 0.5, 36))
        .isEqualTo("61a065b0baa274841dc854dbcfdc658ba336fdcf6a74fe183d24459ca454376a");
    assertThat(digest(300, 1, 9))
        .isEqualTo("05aff26ea196f2d00054d74bdcc47512428e657e35c46885c1f95a6ef93e3e23");
  }

  @Test
  void theSeedChangesEveryPatchAndTheOrderOfDrawingNone() {
    SyntheticTissue tissue = new SyntheticTissue(4, 24, 0.5, 7);
    byte[] last = tissue.pixels(20);
    byte[] first = tissue.pixels(0);
    assertThat(new SyntheticTissue(4, 24, 0.5, 7).pixels(0)).isEqualTo(first);
    assertThat(tissue.pixels(20)).isEqualTo(last);
    SyntheticTissue other = new SyntheticTissue(4, 24, 0.5, 8);
    for (int patch = 0; patch < 3 * CLASSES; patch++) {
      assertThat(other.pixels(patch)).isNotEqualTo(tissue.pixels(patch));
    }
  }

  @Test
  void everyPatientHasEveryClassAndClassesDifferByOneAtMost() {
    SyntheticTissue tissue = new SyntheticTissue(3, 16, 0.5, 7);
    int[][] seen = new int[3][CLASSES];
    int[] counts = new int[CLASSES];
    for (int patch = 0; patch < 100; patch++) {
      seen[tissue.patient(patch)][tissue.classIndex(patch)]++;
      counts[tissue.classIndex(patch)]++;
    }
    for (int[] classes : seen) {
      assertThat(classes).doesNotContain(0);
    }
    for (int count : counts) {
      assertThat(count).isBetween(100 / CLASSES, 100 / CLASSES + 1);
    }
  }

  @Test
  void anySideAndDifficultyCanBeDrawn() {
    for (int side : new int[] {16, 33, 64, 129, 257}) {
      for (double difficulty : new double[] {0, 1}) {
        SyntheticTissue tissue = new SyntheticTissue(2, side, difficulty, 3);
        for (int patch = 0; patch < CLASSES; patch++) {
          assertThat(tissue.pixels(patch)).hasSize(side * side * 3);
        }
      }
    }
  }

  @Test
  void theClassesOfAHardPairAreNearerInColourThanPatientsAre() {
    int patients = 12;
    double[][][] means = means(0.5, patients, 4);
    assertThat(gap(means, DEBRIS, MUCUS)).isLessThan(spread(means, DEBRIS));
    assertThat(gap(means, MUSCLE, STROMA)).isLessThan(spread(means, MUSCLE));
    assertThat(gap(means, NORMAL, TUMOUR)).isLessThan(spread(means, NORMAL));
  }

  @Test
  void difficultySpreadsThePatientsStains() {
    double easy = spread(means(0, 12, 2), MUSCLE);
    double middle = spread(means(0.5, 12, 2), MUSCLE);
    double hard = spread(means(1, 12, 2), MUSCLE);
    assertThat(middle).isGreaterThan(1.2 * easy);
    assertThat(hard).isGreaterThan(1.2 * middle);
  }

  /** Returns the mean red, green and blue of [class][patient]. */
  private static double[][][] means(double difficulty, int patients, int each) {
    SyntheticTissue tissue = new SyntheticTissue(patients, 32, difficulty, 7);
    double[][][] means = new double[CLASSES][patients][3];
    for (int patch = 0; patch < CLASSES * patients * each; patch++) {
      double[] mean = means[tissue.classIndex(patch)][tissue.patient(patch)];
      byte[] pixels = tissue.pixels(patch);
      for (int index = 0; index < pixels.length; index++) {
        mean[index % 3] += Byte.toUnsignedInt(pixels[index]) / (each * pixels.length / 3.0);
      }
    }
    return means;
  }

  /** Distance between the mean colours of two classes over all patients. */
  private static double gap(double[][][] means, int one, int other) {
    return distance(centre(means[one]), centre(means[other]));
  }

  /** Root mean square distance of patients' mean colours from their class's. */
  private static double spread(double[][][] means, int tissue) {
    double[] centre = centre(means[tissue]);
    double sum = 0;
    for (double[] patient : means[tissue]) {
      sum += distance(patient, centre) * distance(patient, centre);
    }
    return Math.sqrt(sum / means[tissue].length);
  }

  private static double[] centre(double[][] colours) {
    double[] centre = new double[3];
    for (double[] colour : colours) {
      for (int channel = 0; channel < 3; channel++) {
        centre[channel] += colour[channel] / colours.length;
      }
    }
    return centre;
  }

  private static double distance(double[] one, double[] other) {
    double sum = 0;
    for (int channel = 0; channel < 3; channel++) {
      sum += (one[channel] - other[channel]) * (one[channel] - other[channel]);
    }
    return Math.sqrt(sum);
  }

  private static String digest(int side, double difficulty, int patches) throws Exception {
    SyntheticTissue tissue = new SyntheticTissue(4, side, difficulty, 7);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int patch = 0; patch < patches; patch++) {
      digest.update(tissue.pixels(patch));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
