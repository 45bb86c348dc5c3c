package eightweeks.week3.hyperloglog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PFADD, PFCOUNT, PFMERGE and PFDEBUG, by example; sparse and dense. */
final class SketchCommandsTest {
  private static final String NO_SKETCH =
      "-WRONGTYPE Key is not a valid HyperLogLog string value.\r\n";
  private static final String CORRUPT = "-INVALIDOBJ Corrupted HLL object detected\r\n";
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n";

  /** Magic, sparse, three unused bytes, and a count that is not known. */
  private static final String SPARSE = "HYLL\1\0\0\0\0\0\0\0\0\0\0\200";

  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  private long count(String... keys) {
    return Long.parseLong(client.inline("PFCOUNT " + String.join(" ", keys)).substring(1).trim());
  }

  private void addThousands(String key, int from, int to) {
    for (int i = from; i < to; i++) {
      var words = new StringBuilder("PFADD " + key);
      for (int j = 0; j < 1000; j++) {
        words.append(" element:").append(1000 * i + j);
      }
      client.inline(words.toString());
    }
  }

  @Test
  void pfadd_tellsWhetherAnythingHasChanged() {
    assertThat(client.inline("PFADD h")).as("there is a key now").isEqualTo(":1\r\n");
    assertThat(client.inline("PFADD h")).isEqualTo(":0\r\n");
    assertThat(client.inline("PFADD h a b c")).isEqualTo(":1\r\n");
    assertThat(client.inline("PFADD h a b c")).isEqualTo(":0\r\n");
    assertThat(client.inline("PFADD h c d")).isEqualTo(":1\r\n");
    assertThat(client.inline("PFCOUNT h")).isEqualTo(":4\r\n");
  }

  @Test
  void pfcount_countsTheUnion_ofWhatIsThere() {
    client.inline("PFADD a 1 2 3");
    client.inline("PFADD b 3 4");
    assertThat(client.inline("PFCOUNT a b")).isEqualTo(":4\r\n");
    assertThat(client.inline("PFCOUNT a a nothing")).isEqualTo(":3\r\n");
    assertThat(client.inline("PFCOUNT nothing")).isEqualTo(":0\r\n");
    assertThat(client.inline("PFCOUNT nothing none")).isEqualTo(":0\r\n");
    assertThat(client.inline("EXISTS nothing none")).isEqualTo(":0\r\n");
  }

  @Test
  void estimate_isWithinTwoPercent_sparseAndDense() {
    addThousands("h", 0, 1);
    assertThat(client.inline("PFDEBUG ENCODING h")).isEqualTo("+sparse\r\n");
    assertThat(count("h")).isCloseTo(1000, within(20L));
    addThousands("h", 1, 50);
    assertThat(client.inline("PFDEBUG ENCODING h")).isEqualTo("+dense\r\n");
    assertThat(count("h")).isCloseTo(50_000, within(1000L));
    addThousands("other", 40, 60);
    assertThat(count("h", "other")).isCloseTo(60_000, within(1200L));
  }

  @Test
  void pfmerge_makesTheUnion_theDestinationIsPartOfIt() {
    client.inline("PFADD a 1 2 3");
    client.inline("PFADD b 3 4");
    client.inline("PFADD r 9");
    client.inline("EXPIRE r 100");
    assertThat(client.inline("PFMERGE r a b nothing")).isEqualTo("+OK\r\n");
    assertThat(client.inline("PFCOUNT r")).isEqualTo(":5\r\n");
    assertThat(client.inline("TTL r")).isEqualTo(":100\r\n");
    assertThat(client.inline("PFMERGE new a")).isEqualTo("+OK\r\n");
    assertThat(client.inline("PFCOUNT new")).isEqualTo(":3\r\n");
    assertThat(client.inline("PFMERGE empty")).isEqualTo("+OK\r\n");
    assertThat(client.inline("PFCOUNT empty")).isEqualTo(":0\r\n");
    assertThat(client.inline("EXISTS empty")).isEqualTo(":1\r\n");
  }

