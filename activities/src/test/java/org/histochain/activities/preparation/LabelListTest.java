package org.histochain.activities.preparation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelListTest {
  @Test
  void pathsInAnyScriptBecomeTheIdsThatTheImportGave() {
    assertThat(LabelList.ids("path\n肿瘤\\图像一.png\n")).containsExactly("肿瘤/图像一");
  }
}
