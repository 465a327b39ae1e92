package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that data may support or contradict, with the rule that decides.
 *
 * @param id how it is called: {@code C1}
 * @param says the claim in a sentence
 * @param rule how data decide it
 * @param margin of the rule, in points; for {@code varianceFalls} in percent of the variance
 * @param of the chains that it speaks of
 * @param against the chains that these are compared with; null where the rule compares them with
 *     themselves
 * @param classes classes whose mean recall is compared; null: balanced accuracy over all of them
 */
public record Claim(
    String id,
    String says,
    ClaimRule rule,
    double margin,
    Operand of,
    @Nullable Operand against,
    @Nullable List<String> classes) {
  public Claim {
    requireNonNull(id, "id is null");
    requireNonNull(says, "says is null");
    requireNonNull(rule, "rule is null");
    requireNonNull(of, "of is null");
    classes = classes == null ? null : List.copyOf(classes);
  }
}
