package eightweeks.week2.dict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.siphash.SipHash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a capture does at its edges; {@link DictRun} has one on its way through everything else. */
final class CaptureTest {
  private static Dict<Node> of(int elements) {
    var dict = new Dict<>(new SipHash(1, 2));
    for (int i = 0; i < elements; i++) {
      dict.add(new Node(Ascii.bytes("k" + i)));
    }
    return dict;
  }

  private static Set<Node> all(Dict<Node> dict) {
    var all = new HashSet<Node>();
    dict.forEach(all::add);
    return all;
  }

  @Test
  void emptyDict_isDoneAtOnce() {
    var dict = of(0);
    var capture = dict.capture(_ -> assertThat(true).isFalse());
    assertThat(capture.isDone()).isTrue();
    assertThat(capture.step(10)).isFalse();
    assertThat(capture.isHandedOver(Ascii.bytes("k"))).isTrue();
    dict.add(new Node(Ascii.bytes("k")));
    assertThat(dict.capture).isNull();
  }

  @Test
  void firstWriteToAGroup_handsItOverOnce() {
    var dict = of(1000);
    while (dict.rehash(100)) {
      // Until there is one table.
    }
    var sink = new ArrayList<Node>();
    dict.capture(sink::add);
    assertThat(sink).as("beginning hands over nothing").isEmpty();
    var node = dict.find(Ascii.bytes("k5"));
    assertThat(node).isNotNull();
    assertThat(sink).as("finding hands over nothing").isEmpty();
    dict.beforeChange(node);
    assertThat(sink).contains(node).hasSizeLessThan(10);
    int group = sink.size();
    dict.beforeChange(node);
    dict.remove(node.key(), 0, node.key().length);
    dict.add(new Node(Ascii.bytes("k5")));
    assertThat(sink).hasSize(group);
  }

  @Test
  void changeWithoutMemory_losesTheCaptureAndNotTheChange() {
    var dict = of(1000);
    var capture =
        dict.capture(
            _ -> {
              throw new OutOfMemoryError("no page");
            });
    for (int i = 0; i < 1000; i++) {
      dict.add(new Node(Ascii.bytes("new" + i)));
    }
    assertThat(dict.size()).isEqualTo(2000);
    assertThat(dict.capture).as("the dict is not captured any more").isNull();
    assertThatThrownBy(() -> capture.step(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no memory was left to capture a change");
  }

  /** Enough groups for several pages of bits, and growth to several times the size. */
  @Test
  void largeDict_isCapturedWhileItGrows() {
    var dict = of(140_000);
    assertThat(dict.isRehashing()).isTrue();
    var expected = all(dict);
    List<Node> sink = new ArrayList<>();
    var capture = dict.capture(sink::add);
    for (int i = 0; i < 400_000; i++) {
      dict.add(new Node(Ascii.bytes("n" + i)));
      if (i % 10 == 0 && i < 140_000) {
        var key = Ascii.bytes("k" + i);
        assertThat(dict.remove(key, 0, key.length)).isNotNull();
      }
      if (i % 20 == 0) {
        capture.step(3);
      }
    }
    while (capture.step(1000)) {
      // Until it is done.
    }
    assertThat(sink).hasSize(140_000);
    assertThat(new HashSet<>(sink)).isEqualTo(expected);
  }

  @Test
  void step_looksAtNoMoreBucketsThanItWasTold() {
    var dict = of(1 << 12);
    while (dict.rehash(100)) {
      // Until there is one table.
    }
    var sink = new ArrayList<Node>();
    var capture = dict.capture(sink::add);
    int steps = 1;
    while (capture.step(64)) {
      steps++;
    }
    assertThat(steps).isEqualTo(dict.buckets() / 64);
    assertThat(sink).hasSize(1 << 12);
  }

  @Test
  void clear_handsTheRestOver() {
    for (int rehashed : new int[] {0, 3}) {
      var dict = of(65);
      dict.rehash(rehashed);
      var expected = all(dict);
      var sink = new HashSet<Node>();
      var capture = dict.capture(sink::add);
      capture.step(5);
      dict.remove(Ascii.bytes("k7"), 0, 2);
      dict.clear();
      assertThat(dict.isEmpty()).isTrue();
      for (int i = 0; i < 100; i++) {
        dict.add(new Node(Ascii.bytes("k" + i)));
      }
      // The next capture may begin before this one has ended.
      var next = dict.capture(_ -> {});
      while (capture.step(1)) {
        // Until it is done.
      }
      assertThat(sink).isEqualTo(expected);
      assertThat(dict.capture).isSameAs(next);
    }
  }

  @Test
  void shrinkingBelowTheGroups_waits() {
    var dict = of(1000);
    while (dict.rehash(100)) {
      // Until there is one table.
    }
    var capture = dict.capture(_ -> {});
    for (int i = 5; i < 1000; i++) {
      var key = Ascii.bytes("k" + i);
      dict.remove(key, 0, key.length);
      assertThat(dict.resizeIfSparse()).isFalse();
    }
    capture.cancel();
    assertThat(capture.step(1)).isFalse();
    assertThat(dict.resizeIfSparse()).isTrue();
  }

  @Test
  void secondCapture_isRefused() {
    var dict = of(10);
    dict.capture(_ -> {});
    assertThatThrownBy(() -> dict.capture(_ -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is a capture of this dict already");
  }
}
