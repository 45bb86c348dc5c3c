package eightweeks.week1.world;

import eightweeks.week1.bytes.RandomStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The source of the server's randomness, for secrets and for seeds.
 *
 * <p>Everything that is not secret draws from a {@code bytes.RandomStream} seeded here, so that a
 * world with a fixed entropy repeats a run exactly.
 */
@FunctionalInterface
public interface Entropy {
  /** Fills an array with random bytes. */
  void fill(byte[] bytes);

  /**
   * Returns the system's cryptographically secure generator.
   *
   * <p>Where there is a {@code /dev/urandom} it is read directly: {@link SecureRandom} reads it as
   * well, but looks through the installed security providers first, which takes 15 ms of a start.
   */
  static Entropy secure() {
    var device = Path.of("/dev/urandom");
    return Files.isReadable(device) ? bytes -> read(device, bytes) : new SecureRandom()::nextBytes;
  }

  private static void read(Path device, byte[] bytes) {
    try (var input = Files.newInputStream(device)) {
      if (input.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new EOFException(device + " ended");
      }
    } catch (IOException e) {
      // The server must not run with secrets that can be guessed.
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a source that always gives the same bytes, for tests and simulations. */
  static Entropy seeded(long seed) {
    return new RandomStream(seed)::nextBytes;
  }

  /** Returns this number of random lower-case hexadecimal digits: a run id has 40. */
  default String hex(int digits) {
    var bytes = new byte[(digits + 1) / 2];
    fill(bytes);
    return HexFormat.of().formatHex(bytes).substring(0, digits);
  }

  /** Returns a random 64-bit seed. */
  default long seed() {
    var bytes = new byte[Long.BYTES];
    fill(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
