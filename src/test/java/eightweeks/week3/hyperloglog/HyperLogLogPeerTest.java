package eightweeks.week3.hyperloglog;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Conversations;
import eightweeks.harness.Peer;
import eightweeks.harness.Resp;
import eightweeks.harness.SocketServer;
import eightweeks.week1.bytes.Ascii;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a real redis-server says of HyperLogLogs; GET shows that they are the same byte for byte.
 */
final class HyperLogLogPeerTest {
  private static final String CONVERSATIONS =
      """
      PFADD h | GET h | OBJECT ENCODING h | PFCOUNT h | GET h | PFCOUNT h
      PFADD h a b c | PFADD h a b c | GET h | PFCOUNT h | GET h | PFADD h c | GET h | PFADD h d | GET h
      PFADD h "" | PFADD h "" | PFCOUNT h | GET h
      PFADD h a ab abc abcd abcde abcdef abcdefg abcdefgh abcdefghi "\\x00\\xff\\x80\\x81\\x82\\x83\\x84\\x85\\x86\\x87\\x88\\x89" | GET h | PFCOUNT h
      PFADD h 1 2 3 4 5 | PFCOUNT h | PFADD h 6 7 8 8 9 10 | PFCOUNT h | TTL h
      PFADD h a | EXPIRE h 100 | PFADD h b | PFCOUNT h | TTL h
      PFCOUNT h
      PFCOUNT h i j
      PFADD h a b c | PFADD i c d | PFCOUNT h i | PFCOUNT h nothing | PFCOUNT i h h nothing | GET h
      PFADD h a b c | PFADD i c d | PFMERGE r h i | GET r | PFCOUNT r | GET r | PFMERGE r h | GET r | PFMERGE r | GET r
      PFADD h a b c | PFMERGE h | GET h | PFMERGE h nothing | PFCOUNT h
      PFMERGE r | GET r | PFMERGE s nothing other | GET s | PFCOUNT s
      PFADD h a b c | PFADD i c d | PFDEBUG TODENSE i | PFMERGE r h i | GET r | PFDEBUG ENCODING r | PFMERGE h i | GET h
      PFADD h a b c | PFCOUNT h | PFDEBUG TODENSE h | PFDEBUG TODENSE h | PFDEBUG ENCODING h | PFCOUNT h | PFADD h a | PFADD h d | GET h | PFCOUNT h
      PFADD h a b c | PFDEBUG DECODE h | PFDEBUG decode h | PFDEBUG Encoding h | PFDEBUG ENCODING h | PFDEBUG TODENSE h | PFDEBUG DECODE h | PFDEBUG ENCODING h
      PFDEBUG ENCODING h
      PFDEBUG NOSUCH h
      PFADD h a | PFDEBUG NOSUCH h | PFDEBUG ENCODING | PFDEBUG ENCODING h x
      SET h x | PFADD h a | PFCOUNT h | PFMERGE h | PFMERGE r h | PFCOUNT r h | PFDEBUG ENCODING h | EXISTS r
      SET h 123 | PFADD h a | PFCOUNT h | PFMERGE r h | OBJECT ENCODING h
      SET h "HYLL\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00" | PFADD h a | PFCOUNT h
      SET h "HYLL\\x02\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00" | PFADD h a | PFCOUNT h
      SET h "HYLL\\xff\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00" | PFADD h a | PFCOUNT h
      SET h "HYLL\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00" | PFADD h a | PFCOUNT h
      SET h "hYLL\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x7f\\xff" | PFADD h a | PFCOUNT h
      SET h "HYLL\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00" | PFCOUNT h | PFADD h | PFADD h a | PFMERGE r h | PFCOUNT h r | PFDEBUG DECODE h | PFDEBUG TODENSE h | GET h
      SET h "HYLL\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x80" | PFCOUNT h | PFDEBUG GETREG h
      SET h "HYLL\\x01\\x01\\x02\\x03\\x07\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x7f\\xff" | PFCOUNT h | OBJECT ENCODING h | PFADD h a | PFCOUNT h | GET h
      SET h "HYLL\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x80\\x7f\\xff\\x00" | PFCOUNT h | PFMERGE r h | PFADD h a | GET h
      SET h "HYLL\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x80\\x7f\\xff\\x84" | PFCOUNT h | PFMERGE r h | GET r | PFADD h a | GET h | PFDEBUG DECODE h | PFDEBUG TODENSE h
      SET h "HYLL\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x80\\x3f\\x3f\\x3f\\x3e\\x7f" | PFDEBUG DECODE h | PFCOUNT h | PFADD h a | GET h
      HELLO 3 | PFADD h a b | PFCOUNT h | PFMERGE r h | PFDEBUG ENCODING h | PFDEBUG DECODE h | PFDEBUG TODENSE h | PFDEBUG DECODE h
      CONFIG SET hll-sparse-max-bytes 30 | PFADD h a b c | PFADD h d e f | PFDEBUG ENCODING h | GET h | CONFIG SET hll-sparse-max-bytes 3000
      CONFIG SET hll-sparse-max-bytes 0 | PFADD h | GET h | PFADD h a | PFDEBUG ENCODING h | CONFIG GET hll-sparse-max-bytes | CONFIG SET hll-sparse-max-bytes 3000
      CONFIG SET hll-sparse-max-bytes 1kb | CONFIG GET hll-sparse-max-bytes | CONFIG SET hll-sparse-max-bytes 3000
      CONFIG SET hll-sparse-max-bytes -1
      CONFIG SET hll-sparse-max-bytes x
      CONFIG SET hll-sparse-max-bytes 9223372036854775808
      LPUSH l x | PFADD l a | PFCOUNT l | PFCOUNT l h | PFMERGE l | PFMERGE h l | PFDEBUG ENCODING l
      PFADD
      PFCOUNT
      PFMERGE
      PFSELFTEST x
      MULTI | PFADD h a | PFCOUNT h | PFMERGE i h | EXEC
      COMMAND INFO pfadd pfmerge pfselftest
      COMMAND INFO pfdebug
      HELLO 3 | COMMAND INFO pfadd pfmerge pfselftest
      COMMAND GETKEYS PFCOUNT a b c
      COMMAND GETKEYS PFMERGE a b c
      """;

