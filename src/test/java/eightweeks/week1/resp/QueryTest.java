package eightweeks.week1.resp;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Resp;
import eightweeks.week1.bytes.Ascii;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parser of queries, by examples; {@link QueryPropertyTest} has the random ones. */
final class QueryTest {
  private static final ProtocolLimits LIMITS = ProtocolLimits.of(512 << 20);
  private static final ProtocolLimits UNAUTHENTICATED = ProtocolLimits.ofUnauthenticated(512 << 20);

  private final Query query = new Query();

  private void feed(String text) {
    var bytes = Ascii.bytes(text);
    query.feed(bytes, 0, bytes.length);
  }

  private Query.Found next() {
    return query.next(LIMITS);
  }

  private Parsing parse(String text) {
    return Parsing.inPieces(new Query(), List.of(text), LIMITS);
  }

  // Commands.

  @Test
  void arrayOfBulkStrings_isACommand() {
    feed("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$0\r\n\r\n");
    assertThat(next()).isEqualTo(Query.Found.COMMAND);
    assertThat(Parsing.words(query.args())).containsExactly("SET", "k", "");
    assertThat(next()).isEqualTo(Query.Found.INCOMPLETE);
    assertThat(query.isEmpty()).isTrue();
  }

  @Test
  void pipeline_isTakenCommandByCommand() {
    feed(Resp.query("GET", "a") + "PING\r\n" + Resp.query("GET", "b"));
    assertThat(next()).isEqualTo(Query.Found.COMMAND);
    assertThat(Parsing.words(query.args())).containsExactly("GET", "a");
    assertThat(next()).isEqualTo(Query.Found.COMMAND);
    assertThat(Parsing.words(query.args())).containsExactly("PING");
    assertThat(next()).isEqualTo(Query.Found.COMMAND);
    assertThat(Parsing.words(query.args())).containsExactly("GET", "b");
    assertThat(next()).isEqualTo(Query.Found.INCOMPLETE);
  }

