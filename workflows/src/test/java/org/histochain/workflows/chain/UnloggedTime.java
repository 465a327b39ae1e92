package org.histochain.workflows.chain;

import io.temporal.testing.TestWorkflowEnvironment;
import java.lang.reflect.Field;
import java.util.LinkedList;

/**
 * Makes the in-process server bear 100,000 activities: its clock logs every lock for diagnosis,
 * never forgets one, and seeks each that ends from the far end of that log, which takes minutes.
 */
final class UnloggedTime {
  /** The log, searched from where the sought lock is: near its end. */
  private static final class SearchedFromTheEnd extends LinkedList<Object> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean remove(Object event) {
      return removeLastOccurrence(event);
    }
  }

  private UnloggedTime() {}

  static void in(TestWorkflowEnvironment temporal) throws ReflectiveOperationException {
    Object server = value(temporal, "inProcessServer");
    Object services = value(server, "testServicesStarter");
    Object timer = value(services, "selfAdvancingTimer");
    Field log = field(timer, "lockEvents");
    synchronized (timer) {
      SearchedFromTheEnd replacement = new SearchedFromTheEnd();
      replacement.addAll((LinkedList<?>) log.get(timer));
      log.set(timer, replacement);
    }
  }

  private static Object value(Object owner, String name) throws ReflectiveOperationException {
    return field(owner, name).get(owner);
  }

  private static Field field(Object owner, String name) throws ReflectiveOperationException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
