package eightweeks.week3.rdb;

import eightweeks.week2.object.Strings;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.sds.Sds;
import eightweeks.week2.sds.StringCapture;
import eightweeks.week2.values.Values;
import eightweeks.week3.rdbencoding.CapturingWriter;
import eightweeks.week3.rdbencoding.ChunkedString;
import eightweeks.week3.rdbencoding.RdbWriter;
import eightweeks.week3.rdbencoding.StringEncoding;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Strings.
 *
 * <p>Answers to {@code rdb.c: rdbSaveStringObject(), rdbLoadEncodedStringObject()}.
 */
final class StringCodec implements ValueEncoder {
  private final Values values;

  StringCodec(Values values) {
    this.values = values;
  }

  void addTo(RdbTypes types) {
    types.add(ValueType.STRING, this);
    types.decoder(RdbType.STRING, in -> StringEncoding.readValue(in, values.strings()));
  }

  @Override
  public int type(Object value, int version) {
    return RdbType.STRING;
  }

  @Override
  public void write(Object value, RdbWriter out) throws IOException {
    switch (value) {
      case byte[] bytes -> StringEncoding.write(out, bytes);
      case Sds sds -> StringEncoding.write(out, sds.array(), 0, sds.length());
      default -> StringEncoding.writeInteger(out, Strings.integer(value));
    }
  }

  @Override
  public @Nullable ValueCapture capture(Object value, CapturingWriter out) {
    if (Strings.isInteger(value)) {
      return null;
    }
    var text = values.strings().capture(value);
    return text == null ? null : new TextCapture(text, new ChunkedString(text.length()), out);
  }

  /** The bytes of a large string. */
  private record TextCapture(StringCapture text, ChunkedString encoded, CapturingWriter out)
      implements ValueCapture {
    @Override
    public boolean step(int elements) {
      out.add(encoded.piece(text.next()));
      return text.hasNext();
    }

    @Override
    public long copied() {
      return text.copied();
    }

    @Override
    public void cancel() {
      text.end();
    }
  }
}