  @Test
  void bytesBehindAWord_areNotLookedAt() {
    // As in Redis: any two bytes may follow an argument.
    assertThat(parse("*1\r\n$4\r\nPINGxy*1\r\n$4\r\nPONG\r\n").commands())
        .containsExactly(List.of("PING"), List.of("PONG"));
    assertThat(parse("*1\rx$4\ryPING\r\n").commands()).containsExactly(List.of("PING"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*0\r\n", "*-1\r\n", "*-99999999999\r\n", "\r\n", "\n", "  \t\r\n"})
  void emptyQuery_isNothingAndNotTheEnd(String nothing) {
    feed(nothing + "*1\r\n$4\r\nPING\r\n");
    assertThat(next()).isEqualTo(Query.Found.NOTHING);
    assertThat(next()).isEqualTo(Query.Found.COMMAND);
    assertThat(Parsing.words(query.args())).containsExactly("PING");
  }

  @Test
  void everyCutIntoTwo_givesTheSameCommands() {
    var text =
        Resp.query("SET", "key", "a\r\nb")
            + "ECHO \"a \\x41 b\" 'it''s'\r\n"
            + Resp.query("MSET", "", "", "x", "y".repeat(300))
            + "\r\nPING\n*0\r\n"
            + Resp.query("GET", "*1\r\n$1\r\n");
    // 'it''s' closes a quote inside a word: the line is wrong, and what follows is never reached.
    var good = text.replace("'it''s'", "'it\\'s'");
    for (var stream : List.of(text, good)) {
      var expected = Parsing.plain(stream, LIMITS);
      for (int i = 0; i <= stream.length(); i++) {
        var pieces = List.of(stream.substring(0, i), stream.substring(i));
        assertThat(Parsing.inPieces(new Query(), pieces, LIMITS))
            .as("cut at " + i)
            .isEqualTo(expected);
      }
    }
    assertThat(Parsing.plain(good, LIMITS).commands()).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 4096, 16_384, 65_536})
  void piecesOfAnyLength_giveTheSameCommands(int length) {
    var text =
        Resp.query("SET", "a", "x".repeat(10_000))
            + Resp.query("SET", "b", "y".repeat(Query.BIG_BULK - 1))
            + Resp.query("SET", "c", "z".repeat(Query.BIG_BULK))
            + Resp.query("SET", "d", "w".repeat(100_000), "EX", "10")
            + "PING\r\n";
    assertThat(Parsing.inPieces(query, Parsing.cut(text, length), LIMITS))
        .isEqualTo(Parsing.plain(text, LIMITS));
  }

  @Test
  void wordsStayRight_whenTheBufferGrowsAndMoves() {
    // The first command makes the second one start in the middle of the buffer; the second does not
    // fit behind it, so its words move to the front, and then into a larger array.
    feed(Resp.query("SET", "k", "v".repeat(9000)) + "*4\r\n$4\r\nMSET\r\n$5\r\nfirst\r\n");
    assertThat(next()).isEqualTo(Query.Found.COMMAND);
    assertThat(next()).isEqualTo(Query.Found.INCOMPLETE);
    feed("$12000\r\n");
    assertThat(next()).isEqualTo(Query.Found.INCOMPLETE);
    feed("x".repeat(12_000) + "\r\n$20000\r\n");
    assertThat(next()).isEqualTo(Query.Found.INCOMPLETE);
    feed("y".repeat(20_000) + "\r\nrest");
    assertThat(next()).isEqualTo(Query.Found.COMMAND);
    assertThat(Parsing.words(query.args()))
        .containsExactly("MSET", "first", "x".repeat(12_000), "y".repeat(20_000));
    assertThat(query.unread()).isEqualTo(4);
  }

  // Inline commands.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "PING|PING",
        "  SET   k\tv  |SET,k,v",
        "SET k \"a b\"|SET,k,a b",
        "SET k 'a b'|SET,k,a b",
        "SET k \"\"|SET,k,",
        "SET k \"\\x41\\t\"|SET,k,A\\t",
        "SET k '\\x41'|SET,k,\\x41",
        "SET k 'it\\'s'|SET,k,it's",
        "SET k a\"b c\"|SET,k,ab c",
        "*|*",
        "$5|$5",
      })
  void inlineCommand_isSplitAtBlanksOutsideOfQuotes(String line, String words) {
    var expected = List.of(words.replace("A\\t", "A\t").split(",", -1));
    // A line that starts with an asterisk would be an array.
    assertThat(parse((line.equals("*") ? " *" : line) + "\r\n").commands())
        .containsExactly(expected);
    assertThat(parse((line.equals("*") ? " *" : line) + "\n").commands()).containsExactly(expected);
  }

  @Test
  void slowInlineCommand_isScannedOnce() {
    // Looking for its end from its start every time would look at two billion bytes.
    for (int i = 0; i < 60_000; i++) {
      feed("x");
      assertThat(next()).isEqualTo(Query.Found.INCOMPLETE);
    }
    feed("\n");
    assertThat(next()).isEqualTo(Query.Found.COMMAND);
    assertThat(query.args().length(0)).isEqualTo(60_000);
  }

