package org.histochain.activities.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SyntheticTissueTest {
  @Test
  void patchesHaveTheDigestThatIsWrittenHere() throws Exception {
    SyntheticTissue tissue = new SyntheticTissue(4, 32, 0.5, 7);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int patch = 0; patch < 36; patch++) {
      digest.update(tissue.pixels(patch));
    }
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("d23f878979344c74f8497c53a911d9091ff107f212d56bdf387bf40b0487d3b5");
  }

  @Test
  void theSeedChangesEveryPatchAndTheOrderOfDrawingNone() {
    SyntheticTissue tissue = new SyntheticTissue(4, 24, 0.5, 7);
    byte[] last = tissue.pixels(20);
    byte[] first = tissue.pixels(0);
    assertThat(new SyntheticTissue(4, 24, 0.5, 7).pixels(0)).isEqualTo(first);
    assertThat(tissue.pixels(20)).isEqualTo(last);
    assertThat(new SyntheticTissue(4, 24, 0.5, 8).pixels(0)).isNotEqualTo(first);
  }

  @Test
  void everyPatientHasEveryClass() {
    SyntheticTissue tissue = new SyntheticTissue(3, 16, 0.5, 7);
    boolean[][] seen = new boolean[3][9];
    for (int patch = 0; patch < 27; patch++) {
      seen[tissue.patient(patch)][tissue.classIndex(patch)] = true;
    }
    for (boolean[] classes : seen) {
      assertThat(classes).doesNotContain(false);
    }
  }
}