  @Test
  void pfmerge_isDenseIfASourceIs() {
    client.inline("PFADD sparse 1 2");
    client.inline("PFADD dense 3");
    client.inline("PFDEBUG TODENSE dense");
    client.inline("PFMERGE r sparse");
    assertThat(client.inline("PFDEBUG ENCODING r")).isEqualTo("+sparse\r\n");
    client.inline("PFMERGE r sparse dense");
    assertThat(client.inline("PFDEBUG ENCODING r")).isEqualTo("+dense\r\n");
    assertThat(client.inline("PFCOUNT r")).isEqualTo(":3\r\n");
  }

  @Test
  void sketch_isAStringThatCanBeTakenAlong() {
    client.inline("PFADD h 1 2 3");
    assertThat(client.inline("TYPE h")).isEqualTo("+string\r\n");
    assertThat(client.text("GET", "h")).startsWith("HYLL\1\0\0\0");
    client.call("SET", "copy", client.text("GET", "h"));
    assertThat(client.inline("PFADD copy 3 4")).isEqualTo(":1\r\n");
    assertThat(client.inline("PFCOUNT copy")).isEqualTo(":4\r\n");
    assertThat(client.inline("PFCOUNT h")).isEqualTo(":3\r\n");
  }

  @Test
  void notedCount_isInTheLastEightBytesOfTheHeader() {
    client.inline("PFADD h 1 2 3");
    assertThat(client.text("GETRANGE", "h", "8", "15")).endsWith("\u0080");
    client.inline("PFCOUNT h");
    assertThat(client.text("GETRANGE", "h", "8", "15")).isEqualTo("\3\0\0\0\0\0\0\0");
    client.call("SETRANGE", "h", "8", "\7");
    assertThat(client.inline("PFCOUNT h")).as("a count that holds").isEqualTo(":7\r\n");
    client.inline("PFADD h 4");
    assertThat(client.inline("PFCOUNT h")).isEqualTo(":4\r\n");
  }

  @Test
  void sparseSketch_becomesDenseWhenItIsTooLarge() {
    client.inline("CONFIG SET hll-sparse-max-bytes 30");
    client.inline("PFADD h 1 2");
    assertThat(client.inline("PFDEBUG ENCODING h")).isEqualTo("+sparse\r\n");
    client.inline("PFADD h 3 4 5");
    assertThat(client.inline("PFDEBUG ENCODING h")).isEqualTo("+dense\r\n");
    assertThat(client.inline("STRLEN h")).isEqualTo(":12304\r\n");
    assertThat(client.inline("PFCOUNT h")).isEqualTo(":5\r\n");
  }

  // PFDEBUG.

  @Test
  void decode_showsTheRunsOfASparseSketch() {
    client.inline("PFADD h");
    assertThat(client.text("PFDEBUG", "DECODE", "h")).isEqualTo("Z:16384");
    client.inline("PFADD h a");
    assertThat(client.text("PFDEBUG", "decode", "h")).isEqualTo("Z:12711 v:2,1 Z:3672");
    client.call("SET", "h", SPARSE + "\0\u0085\77\177\u00bc");
    assertThat(client.text("PFDEBUG", "DECODE", "h")).isEqualTo("z:1 v:2,2 z:64 Z:16317");
  }

  @Test
  void getreg_showsAllRegisters_andMakesTheSketchDense() {
    client.inline("PFADD h a");
    var registers = client.inline("PFDEBUG GETREG h");
    assertThat(registers).startsWith("*16384\r\n:0\r\n").containsOnlyOnce(":2\r\n");
    assertThat(client.inline("PFDEBUG ENCODING h")).isEqualTo("+dense\r\n");
    assertThat(client.inline("PFDEBUG GETREG h")).isEqualTo(registers);
  }