  private static final String CHANGED_SINCE =
      """
      SET h "HYLL\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x80\\x7f\\xff\\x84" | PFCOUNT h | PFMERGE r h | GET r | PFADD h a | GET h | PFDEBUG DECODE h | PFDEBUG TODENSE h => values behind the last register are forgiven when it is merged
      """;

  private static final String END = "the end";

  @TempDir private Path folder;

  @Test
  void conversations_haveTheSameReplies() throws Exception {
    Conversations.of(CONVERSATIONS).changed(CHANGED_SINCE).compare(folder);
  }

  /** Elements by the thousand, from the first to long after the sketch has become dense. */
  @Test
  void sketches_haveTheSameBytes_afterAnyElements() throws Exception {
    var random = new Random(11);
    var queries = new StringBuilder();
    for (int most : new int[] {3000, 200, 15000}) {
      say(queries, "FLUSHALL");
      say(queries, "CONFIG", "SET", "hll-sparse-max-bytes", "" + most);
      for (int i = 0; i < 60; i++) {
        queries.append(Resp.query(elements(random, "h", i)));
        queries.append(Resp.query(elements(random, "i", i)));
        for (var line : new String[] {"PFCOUNT h", "PFCOUNT h i", "GET h", "DEL r"}) {
          say(queries, line.split(" "));
        }
        for (var line : new String[] {"PFMERGE r h i", "GET r", "PFMERGE m h", "GET m"}) {
          say(queries, line.split(" "));
        }
        say(queries, "PFCOUNT", "m");
      }
      say(queries, "PFDEBUG", "GETREG", "h");
    }
    compare(queries.toString());
  }

