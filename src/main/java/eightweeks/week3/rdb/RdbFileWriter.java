package eightweeks.week3.rdb;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week3.rdbencoding.CapturingWriter;
import eightweeks.week3.rdbencoding.LengthEncoding;
import eightweeks.week3.rdbencoding.Opcode;
import eightweeks.week3.rdbencoding.RdbWriter;
import eightweeks.week3.rdbencoding.StringEncoding;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes a whole data set: header, facts about it, databases with their keys, checksum.
 *
 * <p>Answers to {@code rdb.c: rdbSaveRio(), rdbSaveInfoAuxFields(), rdbSaveDb(),
 * rdbSaveKeyValuePair()}.
 *
 * <pre>
 * REDIS0010                          signature and version
 * AUX name value ...                 facts about the file
 * FUNCTION2 source ...               libraries of functions
 * SELECTDB number RESIZEDB keys expiring
 *   [EXPIRETIME_MS time] [IDLE seconds | FREQ count] type key value
 *   ...
 * EOF checksum
 * </pre>
 *
 * <p>It is told what to write, key by key, and looks nothing up: the caller decides in which order
 * and when.
 */
public final class RdbFileWriter implements DataSetWriter {
  private final RdbTypes types;
  private final RdbWriter out;

  public RdbFileWriter(RdbTypes types, RdbWriter out) {
    this.types = types;
    this.out = out;
  }

  /** Writes signature and version. */
  @Override
  public void begin() throws IOException {
    out.write(Ascii.bytes(String.format(Locale.ROOT, "REDIS%04d", out.version())));
  }

  /** Writes a fact about the file. */
  @Override
  public void fact(String name, String value) throws IOException {
    out.writeByte(Opcode.AUX);
    StringEncoding.write(out, Ascii.bytes(name));
    StringEncoding.write(out, Ascii.bytes(value));
  }

  /** Writes the source of a library of functions. */
  @Override
  public void function(byte[] source) throws IOException {
    out.writeByte(Opcode.FUNCTION2);
    StringEncoding.write(out, source);
  }

  /** Begins a database: the keys that follow belong to it. */
  @Override
  public void database(int number, long keys, long expiring) throws IOException {
    select(number);
    out.writeByte(Opcode.RESIZEDB);
    LengthEncoding.write(out, keys);
    LengthEncoding.write(out, expiring);
  }

  /** Continues with the keys of a database: a file may change between databases at any key. */
  @Override
  public void select(int number) throws IOException {
    out.writeByte(Opcode.SELECTDB);
    LengthEncoding.write(out, number);
  }

  /** Writes the idle time of the next key, in seconds. */
  @Override
  public void idle(long seconds) throws IOException {
    out.writeByte(Opcode.IDLE);
    LengthEncoding.write(out, seconds);
  }

  /** Writes the LFU frequency of the next key: 0 to 255, see {@code LruLfu}. */
  @Override
  public void frequency(int count) throws IOException {
    out.writeByte(Opcode.FREQ);
    out.writeByte(count);
  }

  @Override
  public @Nullable ValueCapture capture(Element key, Object value, CapturingWriter writer)
      throws IOException {
    beginKey(key, value);
    return types.capture(value, writer);
  }

  // tag::key[]
  /** Writes the expiry of the next key, in milliseconds since 1970; nothing if it has none. */
  @Override
  public void expiry(long at) throws IOException {
    if (at != ExpiringEntry.NEVER) {
      out.writeByte(Opcode.EXPIRETIME_MS);
      out.writeLong(at);
    }
  }

  /** Writes a key and its value. */
  @Override
  public void key(Element key, Object value) throws IOException {
    beginKey(key, value);
    types.write(value, out);
  }

  private void beginKey(Element key, Object value) throws IOException {
    types.writeType(value, out);
    StringEncoding.write(out, key);
  }

  /** Ends the file. */
  @Override
  public void end() throws IOException {
    out.writeByte(Opcode.EOF);
    out.writeLong(out.checksum());
    out.flush();
  }
  // end::key[]
}
