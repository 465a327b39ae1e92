package org.histochain.workflows.contract;

import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.payload.context.SerializationContext;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns unreadable {@link UserInput} into a failure of the workflow that was to read it. */
final class UserInputConverter implements DataConverter {
  private final DataConverter json;

  UserInputConverter(DataConverter json) {
    this.json = json;
  }

  @Override
  public <T> @Nullable T fromPayload(Payload payload, Class<T> valueClass, Type valueType) {
    if (!UserInput.class.isAssignableFrom(valueClass)) {
      return json.fromPayload(payload, valueClass, valueType);
    }
    try {
      return required(json.fromPayload(payload, valueClass, valueType), valueClass);
    } catch (DataConverterException e) {
      throw refused(valueClass, innermostMessage(e), e);
    }
  }

  @Override
  public Object[] fromPayloads(
      Optional<Payloads> content, Class<?>[] parameterTypes, Type[] genericParameterTypes) {
    Object[] values =
        DataConverter.super.fromPayloads(content, parameterTypes, genericParameterTypes);
    for (int index = 0; index < values.length; index++) {
      if (UserInput.class.isAssignableFrom(parameterTypes[index])) {
        required(values[index], parameterTypes[index]);
      }
    }
    return values;
  }

  private static <T> T required(@Nullable T value, Class<?> type) {
    if (value == null) {
      throw refused(type, "it is missing", null);
    }
    return value;
  }

  private static ApplicationFailure refused(
      Class<?> type, String reason, @Nullable Throwable cause) {
    return ApplicationFailure.newNonRetryableFailureWithCause(
        "the workflow's input is no "
            + type.getSimpleName()
            + ": "
            + reason
            + "; start the chain from a chain file",
        FailureTypes.INVALID_CHAIN,
        cause);
  }

  private static String innermostMessage(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return String.valueOf(innermost.getMessage()).lines().findFirst().orElse("unreadable");
  }

  @Override
  public <T> Optional<Payload> toPayload(T value) {
    return json.toPayload(value);
  }

  @Override
  public <T> @Nullable T fromPayloads(
      int index, Optional<Payloads> content, Class<T> valueType, Type valueGenericType) {
    return json.fromPayloads(index, content, valueType, valueGenericType);
  }

  @Override
  public Optional<Payloads> toPayloads(Object... values) {
    return json.toPayloads(values);
  }

  @Override
  public RuntimeException failureToException(Failure failure) {
    return json.failureToException(failure);
  }

  @Override
  public Failure exceptionToFailure(Throwable throwable) {
    return json.exceptionToFailure(throwable);
  }

  @Override
  public DataConverter withContext(SerializationContext context) {
    return new UserInputConverter(json.withContext(context));
  }
}