  /**
   * Runs that make up too many registers or too few, in the middle of which there is much to do.
   */
  @Test
  void corruptSketches_haveTheSameReplies() throws Exception {
    var random = new Random(7);
    var queries = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      say(queries, "SET", "h", "HYLL\1" + "\0".repeat(10) + "\200" + runs(random));
      say(queries, "PFCOUNT", "h");
      say(queries, "PFDEBUG", "DECODE", "h");
      for (int j = 0; j < 3; j++) {
        say(queries, "PFADD", "h", "" + random.nextInt(100_000));
        say(queries, "GET", "h");
      }
      for (var line : new String[] {"PFCOUNT h g", "PFMERGE r h", "GET r", "PFDEBUG TODENSE h"}) {
        say(queries, line.split(" "));
      }
      say(queries, "DEL", "r");
    }
    compare(queries.toString());
  }

  private static void say(StringBuilder queries, String... words) {
    queries.append(Resp.query(words));
  }

  private static List<String> elements(Random random, String key, int round) {
    var words = new ArrayList<>(List.of("PFADD", key));
    for (int i = random.nextInt(1 + 4 * round); i >= 0; i--) {
      words.add("" + random.nextInt(20_000));
    }
    return words;
  }

  /**
   * Runs that make up all registers, or a few too many or too few; at the end zeros only, because
   * 7.0 and 7.2 do not agree on values behind the last register.
   */
  private static String runs(Random random) {
    var runs = new StringBuilder();
    int left = Registers.COUNT - (random.nextBoolean() ? 0 : random.nextInt(5));
    boolean longer = random.nextInt(4) == 0;
    int large = left - 1 - random.nextInt(3000);
    int skipped = 0;
    while (left > 0) {
      int kind = random.nextInt(skipped == 0 ? 9 : 6);
      int run = Math.min(left, 1 + random.nextInt(100));
      if (kind < 4) {
        run = Math.min(run, 1 + random.nextInt(4));
        int value = random.nextInt(random.nextBoolean() ? 2 : 32);
        runs.append((char) (0x80 | value << 2 | run - 1));
      } else if (kind < 5) {
        run = Math.min(run, 64);
        runs.append((char) (run - 1));
      } else {
        if (skipped == 0 && kind > 5) {
          skipped = run = large;
        }
        runs.append((char) (0x40 | run - 1 >> 8)).append((char) (run - 1 & 0xff));
      }
      left -= run;
    }
    return runs + (longer ? "\3" : "");
  }

  /** Replies of any size and any bytes: {@link Conversations} are for texts. */
  private void compare(String queries) throws Exception {
    Peer.assumeThere();
    try (var peer = Peer.start(folder);
        var ours = SocketServer.start()) {
      var replies = replies(ours.port(), queries);
      var expected = replies(peer.port(), queries);
      int at = Arrays.mismatch(replies, expected);
      assertThat(at).as("where replies differ first").isEqualTo(-1);
    }
  }

  private static byte[] replies(int port, String queries) throws Exception {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(60_000);
      var writing =
          Thread.ofVirtual().start(() -> write(socket, queries + Resp.query("ECHO", END)));
      var replies = new ByteArrayOutputStream();
      var in = socket.getInputStream();
      var chunk = new byte[1 << 16];
      var tail = "";
      do {
        int count = in.read(chunk);
        assertThat(count).as("bytes from a server that has not hung up").isPositive();
        replies.write(chunk, 0, count);
        tail += Ascii.text(chunk, 0, count);
        tail = tail.substring(Math.max(0, tail.length() - END.length() - 2));
      } while (!tail.equals(END + "\r\n"));
      writing.join();
      return replies.toByteArray();
    }
  }

  private static void write(Socket socket, String queries) {
    try {
      socket.getOutputStream().write(Ascii.bytes(queries));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
