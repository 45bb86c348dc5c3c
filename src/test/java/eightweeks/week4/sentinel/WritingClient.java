package eightweeks.week4.sentinel;

import eightweeks.harness.Resp;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week7.simulation.MemoryPeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client on virtual time, on a machine of its own. It asks a Sentinel for the master, as client
 * libraries do, and writes one key after another. It never writes a key of its own twice; behind
 * some of these writes it sends WAIT. Now and then it writes or reads a key that all clients share.
 *
 * <pre>
 *   no connection ──► asks a Sentinel ──► has asked ──► has the master ──► has written
 *        ▲                                   │                ▲                │  │
 *        │          no answer in time,       │                └── acknowledged ┘  │
 *        └────────── broken, READONLY ───────┴────────────────────────────────────┘
 * </pre>
 */
final class WritingClient {
  private static final int SENTINEL_PORT = 26379;
  private static final int PORT = 6379;
  private static final long MAX_WAIT_MILLIS = 1000;
  private static final long WAIT_MILLIS = 300;
  private static final int SHARED_KEYS = 3;
  private static final Pattern LAG = Pattern.compile("state=online,offset=\\d+,lag=(-?\\d+)");

  /** The lag of the nearest replica when there is none. */
  static final long NO_REPLICA = Long.MAX_VALUE;

  private static final long NANOS_PER_MILLI = 1_000_000;

  /**
   * A write that a server has acknowledged.
   *
   * @param atMillis when the reply was seen
   * @param host the server
   * @param history the server's replication ID behind the write
   * @param offset the server's offset behind the write
   * @param lagSeconds how long ago the server had heard of a replica; {@link #NO_REPLICA} if it had
   *     none
   * @param replicas how many replicas have acknowledged it, as WAIT says; 0 without WAIT
   */
  record Acknowledged(
      String key,
      String value,
      long atMillis,
      String host,
      String history,
      long offset,
      long lagSeconds,
      int replicas) {}

  /** What the client asks the master to do. */
  private enum Task {
    WRITE,
    WRITE_AND_WAIT,
    WRITE_SHARED,
    READ_SHARED
  }

  private final TestWorld world;
  private final String host;
  private final String name;
  private final List<String> sentinels;
  private final Random random;
  private final List<Acknowledged> acknowledged = new ArrayList<>();
  private @Nullable String master;
  private @Nullable MemoryPeer connection;
  private byte[] received = new byte[0];
  private final SharedKeys shared;
  private Task task = Task.WRITE;
  private String sharedKey = "";
  private int expected;
  private boolean waits;
  private long sentAt;
  private int number;
  private int refused;
  private boolean stopped;

  /**
   * @param sentinels the addresses of the machines with the Sentinels
   * @param shared gets what is written to the shared keys, and what is read
   */
  WritingClient(
      TestWorld world,
      String host,
      String name,
      List<String> sentinels,
      SharedKeys shared,
      long seed) {
    this.world = world;
    this.host = host;
    this.name = name;
    this.sentinels = sentinels;
    this.shared = shared;
    random = new Random(seed);
  }

  String host() {
    return host;
  }

  /** Returns the writes that were acknowledged, in their order. */
  List<Acknowledged> acknowledged() {
    return acknowledged;
  }

  /** Returns the number of writes that a server has refused for want of good replicas. */
  int refused() {
    return refused;
  }

  /** Begins to ask and to write. */
  void start() {
    world.clock().schedule((20 + random.nextInt(180)) * NANOS_PER_MILLI, this::turn);
  }

  /** Writes nothing more. */
  void stop() {
    stopped = true;
    hangUp();
  }

  /** Returns whether a key and its value were written by this client, acknowledged or not. */
  boolean hasWritten(String key, String value) {
    return key.equals(name + ":" + value) && Integer.parseInt(value) <= number;
  }

  private long now() {
    return world.clock().nanos() / NANOS_PER_MILLI;
  }

  private void turn() {
    if (stopped) {
      return;
    }
    try {
      act();
    } catch (IOException _) {
      hangUp(); // refused or broken
    }
    start();
  }

  private void act() throws IOException {
    if (connection == null) {
      connect();
    } else if (waits) {
      receive(connection);
      int length = lengthOfReplies();
      if (length > 0) {
        waits = false;
        take(Ascii.text(received, 0, length));
        received = new byte[0];
      } else if (connection.ended() || now() - sentAt > MAX_WAIT_MILLIS) {
        hangUp();
      }
    } else {
      number++;
      sendTask();
    }
  }

