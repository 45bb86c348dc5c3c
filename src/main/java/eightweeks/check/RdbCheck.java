package eightweeks.check;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.config.Config;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.siphash.SipHash;
import eightweeks.week2.values.Values;
import eightweeks.week3.machine.FileReader;
import eightweeks.week3.rdb.RdbLoader;
import eightweeks.week3.rdb.RdbType;
import eightweeks.week3.rdb.RdbTypes;
import eightweeks.week3.rdbencoding.RdbException;
import eightweeks.week3.rdbencoding.RdbReader;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;

/**
 * Reads one RDB file to its end or to the first error, and reports what it finds.
 *
 * <p>Answers to {@code redis-check-rdb.c: redis_check_rdb(), rdbCheckError(),
 * rdbShowGenericInfo()}. Each value is decoded and checked thoroughly, then dropped: a file may
 * hold more than fits into memory. Data of modules are skipped. A value that no installed week can
 * read, such as a stream, is an error that names its type.
 *
 * <p>It differs from Redis in two points. The offset of an error is where the wrong bytes stand,
 * not how far the file was read. A key without elements is reported and skipped, as a server does
 * when it loads the file; Redis's program calls it an unexpected end of the file.
 */
final class RdbCheck implements RdbLoader.Target {
  private final PrintStream out;
  private final long now;
  private final Values values;
  private final RdbReader in;
  private final RdbLoader loader;
  private long keys;
  private long expires;
  private long alreadyExpired;

  /**
   * @param now milliseconds since 1970: earlier expiry times are past
   */
  RdbCheck(FileReader file, PrintStream out, long now) {
    this.out = out;
    this.now = now;
    var random = new SecureRandom();
    var hash = new SipHash(random.nextLong(), random.nextLong());
    values = new Values(new Config(), hash, new RandomStream(random.nextLong()));
    in = RdbReader.of(file::read, file.length(), true);
    loader = new RdbLoader(new RdbTypes(values), in, this, true);
  }

  /** Reads the file and prints the report; returns whether the file is sound. */
  boolean isSound() {
    try {
      while (loader.next()) {
        if (loader.type() >= 0) {
          keys++;
        }
      }
    } catch (RdbException e) {
      return failed(e.offset(), e.problem());
    } catch (IOException e) {
      return failed(loader.offset(), "The file cannot be read: " + e.getMessage());
    } catch (OutOfMemoryError _) {
      return failed(loader.offset(), "The value does not fit into memory");
    }
    info("\\o/ RDB looks OK! \\o/");
    counts();
    return true;
  }

  /** Returns how many bytes of the file were read. */
  long offset() {
    return loader.offset();
  }

  private boolean failed(long offset, String problem) {
    out.println("--- RDB ERROR DETECTED ---");
    out.println("[offset " + offset + "] " + problem);
    out.println("[additional info] While doing: " + loader.step().text());
    var key = in.key();
    if (key != null) {
      keys++;
      out.println("[additional info] Reading key '" + RdbException.shown(key) + "'");
    }
    int type = loader.type();
    if (type >= 0) {
      out.println("[additional info] Reading type " + type + " (" + RdbType.layout(type) + ")");
    }
    counts();
    return false;
  }

  private void info(String text) {
    out.println("[offset " + loader.offset() + "] " + text);
  }

  private void counts() {
    out.println("[info] " + keys + " keys read");
    out.println("[info] " + expires + " expires");
    out.println("[info] " + alreadyExpired + " already expired");
  }

  @Override
  public int databases() {
    return Integer.MAX_VALUE; // how many a server has is not said in the file
  }

  @Override
  public void fact(String name, String value) {
    info("AUX FIELD " + shown(name) + " = '" + shown(value) + "'");
  }

  private static String shown(String text) {
    return RdbException.shown(Ascii.bytes(text));
  }

  @Override
  public void function(byte[] source) {}

  @Override
  public void database(int number) {
    info("Selecting DB ID " + number);
  }

  @Override
  public void resize(int database, int hint) {}

  @Override
  public void key(byte[] key, Object value, RdbLoader.KeyFacts next) {
    values.release(value);
    count(next);
  }

  @Override
  public void moduleKey(RdbLoader.KeyFacts next) {
    count(next);
  }

  private void count(RdbLoader.KeyFacts next) {
    if (next.expiresAt() != ExpiringEntry.NEVER) {
      expires++;
      if (next.expiresAt() < now) {
        alreadyExpired++;
      }
    }
  }

  @Override
  public void emptyKey(byte[] key) {
    info("Key '" + RdbException.shown(key) + "' has no elements: a server skips it");
  }

  @Override
  public boolean skipsModuleData() {
    return true;
  }

  @Override
  public void moduleData(String module) {
    info("MODULE AUX for: " + module);
  }

  @Override
  public void withoutChecksum() {
    info("RDB file was saved with checksum disabled: no check performed.");
  }

  @Override
  public void checksumIsRight() {
    info("Checksum OK");
  }
}
