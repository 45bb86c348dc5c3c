package eightweeks.week4.aofbase;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week3.command.Effects;
import eightweeks.week3.rdb.DataSetWriter;
import eightweeks.week3.rdb.ValueCapture;
import eightweeks.week3.rdbencoding.CapturingWriter;
import eightweeks.week3.rdbencoding.RdbWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a data set as the commands that create it: the base of an append-only file when {@code
 * aof-use-rdb-preamble} is no.
 *
 * <p>Answers to {@code aof.c: rewriteAppendOnlyFileRio()}. Commands say nothing about the file, and
 * nothing how long a key was not used, so facts and use are left out.
 */
public final class CommandWriter implements DataSetWriter {
  private final ValueCommands values;
  private final RdbWriter bytes;
  private final CommandOutput out;

  /** When the base was begun, in seconds since 1970; negative if that is not to be written. */
  private final long timestamp;

  /** The number of the next key's database, and that of the last SELECT. */
  private int database;

  private int selected = Effects.NO_DATABASE;
  private long expiresAt = ExpiringEntry.NEVER;

  /**
   * @param timestamp when the base is begun, in seconds since 1970; negative if the file gets no
   *     annotations (aof-timestamp-enabled)
   */
  public CommandWriter(ValueCommands values, RdbWriter bytes, long timestamp) {
    this.values = values;
    this.bytes = bytes;
    this.timestamp = timestamp;
    out = new CommandOutput(bytes);
  }

  @Override
  public void begin() throws IOException {
    if (timestamp >= 0) {
      bytes.write(Ascii.bytes("#TS:" + timestamp + "\r\n"));
    }
  }

  @Override
  public void fact(String name, String value) {
    // Commands have no place for it.
  }

  @Override
  public void function(byte[] source) throws IOException {
    out.begin(3, "FUNCTION");
    out.argument("LOAD");
    out.argument(source);
  }

  @Override
  public void database(int number, long keys, long expiring) {
    database = number;
  }

  @Override
  public void select(int number) {
    database = number;
    selected = Effects.NO_DATABASE;
  }

  @Override
  public void idle(long seconds) {
    // Commands have no place for it.
  }

  @Override
  public void frequency(int count) {
    // Commands have no place for it.
  }

  @Override
  public void expiry(long at) {
    expiresAt = at;
  }

  // tag::key[]
  @Override
  public void key(Element key, Object value) throws IOException {
    writeSelect();
    values.write(key, value, out);
    writeExpiry(key);
  }

  private void writeExpiry(Element key) throws IOException {
    if (expiresAt != ExpiringEntry.NEVER) {
      out.begin(3, "PEXPIREAT");
      out.argument(key);
      out.argument(expiresAt);
      expiresAt = ExpiringEntry.NEVER;
    }
  }

  // end::key[]

  @Override
  public @Nullable ValueCapture capture(Element key, Object value, CapturingWriter writer)
      throws IOException {
    writeSelect();
    var copy = new Element();
    copy.set(key.toBytes());
    var elements = values.capture(copy, value, out);
    return elements == null
        ? null
        : new ValueCapture() {
          @Override
          public boolean step(int count) throws IOException {
            if (elements.step(count)) {
              return true;
            }
            writeExpiry(copy);
            return false;
          }

          @Override
          public long copied() {
            return elements.copied();
          }

          @Override
          public void cancel() {
            elements.cancel();
          }
        };
  }

  private void writeSelect() throws IOException {
    if (database != selected) {
      selected = database;
      out.begin(2, "SELECT");
      out.argument(database);
    }
  }

  @Override
  public void end() throws IOException {
    bytes.flush();
  }
}
