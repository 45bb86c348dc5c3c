package eightweeks.week3.rdb;

import eightweeks.week1.extension.Service;
import eightweeks.week2.compact.CorruptBlobException;
import eightweeks.week2.object.TypeTable;
import eightweeks.week2.object.Value;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.values.Values;
import eightweeks.week3.rdbencoding.CapturingWriter;
import eightweeks.week3.rdbencoding.RdbException;
import eightweeks.week3.rdbencoding.RdbReader;
import eightweeks.week3.rdbencoding.RdbWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The table of how values are written and read: an encoder for each type of value, a decoder for
 * each layout that any version of Redis has written.
 *
 * <p>Answers to {@code rdb.c: rdbSaveObjectType(), rdbSaveObject(), rdbLoadObjectType(),
 * rdbLoadObject()}. A later week adds its type with {@link #add} and {@link #decoder}.
 */
public final class RdbTypes extends TypeTable<ValueEncoder> {
  public static final Service<RdbTypes> SERVICE = new Service<>("RDB types", RdbTypes.class);

  private final Values values;
  private final @Nullable ValueDecoder[] decoders = new ValueDecoder[RdbType.COUNT];

  /** Creates the table with the types of the first three weeks. */
  public RdbTypes(Values values) {
    super("RDB form");
    this.values = values;
    new StringCodec(values).addTo(this);
    new ListCodec(values).addTo(this);
    new SetCodec(values).addTo(this);
    new HashCodec(values).addTo(this);
    new SortedSetCodec(values).addTo(this);
  }

  /** Adds the decoder of a layout, one of the numbers of {@link RdbType}. */
  public void decoder(int type, ValueDecoder decoder) {
    decoders[type] = decoder;
  }

  private ValueEncoder encoder(Object value) {
    return of(value instanceof Value collection ? collection.type() : ValueType.STRING);
  }

  /** Returns the oldest version of the format that can hold a value. */
  public int version(Object value) {
    return encoder(value).version();
  }

  /** Writes the number of a value's layout. */
  public void writeType(Object value, RdbWriter out) throws IOException {
    out.writeByte(encoder(value).type(value, out.version()));
  }

  /** Writes a value, behind its type and its key. */
  public void write(Object value, RdbWriter out) throws IOException {
    encoder(value).write(value, out);
  }

  /**
   * Begins to capture a value, behind its type and its key.
   *
   * @return null if it is no large value of a type that can be captured in pieces
   */
  public @Nullable ValueCapture capture(Object value, CapturingWriter out) throws IOException {
    return encoder(value).capture(value, out);
  }

  // tag::read[]
  /**
   * Reads a value, behind its type and its key.
   *
   * @return a value that no key has yet; null if it has no elements
   * @throws RdbException if the input is corrupt, or no installed week knows the type; then no
   *     memory stays accounted to the value
   */
  public @Nullable Object read(int type, RdbReader in) throws IOException {
    var decoder = type < decoders.length ? decoders[type] : null;
    if (decoder == null) {
      throw unknown(type, in);
    }
    // tag::kept[]
    var allocator = values.allocator();
    long before = allocator.used();
    boolean kept = false;
    try {
      var value = decoder.read(in);
      kept = value != null;
      return value;
    } catch (CorruptBlobException e) {
      throw in.corrupt(String.valueOf(e.getMessage()));
    } finally {
      if (!kept) {
        // All memory that was accounted since then belongs to this value.
        allocator.account(before - allocator.used());
      }
    }
    // end::kept[]
  }

  // end::read[]

  private static RdbException unknown(int type, RdbReader in) {
    var name = RdbType.name(type);
    return in.corrupt(
        name == null
            ? type + " is no type of value"
            : "a value of the type "
                + name
                + " (layout "
                + type
                + "), which no installed week can read");
  }
}
