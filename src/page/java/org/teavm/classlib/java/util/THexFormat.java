package org.teavm.classlib.java.util;

/** The part of {@code java.util.HexFormat} that the server uses. */
public final class THexFormat {
  private static final THexFormat ONLY = new THexFormat();

  private THexFormat() {}

  public static THexFormat of() {
    return ONLY;
  }

  public String formatHex(byte[] bytes) {
    var text = new StringBuilder(2 * bytes.length);
    for (byte b : bytes) {
      text.append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return text.toString();
  }
}
