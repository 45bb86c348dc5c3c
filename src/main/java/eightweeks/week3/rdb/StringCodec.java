package eightweeks.week3.rdb;

import eightweeks.week2.object.Strings;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.sds.Sds;
import eightweeks.week2.values.Values;
import eightweeks.week3.rdbencoding.RdbWriter;
import eightweeks.week3.rdbencoding.StringEncoding;
import java.io.IOException;

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
}