  private void sendTask() throws IOException {
    int chance = random.nextInt(10);
    task =
        chance < 6
            ? Task.WRITE
            : chance < 8 ? Task.WRITE_AND_WAIT : chance < 9 ? Task.WRITE_SHARED : Task.READ_SHARED;
    sharedKey = "shared:" + random.nextInt(SHARED_KEYS);
    var info = Resp.query("INFO", "replication");
    switch (task) {
      case WRITE -> send(Resp.query("SET", name + ":" + number, "" + number), info);
      case WRITE_AND_WAIT ->
          send(
              Resp.query("SET", name + ":" + number, "" + number),
              info,
              Resp.query("WAIT", "" + (1 + random.nextInt(2)), "" + WAIT_MILLIS));
      case WRITE_SHARED -> {
        shared.sent(sharedKey, sharedValue());
        send(Resp.query("SET", sharedKey, sharedValue()), info);
      }
      case READ_SHARED -> send(Resp.query("GET", sharedKey), info);
    }
  }

  private String sharedValue() {
    return name + "-" + number;
  }

  private void connect() throws IOException {
    var known = master;
    if (known == null) {
      var sentinel = sentinels.get(random.nextInt(sentinels.size()));
      connection = world.network().connect(new Endpoint.Tcp(sentinel, SENTINEL_PORT), host);
      send(Resp.query("SENTINEL", "GET-MASTER-ADDR-BY-NAME", "m"), Resp.query("PING"));
    } else {
      connection = world.network().connect(new Endpoint.Tcp(known, PORT), host);
    }
  }

  private void send(String... commands) throws IOException {
    if (connection != null) {
      connection.send(String.join("", commands));
      expected = commands.length;
      waits = true;
      sentAt = now();
    }
  }

  private void receive(MemoryPeer from) throws IOException {
    var all = new ByteArrayOutputStream();
    all.writeBytes(received);
    all.writeBytes(from.receive());
    received = all.toByteArray();
  }

  /** Returns the length of all replies; 0 as long as one is missing. */
  private int lengthOfReplies() {
    int end = 0;
    for (int i = 0; i < expected; i++) {
      if (end == received.length) {
        return 0;
      }
      end = Resp.end(received, end);
      if (end < 0) {
        return 0;
      }
    }
    return end;
  }

  private void take(String replies) {
    if (master == null) {
      master = replies.startsWith("*2") ? line(replies, 2) : null;
      leave();
    } else if (replies.startsWith("-NOREPLICAS")) {
      refused++;
    } else if (task == Task.READ_SHARED ? replies.startsWith("$") : replies.startsWith("+OK")) {
      done(replies, master);
    } else {
      hangUp();
    }
  }

  private void done(String replies, String server) {
    var history = field(replies, "master_replid:");
    long offset = Long.parseLong(field(replies, "master_repl_offset:"));
    switch (task) {
      case WRITE_SHARED -> shared.written(sharedKey, sharedValue(), now(), history, offset);
      case READ_SHARED -> {
        var value = replies.startsWith("$-1") ? null : line(replies, 1);
        shared.read(sharedKey, value, now(), history, offset);
      }
      case WRITE, WRITE_AND_WAIT -> {
        int replicas =
            task == Task.WRITE
                ? 0
                : Integer.parseInt(
                    replies.substring(replies.lastIndexOf(':') + 1, replies.length() - 2));
        acknowledged.add(
            new Acknowledged(
                name + ":" + number,
                "" + number,
                now(),
                server,
                history,
                offset,
                lag(replies),
                replicas));
      }
    }
  }

  /** Returns the lag of the replica that the server has heard of last. */
  private static long lag(String info) {
    return LAG.matcher(info)
        .results()
        .mapToLong(replica -> Long.parseLong(replica.group(1)))
        .min()
        .orElse(NO_REPLICA);
  }

  /** Returns a line of a text, counted from 0. */
  private static String line(String text, int number) {
    int start = 0;
    for (int i = 0; i < number; i++) {
      start = text.indexOf('\n', start) + 1;
    }
    return text.substring(start, text.indexOf('\r', start));
  }

  private static String field(String info, String name) {
    int start = info.indexOf("\n" + name) + 1;
    if (start == 0) {
      throw new AssertionError("INFO has no " + name);
    }
    return info.substring(start + name.length(), info.indexOf('\r', start));
  }

  /** Closes the connection, and asks a Sentinel next. */
  private void hangUp() {
    master = null;
    leave();
  }

  private void leave() {
    if (connection != null) {
      connection.close();
    }
    connection = null;
    received = new byte[0];
    waits = false;
  }
}
