package eightweeks.week3.bitmaps;

import eightweeks.harness.Conversations;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real redis-server says of bitmaps. */
final class BitmapPeerTest {
  private static final String CONVERSATIONS =
      """
      SETBIT b 7 1 | SETBIT b 7 1 | SETBIT b 7 0 | GET b | OBJECT ENCODING b
      SETBIT b 0 1 | SETBIT b 15 1 | GET b | GETBIT b 0 | GETBIT b 15 | GETBIT b 16 | GETBIT b 4000000000
      SETBIT b 100 0 | GET b | EXISTS b
      SET b a | OBJECT ENCODING b | SETBIT b 6 1 | GET b | OBJECT ENCODING b
      SET b 1 | GETBIT b 2 | GETBIT b 8 | SETBIT b 6 1 | GET b | OBJECT ENCODING b
      SET b abc EX 100 | SETBIT b 3 1 | TTL b
      SETBIT b -1 1
      SETBIT b 4294967296 1
      SETBIT b 4294967295 x
      SETBIT b 9223372036854775808 1
      SETBIT b x 1
      SETBIT b 0 2
      SETBIT b 0 -1
      SETBIT b x x
      SETBIT b #1 1
      SETBIT b 1
      LPUSH l x | SETBIT l 0 1 | GETBIT l 0 | SETBIT l x 1 | SETBIT l 0 x
      GETBIT b 0
      GETBIT b -1
      GETBIT b x
      GETBIT b 4294967296
      HELLO 3 | SETBIT b 3 1 | GETBIT b 3
      SET b foobar | BITCOUNT b | BITCOUNT b 0 0 | BITCOUNT b 1 1 | BITCOUNT b 0 -1 | BITCOUNT b -2 -1
      SET b foobar | BITCOUNT b 5 30 BIT | BITCOUNT b 0 -1 bit | BITCOUNT b 1 1 byte | BITCOUNT b -7 -1 BIT | BITCOUNT b 9 9 BIT
      SET b foobar | BITCOUNT b 5 3 | BITCOUNT b -1 -2 | BITCOUNT b -1 -2 NOSUCH | BITCOUNT b 100 200 | BITCOUNT b -100 -90 | BITCOUNT b -100 100
      SET b foobar | BITCOUNT b 0
      SET b foobar | BITCOUNT b 0 1 BIT x
      SET b foobar | BITCOUNT b 0 1 HELLO
      SET b foobar | BITCOUNT b x 1
      SET b foobar | BITCOUNT b 0 x
      SET b "" | BITCOUNT b | BITCOUNT b 0 -1 | BITCOUNT b 0 0 BIT | BITPOS b 0 | BITPOS b 1 | BITPOS b 0 0 | BITPOS b 0 0 -1 BIT
      SET b 12345 | BITCOUNT b | BITPOS b 1 | BITPOS b 0
      SET b x | BITCOUNT b 9223372036854775807 -9223372036854775808 | BITCOUNT b -9223372036854775808 9223372036854775807 | BITCOUNT b -9223372036854775808 9223372036854775807 BIT
      BITCOUNT b
      BITCOUNT b 0 1
      BITCOUNT b 0 1 BIT
      LPUSH l x | BITCOUNT l | BITCOUNT l x y | BITPOS l 1 | BITPOS l 2
      BITPOS b 0
      BITPOS b 1
      BITPOS b 0 3
      BITPOS b 2
      BITPOS b x
      BITPOS b
      SET b "\\xff\\xf0\\x00" | BITPOS b 0 | BITPOS b 1 | BITPOS b 1 1 | BITPOS b 1 2 | BITPOS b 0 2 | BITPOS b 0 3 | BITPOS b 0 -1 | BITPOS b 1 -2
      SET b "\\xff\\xff\\xff" | BITPOS b 0 | BITPOS b 0 0 | BITPOS b 0 0 -1 | BITPOS b 0 1 1 | BITPOS b 0 2 | BITPOS b 0 3
      SET b "\\x00\\xff\\xf0" | BITPOS b 1 0 | BITPOS b 1 7 15 BIT | BITPOS b 1 20 -1 BIT | BITPOS b 1 7 8 bit | BITPOS b 0 8 19 BIT | BITPOS b 0 8 20 BIT | BITPOS b 1 9 9 BIT | BITPOS b 1 0 7 BIT
      SET b "\\x00\\xff\\xf0" | BITPOS b 1 2 1 | BITPOS b 1 -1 -2 BIT | BITPOS b 0 100 200 BIT | BITPOS b 0 -100 -90 BIT
      SET b foobar | BITPOS b 1 0 -1 HELLO
      SET b foobar | BITPOS b 1 0 x HELLO
      SET b foobar | BITPOS b 1 x 1 HELLO
      SET b foobar | BITPOS b 1 0 1 BIT x
      SET a "\\xaa\\x00\\xff\\xff" | BITOP NOT r a | GET r | BITOP NOT r r | GET r
      SET a foobar | SET b abc | BITOP AND r a b | GET r | BITOP OR r a b | GET r | BITOP XOR r a b | GET r | OBJECT ENCODING r
      SET a foobar | BITOP and r a | GET r | BITOP Or r a nothing | GET r | BITOP xor r nothing a | GET r | BITOP AND r a nothing | GET r
      SET a 123 | SET b 1234567 | BITOP AND r a b | GET r | OBJECT ENCODING r | BITOP OR a a b | GET a
      SET r x EX 100 | SET a y | BITOP OR r a | TTL r | GET r
      LPUSH r x | SET a y | BITOP OR r a | GET r
      SET r x | BITOP OR r nothing | EXISTS r | BITOP NOT r nothing | EXISTS r
      SET a "" | SET r x | BITOP XOR r a a | EXISTS r
      LPUSH l x | SET a y | SET r z | BITOP OR r a l | GET r | BITOP OR r l a | BITOP OR r nothing l
      SET a x | BITOP NOT r a a
      BITOP NOSUCH r a
      BITOP NOT r
      BITFIELD b
      BITFIELD b GET u8 0 | EXISTS b
      BITFIELD b SET i8 0 -100 | BITFIELD b SET i8 0 101 | BITFIELD b GET i8 0 | GET b | OBJECT ENCODING b
      BITFIELD b SET u8 0 255 | BITFIELD b SET u8 0 100 GET u8 0
      BITFIELD b SET u8 #0 65 SET u8 #1 66 SET u8 #2 67 | GET b
      BITFIELD b SET i64 #0 -1 GET i64 0 GET u63 1 GET i64 1 | GET b | BITFIELD b GET u63 3 GET i64 #1 GET u63 2000000
      BITFIELD b SET i64 7 -9223372036854775808 GET i64 7 GET i1 7 GET u1 7 | GET b
      SET b abc | BITFIELD b GET u8 0 GET u16 4 GET i5 19 GET u24 0 GET u63 0
      SET b 12345 | BITFIELD b GET u8 0 | OBJECT ENCODING b | BITFIELD b INCRBY u8 0 1 | GET b | OBJECT ENCODING b
      BITFIELD b INCRBY u8 #0 100 INCRBY u8 #0 100 INCRBY u8 #0 100 | BITFIELD b INCRBY i8 0 -300
      BITFIELD b OVERFLOW SAT INCRBY u8 #0 257 INCRBY u8 #0 -400 OVERFLOW WRAP INCRBY u8 #0 -1
      BITFIELD b OVERFLOW SAT INCRBY i8 #0 257 INCRBY i8 #0 -400 INCRBY i8 #0 -1 OVERFLOW WRAP INCRBY i8 #0 -1
      BITFIELD b OVERFLOW FAIL INCRBY u8 0 300 INCRBY u8 0 200 SET u8 0 256 SET i8 0 -129 | GET b
      BITFIELD b OVERFLOW FAIL INCRBY u8 0 300 | EXISTS b | GET b
      HELLO 3 | BITFIELD b OVERFLOW FAIL INCRBY u8 0 300 SET u4 4 3 GET u8 0
      BITFIELD b OVERFLOW SAT SET i8 0 -9223372036854775808 GET i8 0 SET i8 0 9223372036854775807 GET i8 0 SET i8 0 -129 GET i8 0
      BITFIELD b OVERFLOW SAT SET u8 0 -1 GET u8 0 SET u63 0 -1 GET u63 0 INCRBY u63 0 1 INCRBY u63 0 -9223372036854775808
      BITFIELD b SET u8 0 -1 GET u8 0 SET u8 0 511 GET u8 0 SET i8 0 200 GET i8 0
      BITFIELD b INCRBY i64 0 9223372036854775807 INCRBY i64 0 1 OVERFLOW SAT INCRBY i64 0 -1 INCRBY i64 0 -9223372036854775808 INCRBY i64 0 -9223372036854775808 OVERFLOW FAIL INCRBY i64 0 -1
      BITFIELD b SET i64 0 -1 OVERFLOW SAT INCRBY i64 0 -9223372036854775808 OVERFLOW WRAP INCRBY i64 0 -9223372036854775808
      BITFIELD b OVERFLOW SAT INCRBY i63 0 9223372036854775807 INCRBY i63 0 9223372036854775807 INCRBY i63 0 -9223372036854775808 INCRBY i63 0 -9223372036854775808
      BITFIELD b OVERFLOW SAT INCRBY i1 0 1 INCRBY i1 0 -1 INCRBY u1 1 5 OVERFLOW WRAP INCRBY i1 0 1 INCRBY u1 1 1
      BITFIELD b OVERFLOW NOSUCH GET u8 0
      BITFIELD b OVERFLOW
      BITFIELD b OVERFLOW WRAP
      BITFIELD b GET u8
      BITFIELD b GET u8 0 SET u8 0
      BITFIELD b INCRBY u8 0
      BITFIELD b NOSUCH u8 0
      BITFIELD b GET u64 0
      BITFIELD b GET i65 0
      BITFIELD b GET u0 0
      BITFIELD b GET U8 0
      BITFIELD b GET x8 0
      BITFIELD b GET u 0
      BITFIELD b GET "" 0
      BITFIELD b GET u08 0
      BITFIELD b GET u8 -1
      BITFIELD b GET u8 x
      BITFIELD b GET u8 #x
      BITFIELD b GET u8 #
      BITFIELD b GET u8 ""
      BITFIELD b GET u8 #-1
      BITFIELD b GET u8 ##1
      BITFIELD b GET u8 4294967296
      BITFIELD b GET u8 #536870912
      BITFIELD b SET u8 0 x
      BITFIELD b SET u8 0 1 NOSUCH | EXISTS b
      BITFIELD b SET u8 0 9223372036854775808
      LPUSH l x | BITFIELD l GET u8 0 | BITFIELD l SET u8 0 1 | BITFIELD l | BITFIELD l NOSUCH
      BITFIELD_RO b GET u8 0 GET i4 #3
      SET b abc | BITFIELD_RO b GET u8 0 GET u8 #1 | BITFIELD_RO b SET u8 0 1 | BITFIELD_RO b OVERFLOW WRAP GET u8 0 | GET b
      BITFIELD_RO b INCRBY u8 0 1 GET
      LPUSH l x | BITFIELD_RO l GET u8 0 | BITFIELD_RO l SET u8 0 1
      BITFIELD_RO b
      MULTI | SETBIT b 1 1 | BITCOUNT b | BITFIELD b GET u8 0 | EXEC
      COMMAND INFO setbit getbit bitcount bitpos bitop bitfield_ro
      HELLO 3 | COMMAND INFO setbit getbit bitcount bitpos bitop bitfield_ro
      COMMAND GETKEYS BITOP AND r a b c
      COMMAND GETKEYS BITFIELD b GET u8 0
      COMMAND GETKEYSANDFLAGS BITFIELD b GET u8 0 OVERFLOW SAT
      COMMAND GETKEYSANDFLAGS BITFIELD b GET u8 0 SET u8 0 1
      COMMAND GETKEYSANDFLAGS BITFIELD b NOSUCH
      COMMAND GETKEYSANDFLAGS BITFIELD b GET u8
      COMMAND GETKEYSANDFLAGS BITFIELD_RO b GET u8 0
      """;

