package org.histochain.activities.artifact;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Set;

/** Says in our words what went wrong between the client and the S3 server. */
final class MinioFaults {
  private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429, 499);

  private final String bucket;
  private final URI endpoint;

  MinioFaults(String bucket, URI endpoint) {
    this.bucket = bucket;
    this.endpoint = endpoint;
  }

  static boolean isPreconditionFailed(Exception fault) {
    return fault instanceof ErrorResponseException answer && answer.response().code() == 412;
  }

  /** The client throws IllegalStateException where the connection failed. */
  IOException translate(Exception fault, String path) {
    return switch (fault) {
      case ErrorResponseException answer -> translateAnswer(answer, path);
      case ServerException server when !passing(server.statusCode()) ->
          refused(server, "HTTP status " + server.statusCode(), path);
      default -> unavailable(fault, path);
    };
  }

  private IOException translateAnswer(ErrorResponseException answer, String path) {
    int status = answer.response().code();
    String code = Objects.requireNonNullElse(answer.errorResponse().code(), "HTTP " + status);
    // An answer to HEAD has no body, and so the code that the client makes up is NoSuchKey.
    if (Objects.equals(answer.response().header("x-minio-error-code"), "NoSuchBucket")) {
      code = "NoSuchBucket";
    }
    if (code.equals("NoSuchBucket")) {
      return new StoreRefusedException(
          "The bucket "
              + bucket
              + " does not exist at "
              + endpoint
              + ": create it, or name another in HISTOCHAIN_STORE",
          answer);
    }
    if (status == 404) {
      return new MissingArtifactException(
          "There is no " + path + " in the bucket " + bucket + " at " + endpoint);
    }
    if (passing(status)) {
      return unavailable(answer, path);
    }
    if (status == 401 || status == 403) {
      return new StoreRefusedException(
          "The store at "
              + endpoint
              + " denies access to "
              + bucket
              + " ("
              + code
              + "): check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the rights they have",
          answer);
    }
    return refused(answer, code, path);
  }

  private static boolean passing(int status) {
    return status >= 500 || PASSING.contains(status);
  }

  private StoreRefusedException refused(Exception fault, String code, String path) {
    return new StoreRefusedException(
        "The store at "
            + endpoint
            + " refuses "
            + bucket
            + "/"
            + path
            + " ("
            + code
            + "): check AWS_ENDPOINT_URL_S3 and AWS_REGION",
        fault);
  }

  StoreUnavailableException unavailable(Exception fault, String path) {
    return new StoreUnavailableException(
        "The store at "
            + endpoint
            + " is not to be reached for "
            + bucket
            + "/"
            + path
            + ": "
            + reason(fault),
        fault);
  }

  private static String reason(Exception fault) {
    Throwable cause = fault;
    for (Throwable next = fault; next != null; next = next.getCause()) {
      cause = next;
    }
    return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
  }
}