  @Test
  void todense_tellsWhetherItHadToDoAnything() {
    client.inline("PFADD h a b");
    assertThat(client.inline("PFDEBUG TODENSE h")).isEqualTo(":1\r\n");
    assertThat(client.inline("PFDEBUG TODENSE h")).isEqualTo(":0\r\n");
    assertThat(client.inline("PFCOUNT h")).isEqualTo(":2\r\n");
    assertThat(client.inline("PFDEBUG DECODE h")).isEqualTo("-ERR HLL encoding is not sparse\r\n");
  }

  @Test
  void pfdebugMistakes_getRedissWords() {
    client.inline("PFADD h a");
    assertThat(client.inline("PFDEBUG ENCODING nothing"))
        .isEqualTo("-ERR The specified key does not exist\r\n");
    assertThat(client.inline("PFDEBUG nosuch h"))
        .isEqualTo("-ERR Unknown PFDEBUG subcommand 'nosuch'\r\n");
    assertThat(client.inline("PFDEBUG nosuch nothing"))
        .as("the key is looked at first")
        .isEqualTo("-ERR The specified key does not exist\r\n");
  }

  // What is no sketch.

  @ParameterizedTest
  @ValueSource(
      strings = {"PFADD k a", "PFADD k", "PFCOUNT k", "PFCOUNT h k", "PFMERGE r k", "PFMERGE k h"})
  void otherStringsAndOtherTypes_areRefused(String command) {
    client.inline("PFADD h a");
    for (var value :
        new String[] {"x", "123", "HYLL", "\"HYLL\\x01\"", "\"HYLL\\x02aaaaaaaaaaa\""}) {
      client.inline("SET k " + value);
      assertThat(client.inline(command)).as(value).isEqualTo(NO_SKETCH);
    }
    client.inline("DEL k");
    client.inline("RPUSH k x");
    assertThat(client.inline(command)).isEqualTo(WRONG_TYPE);
    assertThat(client.inline("EXISTS r")).isEqualTo(":0\r\n");
  }

  @Test
  void denseSketchOfTheWrongLength_isRefused() {
    client.inline("PFADD h a");
    client.inline("PFDEBUG TODENSE h");
    client.inline("APPEND h x");
    assertThat(client.inline("PFCOUNT h")).isEqualTo(NO_SKETCH);
    assertThat(client.inline("PFADD h b")).isEqualTo(NO_SKETCH);
  }

  /** Runs that are not as many registers as there are. */
  @ParameterizedTest
  @CsvSource({"PFCOUNT h", "PFCOUNT h h", "PFMERGE r h", "PFDEBUG TODENSE h", "PFDEBUG GETREG h"})
  void sparseSketchThatIsTooShort_isCorrupt(String command) {
    client.call("SET", "h", SPARSE + "\177\0");
    assertThat(client.inline(command)).isEqualTo(CORRUPT);
    assertThat(client.inline("EXISTS r")).isEqualTo(":0\r\n");
  }

  @Test
  void replies_areAlikeInResp3() {
    client.call("HELLO", "3");
    assertThat(client.inline("PFADD h a")).isEqualTo(":1\r\n");
    assertThat(client.inline("PFCOUNT h")).isEqualTo(":1\r\n");
    assertThat(client.inline("PFMERGE r h")).isEqualTo("+OK\r\n");
    assertThat(client.inline("PFDEBUG DECODE h")).isEqualTo("$20\r\nZ:12711 v:2,1 Z:3672\r\n");
  }

  /**
   * Registers that no hash could give, in a sketch from elsewhere: as a real server counts them.
   */
  @Test
  void fullRegisters_areCountedTooFewRatherThanTooMany() {
    client.inline("PFADD h a b c");
    client.inline("PFDEBUG TODENSE h");
    client.call("SETRANGE", "h", "16", "\63"); // the first register is 51
    client.call("SETRANGE", "h", "15", "\200"); // the count that is noted does not hold
    assertThat(client.inline("PFCOUNT h")).isEqualTo(":4\r\n");
    client.call("SETRANGE", "h", "16", "\u00f3\74\u00cf"); // and so are three more
    client.call("SETRANGE", "h", "15", "\200");
    assertThat(client.inline("PFCOUNT h")).isEqualTo(":7\r\n");
  }
}