  @TempDir private Path folder;

  @Test
  void conversations_haveTheSameReplies() throws Exception {
    Conversations.of(CONVERSATIONS).compare(folder);
  }

  @Test
  void conversationsByChance_haveTheSameReplies() throws Exception {
    var random = new Random(5);
    var lines = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      lines.append("SET a ").append(bytes(random)).append(" | SET b ").append(bytes(random));
      lines.append(" | SET c ").append(bytes(random));
      for (var operation : new String[] {"AND", "OR", "XOR"}) {
        lines.append(" | BITOP ").append(operation).append(" r a b c | GET r");
      }
      lines.append(" | BITOP NOT r a | GET r");
      for (int j = 0; j < 30; j++) {
        var range = index(random) + " " + index(random) + (random.nextBoolean() ? " BIT" : "");
        lines.append(" | BITCOUNT a ").append(range);
        lines.append(" | BITPOS a ").append(random.nextInt(2)).append(' ').append(range);
        lines.append(" | BITFIELD a").append(operations(random));
      }
      lines.append(" | GET a\n");
    }
    Conversations.of(lines.toString()).compare(folder);
  }

  /** Up to 100 bytes, most of them all zeros or all ones, as a quoted word. */
  private static String bytes(Random random) {
    var word = new StringBuilder("\"");
    boolean ones = random.nextBoolean();
    for (int i = random.nextInt(100); i >= 0; i--) {
      int b = random.nextInt(20) == 0 ? random.nextInt(256) : ones ? 0xff : 0;
      word.append(String.format("\\x%02x", b));
    }
    return word.append('"').toString();
  }

  private static String index(Random random) {
    return "" + (random.nextInt(900) - 300) / (random.nextBoolean() ? 8 : 1);
  }

  private static String operations(Random random) {
    var words = new StringBuilder();
    String[] overflows = {"WRAP", "SAT", "FAIL"};
    for (int i = random.nextInt(3); i >= 0; i--) {
      boolean signed = random.nextBoolean();
      String place = (signed ? " i" : " u") + (1 + random.nextInt(signed ? 64 : 63));
      place += " " + random.nextInt(900);
      long number = random.nextLong() >> random.nextInt(64);
      words.append(" OVERFLOW ").append(overflows[random.nextInt(3)]);
      words.append(" GET").append(place).append(" SET").append(place).append(' ').append(number);
      words.append(" INCRBY").append(place).append(' ').append(random.nextLong() >> 3);
    }
    return words.toString();
  }
}
