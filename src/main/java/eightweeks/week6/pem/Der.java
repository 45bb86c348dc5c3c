package eightweeks.week6.pem;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An element of ASN.1's DER (X.690), as far as private keys need it: it has a tag, a length and a
 * content.
 *
 * @param tag one byte; tags of several bytes do not occur in keys
 * @param content the bytes inside
 */
record Der(int tag, byte[] content) {
  static final int INTEGER = 0x02;
  static final int OCTET_STRING = 0x04;
  static final int NULL = 0x05;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int SEQUENCE = 0x30;

  /** The tag of a field that is marked [0]. */
  static final int FIELD_0 = 0xa0;

  private static final int LONG_LENGTH = 0x80;

  /** Returns an element that holds others. */
  static Der of(int tag, Der... elements) {
    var content = new ByteArrayOutputStream();
    for (var element : elements) {
      content.writeBytes(element.bytes());
    }
    return new Der(tag, content.toByteArray());
  }

  /** Returns the element as it is written. */
  byte[] bytes() {
    var out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.length;
    if (length < LONG_LENGTH) {
      out.write(length);
    } else {
      int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
      out.write(LONG_LENGTH | bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        out.write(length >> (8 * i));
      }
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  /**
   * Reads one element that fills all bytes.
   *
   * @throws IOException if they are something else
   */
  static Der parse(byte[] bytes) throws IOException {
    var elements = new Der(SEQUENCE, bytes).elements();
    if (elements.size() != 1) {
      throw malformed();
    }
    return elements.getFirst();
  }

  /**
   * Returns the elements inside of this one.
   *
   * @throws IOException if there is something else inside
   */
  List<Der> elements() throws IOException {
    var elements = new ArrayList<Der>();
    int at = 0;
    while (at < content.length) {
      int elementTag = content[at++] & 0xff;
      int length = next(at++);
      if (length >= LONG_LENGTH) {
        int bytes = length - LONG_LENGTH;
        if (bytes < 1 || bytes > 3) {
          throw malformed();
        }
        length = 0;
        for (int i = 0; i < bytes; i++) {
          length = length << 8 | next(at++);
        }
      }
      if (length > content.length - at) {
        throw malformed();
      }
      elements.add(new Der(elementTag, Arrays.copyOfRange(content, at, at + length)));
      at += length;
    }
    return elements;
  }

  private int next(int at) throws IOException {
    if (at >= content.length) {
      throw malformed();
    }
    return content[at] & 0xff;
  }

  private static IOException malformed() {
    return new IOException("malformed DER");
  }
}
