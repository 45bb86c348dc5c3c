package eightweeks.robustness;

import eightweeks.week3.rdb.RdbBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Ways to ask a server for more memory than it has. Each is one attempt on a connection of its own:
 * it returns the last reply, or fails when the server has closed the connection.
 */
enum HeapLoad {
  SMALL_STRINGS {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      return pipeline(wire, 2000, i -> Wire.command("SET", "s" + random.nextInt(1 << 22), "v"));
    }
  },
  VALUES_OF_200_BYTES {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      int size = random.nextInt(400);
      return pipeline(wire, 500, i -> Wire.command("SET", key(random), "v".repeat(size)));
    }
  },
  ELEMENTS {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      var member = "m" + random.nextInt(1 << 20) + ":";
      return switch (random.nextInt(5)) {
        case 0 -> pipeline(wire, 1000, i -> Wire.command("HSET", "hash", member + i, "value"));
        case 1 -> pipeline(wire, 1000, i -> Wire.command("SADD", "set", member + i));
        case 2 -> pipeline(wire, 1000, i -> Wire.command("ZADD", "zset", "" + i, member + i));
        case 3 -> pipeline(wire, 1000, i -> Wire.command("RPUSH", "list", member + i));
        default -> pipeline(wire, 1000, i -> Wire.command("HSET", member + i, "f", "v"));
      };
    }
  },
  LARGE_VALUES {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      return pipeline(
          wire, 3, i -> Wire.command("SET", key(random), "x".repeat(random.nextInt(4 * MIB))));
    }
  },
  VALUE_OF_512_MIB {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      wire.send("*3\r\n$3\r\nSET\r\n$1\r\nb\r\n$" + 512 * MIB + "\r\n");
      var some = new byte[MIB];
      for (int i = 0; i < 512; i++) {
        wire.send(some);
      }
      wire.send("\r\n");
      return wire.reply();
    }
  },
  GROWING_VALUES {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      return switch (random.nextInt(4)) {
        case 0 -> pipeline(wire, 10, i -> Wire.command("APPEND", "a", "x".repeat(100_000)));
        case 1 -> wire.ask("SETRANGE", key(random), "" + random.nextInt(50 * MIB), "x");
        case 2 -> wire.ask("SETBIT", key(random), "" + random.nextInt(1 << 29), "1");
        default -> pipeline(wire, 100, i -> Wire.command("SETRANGE", "r" + i, "1000000", "x"));
      };
    }
  },
  FLOOD_OF_CLIENTS {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      var part = Wire.command("SET", "f", "v".repeat(10_000)).substring(0, 9_000);
      return flood(server, wire, 300, part);
    }
  },
  INCOMPLETE_QUERIES {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      var begin = "*3\r\n$3\r\nSET\r\n$1\r\nb\r\n$100000000\r\n";
      return flood(server, wire, 20, begin + "y".repeat(2 * MIB));
    }
  },
  SLOW_READERS {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      wire.ask("SET", "big", "x".repeat(3 * MIB));
      return flood(server, wire, 20, Wire.command("GET", "big").repeat(10));
    }
  },
  MULTI {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      wire.ask("MULTI");
      for (int i = 0; i < 200; i++) {
        int from = i * 5000;
        var last = pipeline(wire, 5000, j -> Wire.command("SET", "m" + (from + j), "v"));
        if (last.startsWith("-")) {
          break;
        }
      }
      return all(wire, "EXEC");
    }
  },
  SORT {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      for (int i = 0; i < 10; i++) {
        wire.ask(numbers("RPUSH", "list", i * 10_000));
      }
      wire.ask("SORT", "list", "STORE", "sorted");
      var reply = all(wire, "SORT", "list");
      wire.ask("DEL", "list", "sorted");
      return reply;
    }
  },
  SUNIONSTORE {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      for (int i = 0; i < 10; i++) {
        wire.ask(numbers("SADD", "s" + i % 4, i * 10_000));
      }
      wire.ask("SUNIONSTORE", "d", "s0", "s1", "s2", "s3");
      wire.ask("SUNIONSTORE", "e", "s0", "d");
      return all(wire, "SUNION", "e", "d");
    }
  },
  COPY {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      wire.ask(numbers("SADD", "copied", 0));
      pipeline(wire, 20, i -> Wire.command("COPY", "copied", key(random)));
      var dump = wire.ask("DUMP", "copied");
      return wire.ask("RESTORE", key(random), "0", dump);
    }
  },
  LARGE_REPLIES {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      wire.ask(numbers("RPUSH", "list", 0));
      all(wire, "LRANGE", "list", "0", "-1");
      return all(wire, "KEYS", "*");
    }
  },
  MANY_ARGUMENTS {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      var words = new ArrayList<>(List.of("SADD", "many"));
      for (int i = 0; i < 200_000; i++) {
        words.add("" + i);
      }
      return wire.ask(words.toArray(String[]::new));
    }
  },
  PUBLISH {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      var subscribers = new ArrayList<Wire>();
      try {
        for (int i = 0; i < 30; i++) {
          subscribers.add(server.connect());
          subscribers.getLast().send(Wire.command("SUBSCRIBE", "channel"));
        }
        return pipeline(wire, 30, i -> Wire.command("PUBLISH", "channel", "x".repeat(200_000)));
      } finally {
        close(subscribers);
      }
    }
  },
  LONG_NAMES {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      var name = "n".repeat(200_000);
      return random.nextBoolean()
          ? pipeline(wire, 300, i -> Wire.command("WATCH", name + i))
          : subscribe(wire, name);
    }
  },
  NAMES_OF_CLIENTS {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      wire.ask("CONFIG", "SET", "slowlog-log-slower-than", "0"); // it keeps names, too
      var name = "n".repeat(MIB);
      var clients = new ArrayList<Wire>();
      try {
        for (int i = 0; i < 40; i++) {
          clients.add(server.connect());
        }
        for (var client : clients) {
          try {
            client.ask("CLIENT", "SETNAME", name);
            client.ask("AUTH", "u" + random.nextInt(1 << 20) + name, "wrong"); // ACL LOG has it
          } catch (IOException _) {
            // It was closed, because it or others have used too much.
          }
        }
        return wire.ask("CLIENT", "LIST");
      } finally {
        close(clients);
      }
    }
  },
  SORT_WITH_GET {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      wire.ask(numbers("RPUSH", "list", 0));
      wire.ask("SET", "found", "f".repeat(10_000));
      var words = new ArrayList<>(List.of("SORT", "list", "BY", "none", "STORE", "sorted"));
      for (int i = 0; i < 20; i++) {
        words.addAll(List.of("GET", random.nextBoolean() ? "fou*nd" : "#"));
      }
      for (int i = 0; i < 10; i++) {
        wire.ask("SET", "fou" + i + "nd", "f".repeat(100_000));
      }
      var reply = wire.ask(words.toArray(String[]::new));
      wire.ask("DEL", "list");
      return reply;
    }
  },
  RESTORE_OF_REPETITIONS {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      var payload = random.nextBoolean() ? repetitions() : integers();
      return pipeline(wire, 8, i -> Wire.command("RESTORE", key(random), "0", payload, "REPLACE"));
    }
  },
  USERS {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      if (random.nextInt(3) == 0) {
        wire.ask("ACL", "DELUSER", "u0", "u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9");
      }
      var words = new ArrayList<String>();
      for (int i = 0; i < 20_000; i++) {
        words.add("~" + random.nextInt() + i);
      }
      for (int i = 0; i < 5; i++) {
        words.addAll(0, List.of("ACL", "SETUSER", "u" + random.nextInt(30)));
        var reply = wire.ask(words.toArray(String[]::new));
        words.subList(0, 3).clear();
        if (reply.startsWith("-")) {
          return reply;
        }
      }
      var name = "s" + random.nextInt() + "-";
      return pipeline(wire, 3000, i -> Wire.command("ACL", "SETUSER", name + i, "~*", "+@all"));
    }
  },
  SLOW_LOG {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      wire.ask("CONFIG", "SET", "slowlog-log-slower-than", "0", "slowlog-max-len", "100000000");
      var words = new String[40];
      Arrays.fill(words, "a".repeat(200));
      words[0] = "EXISTS";
      var command = Wire.command(words);
      return pipeline(wire, 3000, i -> command);
    }
  },
  FULL_SYNC {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      pipeline(wire, 300, i -> Wire.command("SET", key(random), "v".repeat(20_000)));
      wire.ask("CONFIG", "SET", "repl-diskless-sync-delay", "0");
      try (var replica = server.connect()) {
        replica.send(Wire.command("REPLCONF", "capa", "eof", "capa", "psync2"));
        replica.send(Wire.command("PSYNC", "?", "-1")); // and reads nothing of the snapshot
        return pipeline(wire, 600, i -> Wire.command("SET", "new" + i, "w".repeat(20_000)));
      }
    }
  },
  SAVE_UNDER_WRITES {
    @Override
    String run(ChildServer server, Wire wire, Random random) throws IOException {
      var fresh = random.nextBoolean() ? "new" : "key";
      pipeline(wire, 300, i -> Wire.command("SET", key(random), "v".repeat(20_000)));
      var reply = wire.ask("BGSAVE");
      wire.ask("BGREWRITEAOF");
      pipeline(wire, 300, i -> Wire.command("APPEND", key(random), "more"));
      if (random.nextInt(4) == 0) {
        wire.ask("FLUSHDB");
      }
      pipeline(wire, 300, i -> Wire.command("SET", fresh + i, "w".repeat(20_000)));
      return reply;
    }
  };

  private static final int MIB = 1 << 20;
  private static final int KEYS = 10_000;

  /** Length of the longest copy in compressed data, in bytes. */
  private static final int LZF_COPY = 264;

  abstract String run(ChildServer server, Wire wire, Random random) throws IOException;

  /** Returns a payload of 100 KB: a compressed string of 8 MiB. */
  private static String repetitions() {
    int copies = 8 * MIB / LZF_COPY;
    var bytes = new RdbBytes().bytes(0, 0xc3).length(2 + 3 * copies).length(1 + LZF_COPY * copies);
    bytes.bytes(0, 'x');
    for (int i = 0; i < copies; i++) {
      bytes.bytes(0xe0, 0xff, 0); // 264 times the byte in front
    }
    return new String(bytes.payload(11), StandardCharsets.ISO_8859_1);
  }

  /** Returns a payload of 2.5 MB: a set of half a million integers. */
  private static String integers() {
    var bytes = new RdbBytes().bytes(2).length(500_000);
    for (int i = 0; i < 500_000; i++) {
      bytes.bytes(0xc2).int32(1_000_000 + i);
    }
    return new String(bytes.payload(11), StandardCharsets.ISO_8859_1);
  }

  private interface Commands {
    String command(int index);
  }

  private static String key(Random random) {
    return "key" + random.nextInt(KEYS);
  }

  /** Sends commands with replies of one line; returns the last reply. */
  private static String pipeline(Wire wire, int count, Commands commands) throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(commands.command(i));
    }
    wire.send(text.toString());
    var reply = "";
    for (int i = 0; i < count; i++) {
      reply = wire.reply();
    }
    return reply;
  }

  private static String subscribe(Wire wire, String name) throws IOException {
    for (int i = 0; i < 300; i++) {
      wire.send(Wire.command("SUBSCRIBE", name + i));
      for (int part = 0; part < 4; part++) { // an array of three elements
        wire.reply();
      }
    }
    return "subscribed";
  }

  /** Has clients send something, of which they read no reply; returns the reply of another one. */
  private static String flood(ChildServer server, Wire wire, int count, String text)
      throws IOException {
    var clients = new ArrayList<Wire>();
    try {
      for (int i = 0; i < count; i++) {
        clients.add(server.connect());
      }
      var bytes = Wire.bytes(text);
      for (var client : clients) {
        try {
          client.send(bytes);
        } catch (IOException _) {
          // It was closed, because it or others have used too much.
        }
      }
      return wire.ask("PING");
    } finally {
      close(clients);
    }
  }

  private static void close(List<Wire> clients) throws IOException {
    for (var client : clients) {
      client.close();
    }
  }

  private static String[] numbers(String command, String key, int from) {
    var words = new String[10_002];
    words[0] = command;
    words[1] = key;
    for (int i = 2; i < words.length; i++) {
      words[i] = "" + (from + i);
    }
    return words;
  }

  /** Reads a reply with all of its elements; returns the first line. */
  private static String all(Wire wire, String... words) throws IOException {
    var reply = wire.ask(words);
    if (reply.startsWith("*")) {
      for (int i = Integer.parseInt(reply.substring(1)); i > 0; i--) {
        wire.reply();
      }
    }
    return reply;
  }
}
