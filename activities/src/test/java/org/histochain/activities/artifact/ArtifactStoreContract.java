package org.histochain.activities.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store keeps to; each kind's test extends it. */
abstract class ArtifactStoreContract {
  private static final int BIG = 20 << 20;

  @TempDir Path scratch = Path.of("");
  private ArtifactStore store = new MemoryStore();

  /** Opens an empty store. */
  abstract ArtifactStore openEmpty() throws IOException;

  @BeforeEach
  void open() throws IOException {
    store = openEmpty();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void objectIsReadAsItWasWritten() throws IOException {
    store.put("a/b/object", bytes("content"));

    assertThat(read("a/b/object")).isEqualTo(bytes("content"));
    assertThat(store.size("a/b/object")).hasValue(7);
  }

  @Test
  void emptyObjectIsAnObject() throws IOException {
    store.put("empty", new byte[0]);
    assertThat(store.putIfAbsent("created-empty", new byte[0])).isTrue();

    assertThat(store.size("empty")).hasValue(0);
    assertThat(read("empty")).isEmpty();
    assertThat(store.putIfAbsent("empty", bytes("late"))).isFalse();
    assertThat(store.putIfAbsent("created-empty", bytes("late"))).isFalse();
    assertThat(store.list("")).containsExactly("created-empty", "empty");
  }

  @Test
  void writtenBytesAreTheStoresOwn() throws IOException {
    byte[] content = bytes("content");
    store.put("object", content);
    store.putIfAbsent("created", content);
    content[0] = 'X';

    assertThat(read("object")).isEqualTo(bytes("content"));
    assertThat(read("created")).isEqualTo(bytes("content"));
  }

  @Test
  void laterWriteReplacesEarlierOne() throws IOException {
    store.put("object", bytes("a long first content"));
    store.put("object", bytes("second"));

    assertThat(read("object")).isEqualTo(bytes("second"));
    assertThat(store.size("object")).hasValue(6);
    assertThat(store.list("")).containsExactly("object");
  }

  @Test
  void fileIsWrittenAsItsBytes() throws IOException {
    Path file = Files.write(scratch.resolve("file"), bytes("from a file"));
    store.put("object", bytes("before"));
    store.put("object", file);

    assertThat(read("object")).isEqualTo(bytes("from a file"));
    assertThat(file).exists();
  }

  @Test
  void missingFileLeavesTheObjectAlone() throws IOException {
    store.put("object", bytes("before"));

    assertThatThrownBy(() -> store.put("object", scratch.resolve("none")))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(StoreUnavailableException.class)
        .isNotInstanceOf(StoreRefusedException.class)
        .hasMessageContaining("none");
    assertThat(read("object")).isEqualTo(bytes("before"));
  }

  @Test
  void bigObjectIsReadAsItWasWritten() throws IOException {
    byte[] content = new byte[BIG];
    new Random(1).nextBytes(content);
    store.put("from-bytes", content);
    store.put("from-file", Files.write(scratch.resolve("big"), content));
    assertThat(store.putIfAbsent("created", content)).isTrue();

    for (String path : List.of("from-bytes", "from-file", "created")) {
      assertThat(store.size(path)).hasValue(BIG);
      assertThat(Arrays.equals(read(path), content)).as(path).isTrue();
    }
  }

  @Test
  void streamLeftHalfReadDoesNoHarm() throws IOException {
    store.put("big", new byte[BIG]);
    for (int times = 0; times < 20; times++) {
      try (InputStream content = store.open("big")) {
        assertThat(content.readNBytes(10)).hasSize(10);
      }
    }

    assertThat(read("big")).hasSize(BIG);
  }

  @Test
  void missingObjectIsNamed() throws IOException {
    store.put("folder/object", bytes("content"));

    assertThatThrownBy(() -> store.open("folder/none"))
        .isInstanceOf(MissingArtifactException.class)
        .hasMessageContaining("folder/none");
    assertThatThrownBy(() -> store.open("folder")).isInstanceOf(MissingArtifactException.class);
    assertThat(store.size("folder/none")).isEmpty();
    assertThat(store.size("folder")).isEmpty();
    assertThat(store.list("nothing/here/")).isEmpty();
  }

  @Test
  void deletedObjectIsGoneAndDeletingItAgainIsNoFault() throws IOException {
    store.put("folder/one", bytes("1"));
    store.put("folder/two", bytes("2"));
    store.delete("folder/one");
    store.delete("folder/one");
    store.delete("folder");

    assertThat(store.size("folder/one")).isEmpty();
    assertThat(store.list("folder/")).containsExactly("folder/two");
    assertThat(store.putIfAbsent("folder/one", bytes("again"))).isTrue();
  }

  @Test
  void listingIsSortedAndOfWholeSegments() throws IOException {
    List<String> paths =
        List.of("chains/a/steps/1", "chains/a/steps/2", "chains/a.b", "chains/ab/x", "chains/B/x");
    for (String path : paths) {
      store.put(path, bytes(path));
    }

    assertThat(store.list("chains/a/")).containsExactly("chains/a/steps/1", "chains/a/steps/2");
    assertThat(store.list("chains/")).isEqualTo(paths.stream().sorted().toList());
    assertThat(store.list("")).isEqualTo(paths.stream().sorted().toList());
  }

  @Test
  void writingAnObjectMakesItYoung() throws IOException {
    Instant before = StoreClock.now(store);
    store.put("folder/put", bytes("content"));
    store.putIfAbsent("folder/created", bytes("x"));

    StoredObject put = store.stat("folder/put").orElseThrow();
    assertThat(put.path()).isEqualTo("folder/put");
    assertThat(put.size()).isEqualTo(7);
    assertThat(put.modified()).isBetween(before, StoreClock.now(store));
    assertThat(store.stat("folder/created").orElseThrow().modified())
        .isBetween(before, StoreClock.now(store));
    assertThat(store.stat("folder/none")).isEmpty();
    assertThat(store.stat("folder")).isEmpty();
    assertThat(store.list("")).containsExactly("folder/created", "folder/put");
  }

  @Test
  void objectsAreShownWithSizeAndAge() throws IOException {
    Instant before = StoreClock.now(store);
    Set<String> paths = Set.of("chains/a/one", "chains/a/two", "chains/ab/x");
    for (String path : paths) {
      store.put(path, bytes(path));
    }
    List<StoredObject> shown = new ArrayList<>();
    store.visit("chains/a/", shown::add);
    assertThat(shown)
        .extracting(StoredObject::path)
        .containsExactlyInAnyOrder("chains/a/one", "chains/a/two");
    assertThat(shown)
        .allSatisfy(
            object -> {
              assertThat(object.size()).isEqualTo(object.path().length());
              assertThat(object.modified()).isAfterOrEqualTo(before);
            });
    shown.clear();
    store.visit("", shown::add);
    assertThat(shown).extracting(StoredObject::path).containsExactlyInAnyOrderElementsOf(paths);
    assertThatThrownBy(() -> store.visit("chains/a", shown::add))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whoIsShownObjectsMayDeleteThemAndMayFail() throws IOException {
    for (int index = 0; index < 20; index++) {
      store.put("many/" + index, bytes("x"));
    }
    assertThatThrownBy(
            () ->
                store.visit(
                    "many/",
                    object -> {
                      throw new IOException("enough");
                    }))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(StoreUnavailableException.class)
        .hasMessage("enough");
    store.visit("many/", object -> store.delete(object.path()));
    assertThat(store.list("many/")).isEmpty();
  }

  @Test
  void onlyAnObjectOlderThanATimeIsDeleted() throws IOException {
    Instant before = StoreClock.now(store);
    store.put("folder/object", bytes("content"));

    assertThat(store.deleteIfOlder("folder/object", before)).isFalse();
    assertThat(read("folder/object")).isEqualTo(bytes("content"));
    assertThat(store.deleteIfOlder("folder/object", before.plusSeconds(3600))).isTrue();
    assertThat(store.stat("folder/object")).isEmpty();
    assertThat(store.deleteIfOlder("folder/object", before.plusSeconds(3600))).isFalse();
    assertThat(store.deleteIfOlder("folder", before.plusSeconds(3600))).isFalse();
    assertThat(store.list("")).isEmpty();
  }

  @Test
  void listingOfManyObjectsIsWhole() throws IOException {
    Set<String> paths = new HashSet<>();
    for (int index = 0; index < 1_100; index++) {
      paths.add("many/" + index);
      store.put("many/" + index, bytes("x"));
    }

    assertThat(store.list("many/")).hasSize(1_100).containsAll(paths);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with space/and more",
        "plus+and&and=and?and#",
        "percent%41/%2F",
        "ünïcödé/組織",
        "quote\"'<>|*:;,@!~(){}[]^`$",
        "trailing.dot.",
        "a.b-c_d/0123456789abcdef.json"
      })
  void oddNamesAreKept(String path) throws IOException {
    store.put(path, bytes("one"));
    assertThat(store.putIfAbsent(path, bytes("two"))).isFalse();

    assertThat(read(path)).isEqualTo(bytes("one"));
    assertThat(store.size(path)).hasValue(3);
    assertThat(store.list("")).containsExactly(path);
    store.delete(path);
    assertThat(store.list("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/absolute", "a//b", "a/", ".", "..", "a/../b", "a/.hidden", "a\\b", "a\nb"})
  void pathsThatMeanSomethingElseAreRefused(String path) {
    assertThatThrownBy(() -> store.put(path, bytes("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(path);
    assertThatThrownBy(() -> store.open(path)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.delete(path)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void prefixEndsAtASegment() {
    assertThatThrownBy(() -> store.list("chains/a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chains/a");
  }

  @Test
  void creationIsRefusedWhereThereIsAnObject() throws IOException {
    assertThat(store.putIfAbsent("a/object", bytes("first"))).isTrue();
    assertThat(store.putIfAbsent("a/object", bytes("second"))).isFalse();
    assertThat(store.putIfAbsent("a/object", bytes("first"))).isFalse();

    assertThat(read("a/object")).isEqualTo(bytes("first"));
  }

  @Test
  void ofSixteenRacingCreatorsExactlyOneWins() throws Exception {
    int racers = 16;
    for (int round = 0; round < 5; round++) {
      String path = "race/" + round;
      List<Boolean> won =
          together(racers, racer -> store.putIfAbsent(path, content((byte) racer, 10_000)));

      assertThat(won).containsOnlyOnce(true);
      assertThat(read(path)).isEqualTo(content((byte) won.indexOf(true), 10_000));
    }
  }

  @Test
  void readersSeeWholeObjectsWhileTheyAreReplaced() throws Exception {
    int size = 1 << 20;
    store.put("object", content((byte) 0, size));
    together(
        4,
        worker -> {
          for (int times = 0; times < 15; times++) {
            if (worker < 2) {
              store.put("object", content((byte) (worker * 20 + times), size));
            } else {
              byte[] seen = read("object");
              assertThat(seen).isEqualTo(content(seen[0], size));
            }
          }
          return true;
        });

    assertThat(store.list("")).containsExactly("object");
  }

  @Test
  void objectsOutliveTheirReplacementInTheHandsOfAReader() throws IOException {
    byte[] first = content((byte) 1, 100_000);
    store.put("object", first);
    try (InputStream reader = store.open("object")) {
      store.put("object", content((byte) 2, 100_000));
      assertThat(reader.readAllBytes()).isEqualTo(first);
    }
  }

  @Test
  void probeFindsNoFaultAndLeavesNothing() throws IOException {
    assertThat(StoreProbe.check(store)).hasSize(3);
    assertThat(store.list("")).isEmpty();
  }

  ArtifactStore store() {
    return store;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] read(String path) throws IOException {
    try (InputStream content = store.open(path)) {
      return content.readAllBytes();
    }
  }

  private static byte[] content(byte value, int size) {
    byte[] content = new byte[size];
    Arrays.fill(content, value);
    return content;
  }

  @FunctionalInterface
  private interface Work {
    boolean run(int worker) throws IOException;
  }

  /** Runs workers that begin at the same moment; returns their answers in order. */
  private static List<Boolean> together(int workers, Work work)
      throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(workers);
    List<Future<Boolean>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
      for (int index = 0; index < workers; index++) {
        int worker = index;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return work.run(worker);
                }));
      }
    }
    List<Boolean> answers = new ArrayList<>();
    for (Future<Boolean> each : running) {
      answers.add(each.get());
    }
    return answers;
  }
}
