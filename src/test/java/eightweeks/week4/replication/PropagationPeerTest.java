package eightweeks.week4.replication;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Peer;
import eightweeks.harness.SocketServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream of our server and that of a real one, byte for byte, command for command. */
final class PropagationPeerTest {
  private static final String[] OPTIONS = {
    "--repl-diskless-sync",
    "no",
    "--repl-ping-replica-period",
    "3600",
    "--save",
    "",
    "--enable-debug-command",
    "yes"
  };

  /**
   * Each line is a case: commands between bars. A line that begins with a letter and {@code >} is
   * for another connection, which waits.
   */
  private static final String CASES =
      """
      SET k v
      SET k v EX 100
      SET k v PX 100000
      SET k v EXAT 99999999999
      SET k v PXAT 99999999999999
      SET k v EX 100|SET k w KEEPTTL
      SET k v NX GET
      SET k v|SET k w NX
      SET k v|SET k w XX GET EX 100
      SETEX k 100 v
      PSETEX k 100000 v
      SETNX k v|SETNX k w
      GETSET k v
      SET k v|GETDEL k|GETDEL k
      SET k v|GETEX k EX 100
      SET k v|GETEX k PX 100000
      SET k v|GETEX k EXAT 99999999999
      SET k v EX 100|GETEX k PERSIST|GETEX k PERSIST
      SET k v|GETEX k
      SET k v|GETEX k EXAT 1
      SET k v|EXPIRE k 100
      SET k v|EXPIRE k 100 NX|EXPIRE k 100 NX|EXPIRE k 50 GT
      SET k v|PEXPIRE k 100000
      SET k v|EXPIREAT k 99999999999
      SET k v|PEXPIREAT k 99999999999999
      SET k v|EXPIRE k -1
      SET k v EX 100|PERSIST k|PERSIST k
      SET k v PXAT 1
      INCR n|INCRBY n 5|DECR n|DECRBY n 3
      INCRBYFLOAT f 1.5|INCRBYFLOAT f 0.25
      SET f 1 EX 100|INCRBYFLOAT f 1.5
      APPEND k abc|SETRANGE k 1 zz|SETRANGE k 0 ""
      MSET a 1 b 2|MSETNX a 1 c 3|MSETNX d 1 e 2
      SETBIT b 7 1|BITOP NOT c b|BITFIELD b SET u8 0 9|BITFIELD b GET u8 0|BITFIELD_RO b GET u8 0
      HSET h f v g w|HINCRBY h n 2|HINCRBYFLOAT h x 1.5|HSETNX h f z|HDEL h f|HDEL h none
      HMSET h a 1|HRANDFIELD h
      LPUSH l a b|RPUSH l c|LPUSHX none x|LINSERT l BEFORE a x|LSET l 0 q|LREM l 0 none|LTRIM l 0 2
      RPUSH l a b c d|LPOP l|RPOP l 2|LPOP l 9|LPOP none
      RPUSH l a b|LMOVE l m LEFT RIGHT|RPOPLPUSH l m|RPOPLPUSH none m
      RPUSH l a b c|LMPOP 2 none l LEFT|LMPOP 1 l RIGHT COUNT 5|LMPOP 1 l LEFT
      RPUSH l a b c|BLPOP l 0|BRPOP l 0|BLMPOP 0 1 l LEFT
      RPUSH l a b c|BLMOVE l m LEFT RIGHT 0|BRPOPLPUSH l m 0
      x>BLPOP l 0|RPUSH l a b
      x>BRPOP l 0|RPUSH l a
      x>BLMOVE l m LEFT RIGHT 0|RPUSH l a
      x>BRPOPLPUSH l m 0|RPUSH l a
      x>BLMPOP 0 1 l LEFT COUNT 2|RPUSH l a b c
      x>BZPOPMIN z 0|ZADD z 1 a 2 b
      x>BZMPOP 0 1 z MAX|ZADD z 1 a 2 b
      x>BLPOP l 0|MULTI|RPUSH l a|SET k v|EXEC
      SADD s a b c|SREM s a|SREM s none|SMOVE s t b|SMOVE s t none
      SADD s a|SPOP s|SPOP s|SPOP s 3
      SADD s 1|SPOP s 1
      SADD s a b c|SPOP s 3
      SADD s a b c|SPOP s 0
      SADD s a b|SADD t b c|SINTERSTORE d s t|SUNIONSTORE d s t|SDIFFSTORE d s t|SDIFFSTORE d none
      ZADD z 1 a 2 b|ZADD z NX 5 a|ZADD z XX CH 5 a|ZADD z INCR 2 a|ZINCRBY z 1.5 b|ZREM z none
      ZADD z 1 a 2 b 3 c|ZPOPMIN z|ZPOPMAX z 5|ZPOPMIN z
      ZADD z 1 a 2 b 3 c|ZMPOP 1 z MIN|BZPOPMAX z 0|BZMPOP 0 1 z MIN
      ZADD z 1 a 2 b|ZRANGESTORE d z 0 -1|ZREMRANGEBYRANK z 0 0|ZREMRANGEBYSCORE z 9 10
      ZADD z 1 a|ZADD y 2 a|ZUNIONSTORE d 2 z y|ZINTERSTORE d 2 z y|ZDIFFSTORE d 2 z y
      GEOADD g 13.361389 38.115556 P|GEOADD g 13.361389 38.115556 P
      GEOADD g 13.361389 38.115556 P|GEOSEARCHSTORE d g FROMMEMBER P BYRADIUS 1 km
      GEOADD g 13.361389 38.115556 P|GEORADIUS g 13 38 100 km STORE d|GEORADIUS g 13 38 100 km
      PFADD p a b|PFADD p a|PFCOUNT p|PFMERGE q p
      RPUSH l 3 1 2|SORT l STORE d|SORT none STORE d|SORT l
      SET k v|RENAME k j|RENAMENX j k|COPY k c|COPY k c|MOVE k 5
      SET k v|COPY k k DB 6
      SET k v|DEL k none|UNLINK k|DEL k
      SET k v|TOUCH k|OBJECT ENCODING k|TYPE k|DUMP none
      SELECT 3|SET k v|SELECT 0|SET k v
      MULTI|SET a 1|INCR n|SELECT 4|SET b 2|EXEC
      MULTI|GET a|EXEC
      MULTI|SET a 1|EXEC
      MULTI|SPOP none|EXPIRE none 1|EXEC
      SWAPDB 0 3
      FLUSHDB|FLUSHDB ASYNC|FLUSHALL|FLUSHALL SYNC
      PUBLISH channel message|SPUBLISH channel message
      SET k v PX 1|@|GET k
      SET k v PX 1|@|SET k w
      SET k v PX 1|@|INCR k
      SET k v PX 1|@|DEL k
      SET k v PX 1|@|EXPIRE k 5
      HSET k f v|PEXPIRE k 1|@|HDEL k f
      MULTI|SET k v PX 100000|EXPIRE k 100|EXEC
      SET k v|RESTORE j 0 "\\x00\\x01v\\x0a\\x00\\x35\\x36\\x51\\xb8\\x47\\xee\\x15\\x6b" REPLACE
      """;

