package eightweeks.week1.resp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * For any bytes the parser does not throw and does not loop, its memory is bounded by what came,
 * and the commands are the same however the bytes were cut.
 *
 * <p>Every build replays the seeds in {@code QueryFuzzTestInputs}; CONTRIBUTING.adoc says how to
 * fuzz for real.
 */
final class QueryFuzzTest {
  private static final ProtocolLimits LIMITS = ProtocolLimits.of(512 << 20);
  private static final ProtocolLimits UNAUTHENTICATED = ProtocolLimits.ofUnauthenticated(512 << 20);

  /** A buffer, the array of an argument of 512 KiB, the notes about a few words. */
  private static final long BASE = 600_000;

  /** An array for a large argument has at most 64 times the length of what has arrived of it. */
  private static final long PER_BYTE = 64;

  @FuzzTest(maxDuration = "60s")
  void anyBytes_areParsedTheSameHoweverTheyAreCut(byte[] input) {
    var text = Ascii.text(input);
    var random = new RandomStream(Arrays.hashCode(input));
    for (var limits : List.of(LIMITS, UNAUTHENTICATED)) {
      var expected = Parsing.plain(text, limits);
      for (var pieces :
          List.of(List.of(text), Parsing.cut(text, 1), cut(text, random), cut(text, random))) {
        var query = new Query();
        assertThat(Parsing.inPieces(query, pieces, limits)).isEqualTo(expected);
        assertThat(query.memory()).isLessThan(BASE + PER_BYTE * input.length);
        assertThat(query.size()).isBetween(0L, (long) input.length);
      }
    }
  }

  private static List<String> cut(String text, RandomStream random) {
    var pieces = new ArrayList<String>();
    for (int at = 0; at < text.length(); ) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(1 << (1 + random.nextInt(12))));
      pieces.add(text.substring(at, end));
      at = end;
    }
    return pieces;
  }
}
