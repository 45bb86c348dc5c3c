package eightweeks.week2.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.config.Config;
import eightweeks.week1.resp.ChunkPool;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.LentArrays;
import eightweeks.week1.resp.ProtocolLimits;
import eightweeks.week1.resp.Query;
import eightweeks.week1.resp.Reply;
import eightweeks.week1.resp.ReplyBuffer;
import eightweeks.week2.object.Allocator;
import eightweeks.week2.object.Contents;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.HeapSize;
import eightweeks.week2.object.Strings;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.siphash.SipHash;
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
  void twoViewsOfAnEntry_showTheSame_alsoWhenOneChangesIt() {
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

  @Test
  void keptView_showsOneEntryAfterTheOther_andIsVoidInBetween() {
    var one = Entry.of(Stored.key(1), values.list());
    var two = Entry.of(Stored.key(2), values.list());
    var view = values.listView();
    push(view.of(one), "first");
    push(view.of(two), "second");
    push(view, "third");
    assertThat(listOf(one).size()).isEqualTo(1);
    assertThat(listOf(two).size()).isEqualTo(2);
    view.hide();
    assertThat(view.isSameAs(listOf(two))).isFalse();
    assertThatThrownBy(view::size).isInstanceOfAny(VOID);
    assertThatThrownBy(() -> push(view, "more")).isInstanceOfAny(VOID);
    assertThat(listOf(two).size()).isEqualTo(2);
  }

  @Test
  void keptViewOfAHash_showsANewOneWithoutAnEntry() {
    var view = values.hashView();
    var text = Stored.text(1);
    view.of(null).set(text, 0, 16, text, 0, 16);
    var entry = Entry.of(Stored.key(1), view);
    assertThat(entry.accounted() - HeapSize.of(entry)).isEqualTo(values.allocator().used());
    view.of(null).set(text, 0, 16, text, 0, 16);
    var other = Entry.of(Stored.key(2), view);
    view.hide();
    assertThat(Contents.of(other)).isNotSameAs(Contents.of(entry));
    assertThat(Objects.requireNonNull(values.hash(entry)).size()).isEqualTo(1);
    assertThat(Objects.requireNonNull(values.hash(other)).size()).isEqualTo(1);
  }

  @Test
  void keptView_refusesOtherTypes_andThenShowsWhatItShowed() {
    var list = Entry.of(Stored.key(1), values.list());
    var set = Entry.of(Stored.key(2), values.intSet());
    var view = values.setView().of(set);
    assertThatThrownBy(() -> view.of(list)).isSameAs(CommandError.WRONG_TYPE);
    assertThatThrownBy(() -> values.hashView().of(list)).isSameAs(CommandError.WRONG_TYPE);
    assertThatThrownBy(() -> values.listView().of(set)).isSameAs(CommandError.WRONG_TYPE);
    add(view, "1");
    assertThat(setOf(set).size()).isEqualTo(1);
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
    var content = Contents.of(entry);
    var moved = Entry.of(Stored.key(2), values.of(entry));
    assertThat(Contents.of(moved)).isSameAs(content);
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

  @Test
  void stringThatIsChangedInPlace_keepsItsArrayUnlessItGrows() {
    for (String text : new String[] {"text of some length", "t".repeat(100_000)}) {
      for (int more : new int[] {0, 1, 5000}) {
        long before = values.allocator().used();
        var old = Ascii.bytes(text);
        var entry = Entry.of(Stored.key(1), values.strings().raw(old));
        var sds = values.strings().mutable(entry, more);
        sds.append("x".repeat(more));
        sds.overwrite(0, Ascii.bytes("changed"), 0, 7);
        assertThat(sds.array() == old).isEqualTo(more == 0);
        assertThat(Strings.text(Strings.of(entry))).asString().startsWith("changed");
        assertThat(Strings.length(sds)).isEqualTo(text.length() + more);
        values.releaseValueOf(entry);
        assertThat(values.allocator().used()).isEqualTo(before);
      }
    }
  }

  @Test
  void stringThatAReplyRefersTo_isCopiedBeforeItIsChangedInPlace() {
    var pool = new ChunkPool();
    var lending =
        new Values(
            new Config(), new SipHash(1, 2), new RandomStream(3), new Allocator(pool.lent()));
    var text = "t".repeat(LentArrays.MIN_LENGTH);
    var reply = new Reply(pool, new NoOwner());
    var entry = Entry.of(Stored.key(1), lending.strings().raw(Ascii.bytes(text)));
    for (int i = 0; i < 2; i++) { // first the array alone, then one that has been changed already
      Strings.reply(reply, Strings.of(entry));
      Strings.reply(reply, Strings.of(entry), 0, text.length());
      lending.strings().mutable(entry).overwrite(0, Ascii.bytes("changed"), 0, 7);
      assertThat(Ascii.text(reply.drain())).doesNotContain("changed");
      var sds = lending.strings().mutable(entry);
      assertThat(lending.strings().mutable(entry).array()).isSameAs(sds.array());
      sds.overwrite(0, Ascii.bytes("ttttttt"), 0, 7);
    }
    Strings.reply(reply, Strings.of(entry));
    var sds = lending.strings().appendable(entry, 5);
    Strings.reply(reply, Strings.of(entry));
    sds.append("12345");
    assertThat(Ascii.text(reply.drain())).doesNotContain("12345").endsWith("ttt\r\n");
  }

  private static final class NoOwner implements ReplyBuffer.Owner {
    @Override
    public void replyBegins() {
      // The reply is drained here.
    }

    @Override
    public void replyGrows() {
      // The reply is drained here.
    }

    @Override
    public void errorReplied(String text) {
      throw new AssertionError(text);
    }
  }

  @Test
  void stringOfTheSameLength_isOverwrittenInPlace() {
    var old = Ascii.bytes("old");
    var entry = Entry.of(Stored.key(1), values.strings().raw(old));
    long before = values.allocator().used();
    var query = new Query();
    var bytes = Ascii.bytes("*3\r\n$3\r\nnew\r\n$6\r\nlonger\r\n$3\r\n123\r\n");
    query.feed(bytes, 0, bytes.length);
    query.next(ProtocolLimits.of(100));
    assertThat(values.strings().overwrite(entry, query.args(), 1)).isFalse();
    assertThat(values.strings().overwrite(entry, query.args(), 2)).isFalse();
    assertThat(old).asString().isEqualTo("old");
    assertThat(values.strings().overwrite(entry, query.args(), 0)).isTrue();
    assertThat(old).asString().isEqualTo("new");
    assertThat(values.allocator().used()).isEqualTo(before);
  }

  @Test
  void integerThatIsNotShared_isOverwrittenInPlace() {
    var first = values.strings().store(1_000_000);
    var entry = Entry.of(Stored.key(1), first);
    long before = values.allocator().used();
    assertThat(values.strings().overwrite(entry, -5)).isTrue();
    assertThat(Strings.of(entry)).isSameAs(first);
    assertThat(Strings.number(entry)).isEqualTo(-5);
    assertThat(values.strings().overwrite(entry, 9999)).as("shared").isFalse();
    assertThat(values.allocator().used()).isEqualTo(before);
    var shared = Entry.of(Stored.key(2), values.strings().store(7));
    assertThat(values.strings().overwrite(shared, 1_000_000)).isFalse();
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
