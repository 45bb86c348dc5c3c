package eightweeks.week2.dict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.siphash.SipHash;
import java.util.ArrayList;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

final class DictIteratorTest {
  private static Dict<Node> rehashing() {
    var dict = new Dict<>(new SipHash(1, 2));
    for (int i = 0; i <= 64; i++) {
      dict.add(new Node(Ascii.bytes("k" + i)));
    }
    dict.rehash(20);
    assertThat(dict.isRehashing()).isTrue();
    return dict;
  }

  @Test
  void safeIterator_letsEverythingBeRemovedAndAdded() {
    var dict = rehashing();
    int at = dict.rehashIndex;
    var met = new HashSet<String>();
    try (var all = dict.safeIterator()) {
      for (var node = all.next(); node != null; node = all.next()) {
        var key = node.key();
        assertThat(met.add(Ascii.text(key))).as("met once").isTrue();
        assertThat(dict.remove(key, 0, key.length)).isSameAs(node);
        dict.add(new Node(Ascii.bytes("new" + met.size() % 10 + met.size())));
        if (met.size() > 500) {
          break; // elements that are added may be met as well
        }
      }
      assertThat(dict.rehashIndex).as("rehashing waits").isEqualTo(at);
    }
    for (int i = 0; i <= 64; i++) {
      assertThat(met).contains("k" + i);
    }
    dict.rehash(1);
    assertThat(dict.rehashIndex).as("rehashing goes on").isNotEqualTo(at);
    DictCheck.check(dict, "after");
  }

  @Test
  void safeIterators_mayBeNested() {
    var dict = rehashing();
    var outer = dict.safeIterator();
    dict.safeIterator().close();
    assertThat(dict.rehash(1)).isFalse();
    outer.close();
    outer.close(); // a second time does nothing
    assertThat(dict.rehash(1)).isTrue();
    assertThatThrownBy(dict::resumeRehash)
        .isInstanceOf(AssertionError.class)
        .hasMessage("rehashing was resumed more often than paused");
  }

  @Test
  void unsafeIterator_noticesThatTheDictWasUsed() {
    var dict = rehashing();
    dict.iterator().close();
    var all = dict.iterator();
    assertThat(all.next()).isNotNull();
    // Even a look-up moves a bucket.
    while (dict.find(Ascii.bytes("k1")) != null && dict.target.used == 0) {
      assertThat(dict.isRehashing()).isTrue();
    }
    dict.rehash(5);
    assertThatThrownBy(all::close)
        .isInstanceOf(AssertionError.class)
        .hasMessage("the dict was used while an unsafe iterator walked over it");
  }

  @Test
  void forEach_showsEveryElementOnce_andNoticesThatTheDictWasUsed() {
    var dict = rehashing();
    var met = new ArrayList<String>();
    dict.forEach(node -> met.add(Ascii.text(node.key())));
    assertThat(met).hasSize(dict.size()).doesNotHaveDuplicates();
    assertThatThrownBy(() -> dict.forEach(_ -> dict.rehash(1))).isInstanceOf(AssertionError.class);
  }

  @Test
  void emptyDict_hasNothingToMeet() {
    var dict = new Dict<>(new SipHash(1, 2));
    try (var all = dict.safeIterator()) {
      assertThat(all.next()).isNull();
      assertThat(all.next()).isNull();
    }
  }
}
