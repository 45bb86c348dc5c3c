package eightweeks.week2.values;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.config.Config;
import eightweeks.week2.dict.Dict;
import eightweeks.week2.memory.ObjectSize;
import eightweeks.week2.object.Contents;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.Value;
import eightweeks.week2.siphash.SipHash;
import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jol.info.ClassLayout;

/** Keys and values as a database holds them, whose memory is measured. */
public final class Stored {
  public final Values values = new Values(new Config(), new SipHash(1, 2), new RandomStream(3));
  final Dict<Entry> keys = new Dict<>(values.sipHash(), values.resizing());

  public static byte[] key(int i) {
    return Ascii.bytes("key:%012d".formatted(i));
  }

  /** Sixteen bytes that are no number. */
  static byte[] text(int i) {
    return Ascii.bytes("v%015d".formatted(i));
  }

  Stored add(int i, Object value) {
    keys.add(Entry.of(key(i), value));
    return this;
  }

  Stored addExpiring(int i, Object value) {
    keys.add(ExpiringEntry.of(key(i), value, i));
    return this;
  }

  /** Bytes of all keys and values, by JOL. */
  long bytes() {
    while (keys.rehash(1000)) {
      // Until there is one table.
    }
    return graph(keys);
  }

  /** Bytes of a value, by JOL: of what is kept of it, which its view is not. */
  long bytes(Value value) {
    return graph(Contents.of(value));
  }

  static long bytesOf(Object object) {
    return ClassLayout.parseInstance(object).instanceSize();
  }

  /**
   * Bytes of everything that can be reached from an object, less what all values of a server share.
   * (JOL's own walk goes as far as the classes of lambdas, where it stops with an error.)
   */
  private long graph(Object root) {
    var seen = Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>());
    Collections.addAll(
        seen,
        values,
        values.allocator(),
        values.sipHash(),
        values.resizing(),
        values.random(),
        values.packedThreshold(),
        ObjectSize.UNACCOUNTED);
    seen.addAll(references(new Dict<>(values.sipHash(), values.resizing()))); // the empty table
    var open = new ArrayDeque<Object>();
    open.add(root);
    seen.add(root);
    long bytes = 0;
    while (!open.isEmpty()) {
      var object = open.pop();
      bytes += bytesOf(object);
      for (var next : references(object)) {
        if (seen.add(next)) {
          open.push(next);
        }
      }
    }
    return bytes;
  }

  private static List<Object> references(Object object) {
    var all = new ArrayList<Object>();
    if (object instanceof Object[]) {
      for (int i = 0; i < Array.getLength(object); i++) {
        addIfThere(all, Array.get(object, i));
      }
    }
    if (!object.getClass().getName().startsWith("eightweeks.")) {
      return all;
    }
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (var field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          try {
            addIfThere(all, field.get(object));
          } catch (IllegalAccessException e) {
            throw new AssertionError(e);
          }
        }
      }
    }
    return all;
  }

  private static void addIfThere(List<Object> all, @Nullable Object object) {
    if (object != null) {
      all.add(object);
    }
  }
}
