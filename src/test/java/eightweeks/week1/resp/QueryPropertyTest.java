package eightweeks.week1.resp;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Resp;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Random queries, cut at random places, against a parser that has all bytes at once. */
final class QueryPropertyTest {
  private static final ProtocolLimits LIMITS = ProtocolLimits.of(1 << 20);

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void commands_areTheSameHoweverTheyAreCut(
      @ForAll("queries") List<String> queries, @ForAll("lengths") List<Integer> lengths) {
    var stream = String.join("", queries);
    var expected = Parsing.plain(stream, LIMITS);
    assertThat(expected.error()).isNull();
    assertThat(Parsing.inPieces(new Query(), cut(stream, lengths), LIMITS)).isEqualTo(expected);
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void brokenStream_givesTheSameCommandsAndTheSameError(
      @ForAll("rubbish") List<String> rubbish, @ForAll("lengths") List<Integer> lengths) {
    var stream = String.join("", rubbish);
    assertThat(Parsing.inPieces(new Query(), cut(stream, lengths), LIMITS))
        .isEqualTo(Parsing.plain(stream, LIMITS));
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void ownedWords_stayWhatTheyWere(@ForAll("queries") List<String> queries) {
    var query = new Query();
    var kept = new ArrayList<Args>();
    var expected = new ArrayList<List<String>>();
    for (var text : queries) {
      for (var piece : Parsing.cut(text, 1000)) {
        var bytes = eightweeks.week1.bytes.Ascii.bytes(piece);
        query.feed(bytes, 0, bytes.length);
      }
      while (query.next(LIMITS) == Query.Found.COMMAND) {
        kept.add(query.args().own());
        expected.add(Parsing.words(query.args()));
      }
    }
    assertThat(kept.stream().map(Parsing::words).toList()).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<String>> queries() {
    var array = word().list().ofMinSize(1).ofMaxSize(6).map(Resp::query);
    var inline =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withChars(' ')
            .ofMaxLength(30)
            .map(line -> line + "\r\n");
    var quoted =
        word()
            .map(
                w ->
                    eightweeks.week1.bytes.QuotedWords.quote(
                            eightweeks.week1.bytes.Ascii.bytes(
                                w.substring(0, Math.min(100, w.length()))))
                        + "\n");
    var nothing = Arbitraries.of("\r\n", "*0\r\n", "*-1\r\n");
    return Arbitraries.frequencyOf(
            Tuple.of(8, array), Tuple.of(2, inline), Tuple.of(2, quoted), Tuple.of(1, nothing))
        .list()
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<List<String>> rubbish() {
    return Arbitraries.frequencyOf(
            Tuple.of(10, Arbitraries.of("*1\r\n", "*2\r\n", "$1\r\n", "$0\r\n", "$5\r\n", "\r\n")),
            Tuple.of(3, Arbitraries.of("*", "$", "\r", "\n", "-", "0", "1", "\"", "'", " ", "\0")),
            Tuple.of(3, Arbitraries.of("a", "bc", "hello", "$32768\r\n", "*4294967296\r\n")),
            Tuple.of(1, Arbitraries.of("1".repeat(70_000), "x".repeat(32_768), "$1048577\r\n")),
            Tuple.of(4, word().map(Resp::query)))
        .list()
        .ofMaxSize(20);
  }

  private static Arbitrary<String> word() {
    return Arbitraries.frequencyOf(
        Tuple.of(20, Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(20)),
        Tuple.of(2, Arbitraries.of("\r\n", "*1\r\n", "$3\r\n", "")),
        Tuple.of(1, Arbitraries.integers().between(1, 70_000).map("x"::repeat)));
  }

  /** Returns how long the pieces are, over and over again. */
  @Provide
  Arbitrary<List<Integer>> lengths() {
    return Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.integers().between(1, 10)),
            Tuple.of(2, Arbitraries.integers().between(1, 5_000)),
            Tuple.of(1, Arbitraries.integers().between(10_000, 100_000)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  private static List<String> cut(String text, List<Integer> lengths) {
    var pieces = new ArrayList<String>();
    for (int at = 0, i = 0; at < text.length(); i++) {
      int end = Math.min(text.length(), at + lengths.get(i % lengths.size()));
      pieces.add(text.substring(at, end));
      at = end;
    }
    return pieces;
  }
}
