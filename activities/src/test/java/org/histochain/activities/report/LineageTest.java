package org.histochain.activities.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.histochain.workflows.contract.BestStage;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;
import org.histochain.workflows.contract.StepContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LineageTest {
  @TempDir private Path folder;

  @Test
  void leadsOverTheStageThatLabelledThePoolAndSaysWhatWasWarm() throws IOException {
    ReportFixture fixture = new ReportFixture(folder, List.of("ADI", "TUM"));
    List<StageRecord> stages = new ArrayList<>(fixture.twoIterations());
    stages.add(labelledBy(1, fixture.stage(3, StageName.pretrained, "third", 0.8)));
    stages.add(labelledBy(1, fixture.stage(3, StageName.finetuned, "third, tuned", 0.9)));
    StageRecord best = stages.getLast();
    ReportRequest request =
        new ReportRequest(
            new StepContext(ReportFixture.CHAIN, 3),
            ReportFixture.spec()
                .withIterations(3)
                .withChange(3, Map.of("chain.warmStart", "true", "chain.teacher", "best")),
            fixture.prepared(),
            fixture.blob("stages"),
            new BestStage(3, best.model().model().sha256(), 0.9));

    List<Lineage.Link> links = Lineage.of(request, stages);

    assertThat(links)
        .extracting(Lineage.Link::what)
        .startsWith(
            "Student of iteration 3, fine-tuned",
            "Student of iteration 3, pretrained",
            "Selection of iteration 3",
            "Soft labels of iteration 3",
            "Student of iteration 1, fine-tuned",
            "Student of iteration 1, pretrained")
        .doesNotContain("Student of iteration 2, fine-tuned");
    assertThat(links)
        .extracting(Lineage.Link::made)
        .contains(
            "pretrained on the selection, from the weights of the student of iteration 1",
            "given to the pool by the student of iteration 1",
            "pretrained on the selection, from fresh weights",
            "given to the pool by the teacher");
  }

  private static StageRecord labelledBy(int teacher, StageRecord stage) {
    return new StageRecord(
        stage.iteration(),
        stage.stage(),
        stage.selected(),
        stage.selectedPerClass(),
        stage.model(),
        stage.validation(),
        stage.selection(),
        stage.scores(),
        teacher);
  }
}
