package eightweeks.week3.rdbencoding;

import java.io.IOException;

/**
 * The data of modules, which name the kind of each part, so that a server without the module can
 * skip them.
 *
 * <p>Answers to {@code rdb.c: rdbLoadCheckModuleValue()}, {@code module.c: moduleTypeNameByID()}
 * and {@code rdb.h: RDB_MODULE_OPCODE_EOF} and its neighbours.
 */
public final class ModuleData {
  private static final int EOF = 0;
  private static final int SIGNED = 1;
  private static final int UNSIGNED = 2;
  private static final int FLOAT = 3;
  private static final int DOUBLE = 4;
  private static final int STRING = 5;

  private static final String NAME_CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** An id is nine characters of six bits each and, in the lowest ten bits, a version. */
  private static final int NAME_LENGTH = 9;

  private static final int CHARACTER_BITS = 6;
  private static final int VERSION_BITS = 10;

  private ModuleData() {}

  /** Returns the name of a module's type by its id. */
  public static String name(long id) {
    var name = new StringBuilder();
    for (int i = NAME_LENGTH - 1; i >= 0; i--) {
      int shift = VERSION_BITS + CHARACTER_BITS * i;
      name.append(NAME_CHARACTERS.charAt((int) (id >>> shift) & ((1 << CHARACTER_BITS) - 1)));
    }
    return name.toString();
  }

  /** Skips data up to the mark at their end. */
  public static void skip(RdbReader in) throws IOException {
    for (; ; ) {
      long opcode = LengthEncoding.read(in);
      if (opcode == EOF) {
        return;
      } else if (opcode == SIGNED || opcode == UNSIGNED) {
        LengthEncoding.read(in);
      } else if (opcode == FLOAT) {
        in.skip(Float.BYTES);
      } else if (opcode == DOUBLE) {
        in.skip(Double.BYTES);
      } else if (opcode == STRING) {
        StringEncoding.skip(in);
      } else {
        throw in.corrupt("module data with the unknown opcode " + Long.toUnsignedString(opcode));
      }
    }
  }
}
