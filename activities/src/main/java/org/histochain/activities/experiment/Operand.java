package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a claim speaks of: the chains of an arm, or of a reference, at one of their stages. Written
 * {@code ARM}, {@code ARM@FRACTION}, and with {@code :STAGE} behind either.
 *
 * @param arm name of the arm or reference
 * @param fraction label fraction, as written; null: the arm has one only
 * @param stage {@code best} (by validation), {@code teacher}, {@code last} or the number of an
 *     iteration, from 1
 */
public record Operand(String arm, @Nullable String fraction, String stage) {
  private static final Pattern WRITTEN =
      Pattern.compile("([^@:]+)(?:@([^@:]+))?(?::(best|teacher|last|[1-9][0-9]{0,3}))?");

  public Operand {
    requireNonNull(arm, "arm is null");
    requireNonNull(stage, "stage is null");
  }

  /**
   * Reads an operand.
   *
   * @throws IllegalArgumentException if it is none: one line that says how they are written
   */
  public static Operand parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          text
              + ": write ARM, ARM@FRACTION, and behind either :teacher, :best, :last or the number of"
              + " an iteration");
    }
    String stage = matcher.group(3);
    return new Operand(matcher.group(1), matcher.group(2), stage == null ? "best" : stage);
  }

  /** Returns it as it is written. */
  public String text() {
    return arm
        + (fraction == null ? "" : "@" + fraction)
        + (stage.equals("best") ? "" : ":" + stage);
  }
}
