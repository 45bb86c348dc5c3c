package eightweeks.week2.compact;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week2.bytes.LittleEndian;
import eightweeks.week2.quicklist.PackedThreshold;
import eightweeks.week2.quicklist.Quicklist;
import eightweeks.week3.rdbencoding.Crc64;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * What DUMP returns and RESTORE takes, as far as compact encodings need it: a type, strings with
 * their lengths, version and checksum. Week 3 has the real thing; here it carries blobs to and from
 * a real redis-server.
 */
final class Dump {
  static final int SET_INTSET = 11;
  static final int HASH_LISTPACK = 16;
  static final int ZSET_LISTPACK = 17;
  static final int LIST_QUICKLIST_2 = 18;
  static final int PLAIN = 1;
  static final int PACKED = 2;

  private static final int VERSION = 10;
  private static final int FOOTER = 10;

  private Dump() {}

  /** Writes a payload. */
  static final class Writer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Writer(int type) {
      out.write(type);
    }

    Writer length(int length) {
      if (length < 64) {
        out.write(length);
      } else if (length < 16384) {
        out.write(0x40 | length >> 8);
        out.write(length);
      } else {
        out.write(0x80);
        for (int shift = 24; shift >= 0; shift -= 8) {
          out.write(length >> shift);
        }
      }
      return this;
    }

    Writer string(byte[] bytes) {
      length(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    /** Returns a string in the form that a snapshot has for compressed ones. */
    Writer compressed(byte[] small, int length) {
      out.write(0xc3);
      length(small.length).length(length);
      out.writeBytes(small);
      return this;
    }

    /** Returns a list, node by node, compressed nodes as they are. */
    Writer nodes(Quicklist list) {
      length(list.nodeCount());
      for (var node = list.head(); node != null; node = node.next()) {
        length(node.isPlain() ? PLAIN : PACKED);
        if (node.isCompressed()) {
          compressed(node.bytes(), node.size());
        } else {
          string(node.isPlain() ? node.bytes() : node.list().toBlob());
        }
      }
      return this;
    }

    byte[] payload() {
      out.write(VERSION);
      out.write(0);
      var bytes = out.toByteArray();
      var payload = Arrays.copyOf(bytes, bytes.length + 8);
      LittleEndian.putLong(payload, bytes.length, Crc64.of(bytes, 0, bytes.length));
      return payload;
    }
  }

  /** Reads a payload whose checksum is right. */
  static final class Reader {
    private final byte[] payload;
    private int at = 1;

    Reader(byte[] payload) {
      this.payload = payload;
      int end = payload.length - 8;
      assertThat(LittleEndian.getShort(payload, end - 2)).isEqualTo((short) VERSION);
      assertThat(LittleEndian.getLong(payload, end)).isEqualTo(Crc64.of(payload, 0, end));
    }

    int type() {
      return payload[0];
    }

    int length() {
      int first = payload[at++] & 0xff;
      if (first < 0x40) {
        return first;
      }
      if (first < 0x80) {
        return (first & 0x3f) << 8 | (payload[at++] & 0xff);
      }
      assertThat(first).isEqualTo(0x80);
      at += 4;
      return Integer.reverseBytes(LittleEndian.getInt(payload, at - 4));
    }

    byte[] string() {
      if ((payload[at] & 0xff) == 0xc3) {
        at++;
        int small = length();
        int length = length();
        at += small;
        return Lzf.decompress(payload, at - small, small, length);
      }
      int length = length();
      at += length;
      return Arrays.copyOfRange(payload, at - length, at);
    }

    /** Returns a list, node by node. */
    Quicklist nodes() {
      var list = new Quicklist(-2, 0, new PackedThreshold());
      for (int nodes = length(); nodes > 0; nodes--) {
        if (length() == PLAIN) {
          list.appendPlainNode(string());
        } else {
          list.appendNode(new Listpack(string()));
        }
      }
      return list;
    }

    void assertEnd() {
      assertThat(at).isEqualTo(payload.length - FOOTER);
    }
  }
}
