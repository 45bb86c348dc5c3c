package eightweeks.week4.replication;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The seeds of a fuzz test, changed in random ways; the same ones in each run. */
final class Mutations {
  private static final int ROUNDS_IN_BUILD = 150;
  private static final int MAX_CHANGES = 4;

  /** What stands in place of a number is more likely to be wrong than any byte. */
  private static final String[] TOKENS = {
    "0",
    "-1",
    "1",
    "2147483647",
    "2147483648",
    "9223372036854775807",
    "18446744073709551615",
    "\r\n",
    "\n",
    "$",
    "*",
    "+",
    "-",
    ":",
    " ",
    "",
    "\0",
    "99999999",
    "*3\r\n",
    "$0\r\n\r\n",
  };

  private Mutations() {}

  /** Returns {@code -Dfuzz.rounds} changed seeds of a fuzz test. */
  static Stream<byte[]> ofSeeds(Class<?> test, String method) throws IOException {
    var folder = test.getSimpleName() + "Inputs/" + method;
    var path = Path.of(Objects.requireNonNull(test.getResource(folder), folder).getPath());
    List<byte[]> seeds = new ArrayList<>();
    try (var files = Files.list(path)) {
      for (var file : files.sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
    }
    return IntStream.range(0, Integer.getInteger("fuzz.rounds", ROUNDS_IN_BUILD))
        .mapToObj(round -> change(seeds, new Random(round)));
  }

  private static byte[] change(List<byte[]> seeds, Random random) {
    var bytes = seeds.get(random.nextInt(seeds.size()));
    int changes = 1 + random.nextInt(MAX_CHANGES);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length + 1);
      int until = Math.min(bytes.length, at + random.nextInt(1 << random.nextInt(8)));
      bytes =
          switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> replace(bytes, at, until, new byte[0]);
            case 2 -> {
              var token = TOKENS[random.nextInt(TOKENS.length)];
              yield replace(
                  bytes, at, until, token.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            }
            case 3 -> {
              var other = seeds.get(random.nextInt(seeds.size()));
              int from = random.nextInt(other.length + 1);
              yield replace(bytes, at, until, Arrays.copyOfRange(other, from, other.length));
            }
            case 4 -> {
              var any = new byte[1 + random.nextInt(8)];
              random.nextBytes(any);
              yield replace(bytes, at, Math.min(bytes.length, at + any.length), any);
            }
            default -> replace(bytes, at, at, Arrays.copyOfRange(bytes, at, until)); // twice
          };
    }
    return bytes;
  }

  private static byte[] replace(byte[] bytes, int from, int to, byte[] with) {
    var changed = new byte[bytes.length - (to - from) + with.length];
    System.arraycopy(bytes, 0, changed, 0, from);
    System.arraycopy(with, 0, changed, from, with.length);
    System.arraycopy(bytes, to, changed, from + with.length, bytes.length - to);
    return changed;
  }

  /** Returns bytes as a text that a programmer can read. */
  static String text(byte[] bytes) {
    var text = new StringBuilder();
    for (byte b : bytes) {
      text.append(b >= ' ' && b < 127 ? "" + (char) b : String.format("\\x%02x", b & 0xff));
    }
    return text.toString();
  }
}
