package eightweeks.week2.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.resp.CommandError;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Values are views of their entries: several may be there, and what one changes all see. */
final class ViewTest {
  /** How a void view fails, with and without assertions. */
  private static final Class<?>[] VOID = {ClassCastException.class, AssertionError.class};

  private final Stored stored = new Stored();
  private final Values values = stored.values;

  private static void push(ListValue list, String text) {
    list.pushTail(Ascii.bytes(text), 0, text.length());
  }

  private static void add(SetValue set, String text) {
    set.add(Ascii.bytes(text), 0, text.length());
  }

  private SetValue setOf(Entry entry) {
    return Objects.requireNonNull(values.set(entry));
  }

  private ListValue listOf(Entry entry) {
    return Objects.requireNonNull(values.list(entry));
  }

  @Test
  void twoViewsOfAnEntry_showTheSame_whateverOneOfThemChanges() {
    values.limits().setMaxListpackEntries.set(3);
    var set = values.intSet();
    add(set, "1");
    var entry = Entry.of(Stored.key(1), set);
    var other = setOf(entry);
    assertThat(other.isSameAs(set)).isTrue();
    assertThat(other.isSameAs(setOf(Entry.of(Stored.key(2), values.intSet())))).isFalse();
    for (var each : new Encoding[] {Encoding.INTSET, Encoding.LISTPACK, Encoding.HT}) {
      assertThat(entry.encoding()).isEqualTo(each);
      assertThat(other.encoding()).isEqualTo(each);
      assertThat(other.size()).isEqualTo(set.size());
      add(set, "member " + set.size());
      add(set, "member " + set.size());
    }
    assertThat(other.size()).isEqualTo(7);
    assertThat(entry.accounted() - HeapSize.of(entry)).isEqualTo(stored.bytes(other));
  }

  @Test
  void viewOfANewValue_goesAlongWhenTheValueGetsItsKey() {
    var list = values.list();
    push(list, "first");
    var entry = Entry.of(Stored.key(1), list);
    push(list, "second");
    assertThat(listOf(entry).size()).isEqualTo(2);
    assertThat(entry.type()).isEqualTo(ValueType.LIST);
  }

  @Test
  void otherTypes_areRefused() {
    var entry = Entry.of(Stored.key(1), values.list());
    assertThatThrownBy(() -> values.hash(entry)).isSameAs(CommandError.WRONG_TYPE);
    assertThatThrownBy(() -> values.sortedSet(entry)).isSameAs(CommandError.WRONG_TYPE);
    assertThatThrownBy(() -> Strings.of(entry)).isSameAs(CommandError.WRONG_TYPE);
    var string = Entry.of(Stored.key(2), Stored.text(1));
    assertThatThrownBy(() -> values.set(string)).isSameAs(CommandError.WRONG_TYPE);
    assertThat(values.set(null)).isNull();
  }

  /** As EXPIRE does: the key has another entry then, and the one before is void. */
  @Test
  void viewOfAnEntryThatWasReplaced_fails() {
    var list = values.list();
    push(list, "element");
    var entry = Entry.of(Stored.key(1), list);
    var expiring = ExpiringEntry.inPlaceOf(entry, 1000);
    expiring.takeOver(entry);
    assertThat(listOf(expiring).size()).isEqualTo(1);
    assertThat(expiring.encoding()).isEqualTo(Encoding.LISTPACK);
    assertThatThrownBy(list::size).isInstanceOfAny(VOID);
    assertThatThrownBy(() -> push(list, "more")).isInstanceOfAny(VOID);
  }

  @Test
  void viewOfARemovedKey_fails_andNoMemoryStaysAccounted() {
    var set = values.intSet();
    add(set, "17");
    var entry = Entry.of(Stored.key(1), set);
    values.releaseValueOf(entry);
    assertThat(values.allocator().used()).isZero();
    assertThatThrownBy(set::size).isInstanceOfAny(VOID);
    assertThatThrownBy(entry::accounted).isInstanceOfAny(VOID);
  }

  @Test
  void valueThatLeavesItsKey_isAddedToAnotherOneAsItIs() {
    var set = values.set(Stored.text(1), 0, 16, 1);
    add(set, "member");
    var entry = Entry.of(Stored.key(1), set);
    var content = entry.content();
    var moved = Entry.of(Stored.key(2), values.of(entry));
    assertThat(moved.content()).isSameAs(content);
    assertThatThrownBy(entry::accounted).isInstanceOfAny(VOID);
  }

  @Test
  void copyOfAStringThatWasChangedInPlace_isRawToo() {
    var entry = Entry.of(Stored.key(1), values.strings().raw(Ascii.bytes("text")));
    assertThat(entry.encoding()).isEqualTo(Encoding.EMBSTR);
    values.strings().mutable(entry).append("s");
    assertThat(entry.encoding()).isEqualTo(Encoding.RAW);
    var copy = Entry.of(Stored.key(2), values.duplicate(values.of(entry)));
    assertThat(copy.encoding()).isEqualTo(Encoding.RAW);
    assertThat(Strings.text(Strings.of(copy))).asString().isEqualTo("texts");
  }

  /** The array may be that of an argument, which replicas get later. */
  @Test
  void stringThatGrows_leavesItsOldArrayAsItWas() {
    for (String text : new String[] {"", "text", "t".repeat(1000)}) {
      for (int more : new int[] {0, 1, 5000}) {
        long before = values.allocator().used();
        var old = Ascii.bytes(text);
        var entry = Entry.of(Stored.key(1), values.strings().raw(old));
        var sds = values.strings().growable(entry, more);
        sds.append("x".repeat(more));
        sds.overwrite(0, Ascii.bytes("changed"), 0, 7);
        assertThat(old).asString().isEqualTo(text);
        assertThat(Strings.text(Strings.of(entry))).asString().startsWith("changed");
        assertThat(Strings.length(sds)).isEqualTo(Math.max(7, text.length() + more));
        values.releaseValueOf(entry);
        assertThat(values.allocator().used()).isEqualTo(before);
      }
    }
  }

  @Test
  void element_isEqualToItsTextAlone() {
    var element = new Element();
    element.set(-12);
    assertThat(element.isEqualTo(Ascii.bytes("(-12)"), 1, 3)).isTrue();
    for (var other : new String[] {"-13", "-012", "12", "-12 ", "-1", "", "text"}) {
      assertThat(element.isEqualTo(Ascii.bytes(other), 0, other.length())).as(other).isFalse();
    }
    element.set(Ascii.bytes("-12"));
    assertThat(element.isEqualTo(Ascii.bytes("-12"), 0, 3)).isTrue();
    assertThat(element.isEqualTo(Ascii.bytes("-13"), 0, 3)).isFalse();
  }
}