  @TempDir private Path folder;

  private record Streams(String ours, String theirs) {}

  private static final class Server implements AutoCloseable {
    private final StreamTap tap;
    private final int port;
    private final Wire wire;
    private final List<Socket> waiting = new ArrayList<>();

    Server(int port) throws IOException {
      this.port = port;
      tap = new StreamTap(port);
      wire = new Wire(port);
      wire.call("DEBUG", "SET-ACTIVE-EXPIRE", "0"); // the lookup of a key finds that it has expired
    }

    String run(int number, String commands) throws Exception {
      wire.call("FLUSHALL");
      wire.call("SELECT", "0");
      tap.until(marker(number, "begin"));
      for (var command : commands.split("\\|")) {
        if (command.equals("@")) {
          Wire.pause(); // keys with a millisecond to live expire
        } else if (command.startsWith("x>")) {
          waiting.add(Wire.sendAndWait(port, wire, Wire.words(command.substring(2))));
        } else {
          wire.call(Wire.words(command));
        }
      }
      wire.call("SELECT", "0");
      var stream = tap.until(marker(number, "end"));
      for (var socket : waiting) {
        socket.close();
      }
      waiting.clear();
      // Redis 7.0 writes the sides of a blocked BLMOVE in small letters.
      return stream
          .replaceAll("\\b1\\d{12}\\b", "TIME")
          .replace("left", "LEFT")
          .replace("right", "RIGHT");
    }

    /** Has a text come in the stream. */
    private String marker(int number, String where) throws Exception {
      wire.call("SET", "marker", where + number);
      var text = where + number;
      return "$6\r\nmarker\r\n$" + text.length() + "\r\n" + text + "\r\n";
    }

    @Override
    public void close() throws IOException {
      tap.close();
      wire.close();
    }
  }

  @Test
  void stream_isThatOfARealServer() throws Exception {
    Peer.assumeThere();
    try (var peer = Peer.start(folder, OPTIONS);
        var ours = SocketServer.start(OPTIONS);
        var their = new Server(peer.port());
        var our = new Server(ours.port())) {
      var softly = new SoftAssertions();
      int number = 0;
      for (var line : CASES.lines().toList()) {
        var streams = new Streams(our.run(++number, line), their.run(number, line));
        softly.assertThat(streams.ours).as(line).isEqualTo(streams.theirs);
      }
      assertThat(number).isGreaterThan(50);
      softly.assertAll();
    }
  }
}
