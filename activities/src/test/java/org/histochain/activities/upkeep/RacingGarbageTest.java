package org.histochain.activities.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.histochain.activities.step.StepResult;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Garbage collection in a loop beside chains that do few different steps, so that most of what they
 * put was garbage a moment ago. Time stands still while a step is done and leaps over the grace
 * between steps.
 */
class RacingGarbageTest {
  private static final int CHAINS = 4;
  private static final int STEPS = 12;
  private static final int ROUNDS = 400;

  @TempDir private Path cache;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  @Timeout(120)
  void nothingThatAChainHoldsIsEverLost(long seed) throws Exception {
    AgingStore aging = new AgingStore(cache);
    ReadWriteLock time = new ReentrantReadWriteLock();
    AtomicBoolean ended = new AtomicBoolean();
    AtomicLong removed = new AtomicLong();
    List<Future<Map<String, StepResult>>> chains = new ArrayList<>();
    List<Future<Boolean>> others = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CHAINS + 2)) {
      for (int number = 0; number < CHAINS; number++) {
        String chain = "chain-" + number;
        Random random = new Random(seed * 100 + number);
        chains.add(threads.submit(() -> live(aging, chain, random, time, removed)));
      }
      others.add(threads.submit(until(ended, () -> removed.addAndGet(collected(aging)))));
      others.add(threads.submit(until(ended, () -> leap(aging, time))));
      try {
        for (Future<?> chain : chains) {
          chain.get();
        }
      } finally {
        ended.set(true);
      }
    }
    for (Future<Boolean> other : others) {
      assertThat(other.get()).isTrue();
    }
    assertThat(removed).hasPositiveValue();
    aging.passGrace();
    aging.collect();
    for (Future<Map<String, StepResult>> chain : chains) {
      for (StepResult held : chain.get().values()) {
        assertThat(aging.artifacts.isWhole(held.output("selection"))).isTrue();
      }
    }
    assertThat(aging.check().damages())
        .filteredOn(damage -> !damage.kind().equals(Kinds.DATASET))
        .isEmpty();
  }

  /**
   * Lives a chain: does steps, and now and then is forgotten and begins anew, until there was
   * garbage, too.
   */
  private static Map<String, StepResult> live(
      AgingStore aging, String chain, Random random, ReadWriteLock time, AtomicLong removed)
      throws IOException {
    Map<String, StepResult> held = new HashMap<>();
    aging.end(chain);
    for (int round = 0; round < ROUNDS || removed.get() == 0; round++) {
      if (random.nextInt(10) == 0) {
        held.clear();
        new Forgetting(aging.store, UpkeepMonitor.silent()).chain(chain);
        aging.end(chain);
      }
      String step = "step-" + random.nextInt(STEPS);
      time.readLock().lock();
      try {
        StepResult result = aging.step(chain, step);
        assertThat(aging.artifacts.isWhole(result.output("selection"))).as(step).isTrue();
        held.put(step, result);
      } finally {
        time.readLock().unlock();
      }
    }
    return held;
  }

  private static long collected(AgingStore aging) throws IOException {
    return aging.collect().objects().count();
  }

  private static long leap(AgingStore aging, ReadWriteLock time) {
    time.writeLock().lock();
    try {
      aging.passGrace();
    } finally {
      time.writeLock().unlock();
    }
    Thread.yield();
    return 0;
  }

  private static Callable<Boolean> until(AtomicBoolean ended, Callable<Long> work) {
    return () -> {
      while (!ended.get()) {
        work.call();
      }
      return true;
    };
  }
}