  // Errors, in Redis's words.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "*x\\r\\n|invalid multibulk length",
        "*\\r\\n|invalid multibulk length",
        "*1x\\r\\n|invalid multibulk length",
        "*01\\r\\n|invalid multibulk length",
        "*00\\r\\n|invalid multibulk length",
        "*-0\\r\\n|invalid multibulk length",
        "*-\\r\\n|invalid multibulk length",
        "*+1\\r\\n|invalid multibulk length",
        "* 1\\r\\n|invalid multibulk length",
        "*2147483648\\r\\n|invalid multibulk length",
        "*20000000000\\r\\n|invalid multibulk length",
        "*99999999999999999999\\r\\n|invalid multibulk length",
        "*3\\r\\n$3\\r\\nSET\\r\\n$1\\r\\nx\\r\\nfooz\\r\\n|expected '$', got 'f'",
        "*1\\r\\n:1\\r\\n|expected '$', got ':'",
        "*1\\r\\n*1\\r\\n|expected '$', got '*'",
        "*1\\r\\n$x\\r\\n|invalid bulk length",
        "*1\\r\\n$\\r\\n|invalid bulk length",
        "*1\\r\\n$-1\\r\\n|invalid bulk length",
        "*1\\r\\n$-0\\r\\n|invalid bulk length",
        "*1\\r\\n$01\\r\\n|invalid bulk length",
        "*1\\r\\n$536870913\\r\\n|invalid bulk length",
        "*1\\r\\n$2000000000\\r\\n|invalid bulk length",
        "*1\\r\\n$9223372036854775808\\r\\n|invalid bulk length",
        "*3\\r\\n$3\\r\\nSET\\r\\n$1\\r\\nx\\r\\n$-10\\r\\n|invalid bulk length",
        "SET k \"v\\r\\n|unbalanced quotes in request",
        "SET k 'v\\r\\n|unbalanced quotes in request",
        "SET k \"v\"w\\r\\n|unbalanced quotes in request",
      })
  void somethingThatIsNotResp_isAnError(String text, String error) {
    var bytes = text.replace("\\r", "\r").replace("\\n", "\n");
    assertThat(parse(bytes).error()).isEqualTo(error);
    assertThat(Parsing.inPieces(query, Parsing.cut(bytes, 1), LIMITS).error()).isEqualTo(error);
    assertThat(Parsing.plain(bytes, LIMITS).error()).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource({
    "*1,too big mbulk count string",
    "*1|$1,too big bulk count string",
    "SET k ,too big inline request"
  })
  void lineWithoutEnd_isAnErrorAfter64KiB(String start, String error) {
    feed(start.replace("|", "\r\n"));
    int line = start.substring(start.indexOf('|') + 1).length();
    feed("1".repeat(64 * 1024 - line));
    assertThat(next()).isEqualTo(Query.Found.INCOMPLETE);
    feed("1");
    assertThat(next()).isEqualTo(Query.Found.ERROR);
    assertThat(query.error()).isEqualTo(error);
  }

  @Test
  void lineThatIsTooLong_isAnErrorWhetherItsEndHasComeOrNot() {
    var line = "PING " + "x".repeat(64 * 1024) + "\r\n";
    assertThat(parse(line).error()).isEqualTo("too big inline request");
    assertThat(Parsing.inPieces(query, Parsing.cut(line, 1000), LIMITS).error())
        .isEqualTo("too big inline request");
  }

  /** A client that is blocked is read on, so that much may wait behind an empty line. */
  @Test
  void emptyLine_inFrontOfMuch_isNotTooLong() {
    feed("\n" + "PING\r\n".repeat(20_000));
    assertThat(next()).isEqualTo(Query.Found.NOTHING);
    assertThat(next()).isEqualTo(Query.Found.COMMAND);
    assertThat(query.args().count()).isEqualTo(1);
  }

  @Test
  void stranger_maySendLittle() {
    var longest = "*2\r\n$4\r\nAUTH\r\n$16384\r\n" + "x".repeat(16_384) + "\r\n";
    assertThat(Parsing.inPieces(query, List.of(longest), UNAUTHENTICATED).commands()).hasSize(1);
    assertThat(unauthenticatedError("*11\r\n")).isEqualTo("unauthenticated multibulk length");
    assertThat(unauthenticatedError("*2147483648\r\n")).isEqualTo("invalid multibulk length");
    assertThat(unauthenticatedError("*1\r\n$16385\r\n")).isEqualTo("unauthenticated bulk length");
    assertThat(unauthenticatedError("*1\r\n$536870913\r\n")).isEqualTo("invalid bulk length");
    assertThat(Parsing.inPieces(new Query(), List.of("*10\r\n$1\r\n"), UNAUTHENTICATED).error())
        .isNull();
  }

  private static @org.jspecify.annotations.Nullable String unauthenticatedError(String text) {
    return Parsing.inPieces(new Query(), List.of(text), UNAUTHENTICATED).error();
  }

  // Memory.

  @Test
  void announcementOf512MiB_costsLittleUntilTheBytesCome() {
    feed("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$536870912\r\n");
    assertThat(next()).isEqualTo(Query.Found.INCOMPLETE);
    assertThat(query.memory()).isLessThan(128 * 1024);
    feed("x".repeat(1_000_000));
    assertThat(next()).isEqualTo(Query.Found.INCOMPLETE);
    assertThat(query.memory()).isBetween(1_000_000L, 3_000_000L);
    assertThat(query.size()).isBetween(1_000_000L, 1_000_100L);
  }

  @Test
  void announcementOfTwoBillionWords_costsLittleUntilTheyCome() {
    feed("*2147483647\r\n");
    assertThat(next()).isEqualTo(Query.Found.INCOMPLETE);
    for (int i = 0; i < 10_000; i++) {
      feed("$1\r\nx\r\n");
    }
    assertThat(next()).isEqualTo(Query.Found.INCOMPLETE);
    assertThat(query.memory()).isLessThan(500_000);
  }

  @Test
  void argumentOf32KiB_hasAnArrayToItself() {
    var big = "b".repeat(Query.BIG_BULK);
    var small = "s".repeat(Query.BIG_BULK - 1);
    feed(Resp.query("SET", big, small));
    assertThat(next()).isEqualTo(Query.Found.COMMAND);
    var args = query.args();
    assertThat(args.array(1)).hasSize(Query.BIG_BULK).isNotSameAs(args.array(0));
    assertThat(args.offset(1)).isZero();
    assertThat(args.take(1)).isSameAs(args.array(1));
    assertThat(args.array(2)).isSameAs(args.array(0));
    assertThat(args.take(2)).isNotSameAs(args.array(2)).hasSize(Query.BIG_BULK - 1);
  }

  @Test
  void bigWordThatIsStored_isNotTouchedByWhatFollows() {
    feed(Resp.query("SET", "k", "x".repeat(50_000)));
    assertThat(next()).isEqualTo(Query.Found.COMMAND);
    var stored = query.args().take(2);
    feed(Resp.query("SET", "k", "y".repeat(50_000)));
    assertThat(next()).isEqualTo(Query.Found.COMMAND);
    assertThat(Ascii.text(stored)).isEqualTo("x".repeat(50_000));
  }

  private byte[] largeArgument(String text) {
    feed(Resp.query("SET", "k", text));
    assertThat(next()).isEqualTo(Query.Found.COMMAND);
    assertThat(Ascii.text(query.args().bytes(2))).isEqualTo(text);
    return query.args().array(2);
  }

  @Test
  void arrayOfALargeArgumentThatWasNotStored_servesTheNextOneOfItsLength() {
    var first = largeArgument("x".repeat(50_000));
    assertThat(largeArgument("y".repeat(50_001)) == first).isFalse();
    assertThat(largeArgument("z".repeat(50_000)) == first).isTrue();
    var copy = query.args().own(); // it refers to the array, as MULTI needs it
    assertThat(largeArgument("a".repeat(50_000)) == first).isFalse();
    assertThat(Ascii.text(copy.bytes(2))).isEqualTo("z".repeat(50_000));
    query.args().take(2);
    query.args().recycle(first);
    assertThat(largeArgument("b".repeat(50_000)) == first).isTrue();
  }

  @Test
  void argumentsOfWhichLittleHasArrived_areAheadOfTheirBytesByALimitInAll() {
    var pool = new QueryPool();
    var start = Ascii.bytes("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1000000\r\n" + "x".repeat(16_000));
    for (int round = 0; round < 2; round++) { // giving them back makes room
      int full = 0;
      var queries = new ArrayList<Query>();
      for (int i = 0; i < 100; i++) {
        var one = pool.take();
        one.feed(start, 0, start.length);
        assertThat(one.next(LIMITS)).isEqualTo(Query.Found.INCOMPLETE);
        full += one.prepare() > 64 * 1024 ? 1 : 0;
        queries.add(one);
      }
      assertThat(full).isEqualTo(16);
      queries.forEach(pool::give);
    }
  }

  /** The limit of the memory of clients relies on it: the whole array is taken from the heap. */
  @Test
  void arrayOfALargeArgument_countsAsAWhole() {
    feed("*2\r\n$4\r\nECHO\r\n$1000000\r\n" + "x".repeat(16_000));
    assertThat(query.memory()).isLessThan(100_000);
    assertThat(next()).isEqualTo(Query.Found.INCOMPLETE);
    assertThat(query.memory()).isBetween(1_000_000L, 1_100_000L);
    assertThat(query.incomplete()).isEqualTo(16_000);
    assertThat(query.size()).as("with the lines before").isGreaterThan(16_000);
  }

  @Test
  void argumentOf512KiB_getsItsArrayAtOnce() {
    feed("*1\r\n$524288\r\nx");
    assertThat(next()).isEqualTo(Query.Found.INCOMPLETE);
    assertThat(query.prepare()).isEqualTo(524_287);
    var longer = new Query();
    var start = Ascii.bytes("*1\r\n$524289\r\nx");
    longer.feed(start, 0, start.length);
    assertThat(longer.next(LIMITS)).isEqualTo(Query.Found.INCOMPLETE);
    assertThat(longer.prepare()).isEqualTo(64 * 1024 - 1);
  }

  @Test
  void bigWordsAreCounted_untilTheirCommandIsDone() {
    feed("*3\r\n$100000\r\n");
    for (var piece :
        Parsing.cut("x".repeat(100_000) + "\r\n$100000\r\n" + "y".repeat(100_000), 4000)) {
      assertThat(next()).isEqualTo(Query.Found.INCOMPLETE); // as the server does, after every read
      feed(piece);
    }
    assertThat(next()).isEqualTo(Query.Found.INCOMPLETE);
    assertThat(query.size()).isGreaterThanOrEqualTo(200_000);
    assertThat(query.memory()).isGreaterThanOrEqualTo(200_000);
    feed("\r\n$1\r\nz\r\n");
    assertThat(next()).isEqualTo(Query.Found.COMMAND);
    assertThat(next()).isEqualTo(Query.Found.INCOMPLETE);
    assertThat(query.size()).isZero();
    assertThat(query.memory()).isLessThan(100_000);
  }

  @Test
  void bufferGrows_butNotBeyondWhatAnArrayHolds() {
    assertThat(Query.sizeFor(16_384, 16_384)).isEqualTo(16_384);
    assertThat(Query.sizeFor(16_384, 16_385)).isEqualTo(32_768);
    // Doubling an int would overflow here and never end.
    assertThat(Query.sizeFor(1 << 30, (1L << 30) + 1)).isEqualTo(Integer.MAX_VALUE - 64);
    assertThat(Query.sizeFor(16_384, 3L << 30)).isEqualTo(Integer.MAX_VALUE - 64);
    assertThat(query.isFull()).isFalse();
  }

  // The pool.

  @Test
  void queryThatIsGivenBack_isEmptyForTheNextClient() {
    var pool = new QueryPool();
    var first = pool.take();
    var bytes = Ascii.bytes("*3\r\n$3\r\nSET\r\n$40000\r\nhalf a word");
    first.feed(bytes, 0, bytes.length);
    assertThat(first.next(LIMITS)).isEqualTo(Query.Found.INCOMPLETE);
    pool.give(first);
    var second = pool.take();
    assertThat(second).isSameAs(first);
    assertThat(second.isEmpty()).isTrue();
    assertThat(second.memory()).isLessThan(20_000);
    assertThat(Parsing.inPieces(second, Parsing.cut("PING\r\n" + Resp.query("a"), 1), LIMITS))
        .isEqualTo(new Parsing(List.of(List.of("PING"), List.of("a")), null));
  }

  @Test
  void queryThatHasGrown_isNotKept() {
    var pool = new QueryPool();
    var grown = pool.take();
    var bytes = Ascii.bytes("*2\r\n$30000\r\n" + "x".repeat(30_000) + "\r\n$30000\r\n");
    grown.feed(bytes, 0, bytes.length);
    assertThat(grown.isOrdinary()).isFalse();
    pool.give(grown);
    assertThat(pool.take()).isNotSameAs(grown);
  }

  @Test
  void twoQueriesAtATime_areTwo() {
    var pool = new QueryPool();
    assertThat(pool.take()).isNotSameAs(pool.take());
  }

  @Test
  void peek_showsWhatHasNotBeenTakenApart() {
    feed(Resp.query("PING") + "*2\r\n$3\r\nGET\r\n$100\r\nabc");
    next();
    next();
    var shown = new byte[query.unread()];
    query.peek(shown);
    assertThat(Ascii.text(shown)).isEqualTo("abc");
    assertThat(query.isEmpty()).isFalse();
  }
}
