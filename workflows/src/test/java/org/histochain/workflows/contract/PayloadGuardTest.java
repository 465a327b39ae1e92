package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PayloadGuardTest {
  private static final int LIMIT = 256 * 1024;
  private static final AtomicInteger ATTEMPTS = new AtomicInteger();

  /** Makes text of a given length. */
  @ActivityInterface
  public interface Words {
    String make(int length);

    int count(String words);
  }

  /** Sends text of given lengths. */
  @WorkflowInterface
  public interface Talk {
    @WorkflowMethod
    String talk(int toActivity, int fromActivity, int result);
  }

  /** Sends text of given lengths. */
  public static final class TalkImpl implements Talk {
    @Override
    public String talk(int toActivity, int fromActivity, int result) {
      Words words =
          Workflow.newActivityStub(
              Words.class,
              ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());
      words.count("x".repeat(toActivity));
      words.make(fromActivity);
      return "x".repeat(result);
    }
  }

  private static final class WordsImpl implements Words {
    @Override
    public String make(int length) {
      ATTEMPTS.incrementAndGet();
      return "x".repeat(length);
    }

    @Override
    public int count(String words) {
      return words.length();
    }
  }

  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder()
                      .setDataConverter(DataConverters.guarded())
                      .build())
              .build());

  @BeforeEach
  void start() {
    ATTEMPTS.set(0);
    Worker worker = temporal.newWorker("talk");
    worker.registerWorkflowImplementationTypes(TalkImpl.class);
    worker.registerActivitiesImplementations(new WordsImpl());
    temporal.start();
  }

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void letsPassWhatIsNotTooLarge() {
    assertThat(talk(200_000, 200_000, 200_000)).hasSize(200_000);
  }

  @Test
  void failsAWorkflowThatAsksForTooMuch() {
    assertRefused(causeOf(LIMIT, 1, 1));
    assertThat(ATTEMPTS).hasValue(0);
  }

  @Test
  void failsAnActivityThatAnswersTooMuchWithoutTryingAgain() {
    Throwable failure = requireNonNull(causeOf(1, LIMIT, 1));
    assertThat(failure).isInstanceOf(ActivityFailure.class);
    assertRefused(failure.getCause());
    assertThat(ATTEMPTS).hasValue(1);
  }

  @Test
  void failsAWorkflowWhoseResultIsTooLarge() {
    assertRefused(causeOf(1, 1, LIMIT));
    assertThat(ATTEMPTS).hasValue(1);
  }

  @Test
  void refusesAClientsRequest() {
    assertThatExceptionOfType(ApplicationFailure.class)
        .isThrownBy(() -> DataConverters.guarded().toPayloads("x".repeat(LIMIT)))
        .satisfies(PayloadGuardTest::assertRefused);
    assertThat(DataConverters.guarded().toPayload("x".repeat(LIMIT - 100))).isPresent();
  }

  private static void assertRefused(@Nullable Throwable failure) {
    assertThat(failure).isInstanceOf(ApplicationFailure.class);
    ApplicationFailure refusal = (ApplicationFailure) requireNonNull(failure);
    assertThat(refusal.getType()).isEqualTo(FailureTypes.PAYLOAD_TOO_LARGE);
    assertThat(refusal.isNonRetryable()).isTrue();
    assertThat(refusal.getOriginalMessage())
        .matches("a payload has 2621\\d\\d bytes and at most 262144 are allowed: .*");
  }

  private @Nullable Throwable causeOf(int toActivity, int fromActivity, int result) {
    try {
      talk(toActivity, fromActivity, result);
      throw new AssertionError("the workflow did not fail");
    } catch (WorkflowFailedException e) {
      return e.getCause();
    }
  }

  private String talk(int toActivity, int fromActivity, int result) {
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(Talk.class, WorkflowOptions.newBuilder().setTaskQueue("talk").build())
        .talk(toActivity, fromActivity, result);
  }
}
