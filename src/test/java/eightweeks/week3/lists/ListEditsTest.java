package eightweeks.week3.lists;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LSET, LINSERT, LREM, LTRIM; each on a listpack and on a quicklist. */
final class ListEditsTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  private final ListDesk desk = ListDesk.open();

  private static void both(String elements, String command, String reply, String left) {
    for (int limit : new int[] {3, 128}) {
      var desk = ListDesk.withNodesOf(limit);
      desk.make("l", elements);
      assertThat(desk.say(command)).as("reply with nodes of " + limit).isEqualTo(reply);
      assertThat(desk.elements("l")).as("list with nodes of " + limit).isEqualTo(left);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LSET l 0 x, +OK, x b c d e",
    "LSET l -1 77, +OK, a b c d 77",
    "LSET l 2 '', +OK, a b  d e",
    "LSET l 5 x, -ERR index out of range, a b c d e",
    "LSET l -6 x, -ERR index out of range, a b c d e",
    "LSET l 9223372036854775807 x, -ERR index out of range, a b c d e",
    "LSET l x x, -ERR value is not an integer or out of range, a b c d e",
  })
  void lset_replacesTheElementAtAnIndex(String command, String reply, String left) {
    both("a b c d e", command.replace("l 2 ''", "l 2 \"\""), reply, left);
  }

  @Test
  void lset_looksAtTheKeyBeforeTheIndex() {
    assertThat(desk.say("LSET nothing x y")).isEqualTo("-ERR no such key");
    desk.say("SET s text");
    assertThat(desk.say("LSET s x y")).isEqualTo(WRONG_TYPE);
  }

  @Test
  void lset_ofALargeElement_makesAQuicklist_andOfASmallOneAListpack() {
    desk.make("l", "a b c");
    desk.client.call("LSET", "l", "1", "x".repeat(9000));
    assertThat(desk.encoding("l")).isEqualTo("quicklist");
    desk.client.call("LSET", "l", "1", "y");
    assertThat(desk.encoding("l")).isEqualTo("listpack");
    assertThat(desk.elements("l")).isEqualTo("a y c");
  }

  @ParameterizedTest
  @CsvSource({
    "LINSERT l BEFORE a x, :6, x a b c b e",
    "LINSERT l AFTER e x, :6, a b c b e x",
    "linsert l before b x, :6, a x b c b e",
    "LINSERT l after b 12, :6, a b 12 c b e",
    "LINSERT l BEFORE nosuch x, :-1, a b c b e",
    "LINSERT l beside a x, -ERR syntax error, a b c b e",
  })
  void linsert_putsAnElementBesideTheFirstMatch(String command, String reply, String left) {
    both("a b c b e", command, reply, left);
  }

  @Test
  void linsert_withoutAList_isZero() {
    assertThat(desk.say("LINSERT nothing BEFORE a b")).isEqualTo(":0");
    assertThat(desk.say("EXISTS nothing")).isEqualTo(":0");
    desk.say("SET s text");
    assertThat(desk.say("LINSERT s beside a b")).isEqualTo("-ERR syntax error");
    assertThat(desk.say("LINSERT s BEFORE a b")).isEqualTo(WRONG_TYPE);
  }

  @Test
  void linsert_convertsAFullList_alsoIfItInsertsNothing() {
    var small = ListDesk.withNodesOf(3);
    small.make("l", "a b c");
    assertThat(small.encoding("l")).isEqualTo("listpack");
    assertThat(small.say("LINSERT l BEFORE nosuch x")).isEqualTo(":-1");
    assertThat(small.encoding("l")).isEqualTo("quicklist");
  }

  @ParameterizedTest
  @CsvSource({
    "LREM l 0 a, :4, b c d",
    "LREM l 1 a, :1, b a c a d a",
    "LREM l 3 a, :3, b c d a",
    "LREM l 100 a, :4, b c d",
    "LREM l -1 a, :1, a b a c a d",
    "LREM l -2 a, :2, a b a c d",
    "LREM l -9223372036854775808 a, :4, b c d",
    "LREM l 0 nosuch, :0, a b a c a d a",
    "LREM l x a, -ERR value is not an integer or out of range, a b a c a d a",
  })
  void lrem_takesMatchesOut(String command, String reply, String left) {
    both("a b a c a d a", command, reply, left);
  }

  @Test
  void lrem_findsIntegersByTheirText() {
    both("1 01 1 +1 2", "LREM l 0 1", ":2", "01 +1 2");
  }

  @Test
  void lrem_ofEverything_removesTheKey() {
    for (int limit : new int[] {3, 128}) {
      var desk = ListDesk.withNodesOf(limit);
      desk.make("l", "a a a a a");
      assertThat(desk.say("LREM l -5 a")).isEqualTo(":5");
      assertThat(desk.say("EXISTS l")).isEqualTo(":0");
    }
  }

  @Test
  void lrem_looksAtTheCountBeforeTheKey() {
    desk.say("SET s text");
    assertThat(desk.say("LREM nothing 0 a")).isEqualTo(":0");
    assertThat(desk.say("LREM s x a")).isEqualTo("-ERR value is not an integer or out of range");
    assertThat(desk.say("LREM s 0 a")).isEqualTo(WRONG_TYPE);
  }

  @ParameterizedTest
  @CsvSource({
    "LTRIM l 0 -1, a b c d e",
    "LTRIM l 1 3, b c d",
    "LTRIM l -2 -1, d e",
    "LTRIM l 0 0, a",
    "LTRIM l 4 100, e",
    "LTRIM l -100 1, a b",
    "LTRIM l 3 2, ''",
    "LTRIM l 5 6, ''",
    "LTRIM l 0 -6, ''",
    "LTRIM l 9223372036854775807 -9223372036854775808, ''",
  })
  void ltrim_keepsARange(String command, String left) {
    both("a b c d e", command, "+OK", left);
  }

  @Test
  void ltrim_ofEverything_removesTheKey() {
    desk.make("l", "a b");
    desk.say("LTRIM l 2 1");
    assertThat(desk.say("EXISTS l")).isEqualTo(":0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LTRIM s x 1", "LTRIM s 1 x", "LTRIM nothing x 1"})
  void ltrim_looksAtItsNumbersBeforeTheKey(String command) {
    desk.say("SET s text");
    assertThat(desk.say(command)).isEqualTo("-ERR value is not an integer or out of range");
  }

  @Test
  void ltrim_ofNothingOrOfAnotherType() {
    desk.say("SET s text");
    assertThat(desk.say("LTRIM nothing 0 1")).isEqualTo("+OK");
    assertThat(desk.say("LTRIM s 0 1")).isEqualTo(WRONG_TYPE);
  }

  @Test
  void trimmedQuicklist_becomesAListpack() {
    var small = ListDesk.withNodesOf(4);
    small.make("l", "a b c d e f g");
    assertThat(small.encoding("l")).isEqualTo("quicklist");
    small.say("LTRIM l 1 2");
    assertThat(small.encoding("l")).isEqualTo("listpack");
    assertThat(small.elements("l")).isEqualTo("b c");
  }
}
