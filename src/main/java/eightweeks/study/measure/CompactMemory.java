package eightweeks.study.measure;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.compact.IntSet;
import eightweeks.week2.compact.Listpack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** Day 13: the memory of small collections, as Java's classes and as one array of bytes. */
final class CompactMemory implements Measurement {
  private static final int COUNT = 100;
  private static final int COPIES = 1000;

  /** Numbers that need two bytes, and are in no cache of Integer or Long. */
  private static final int FIRST = 1000;

  @Override
  public int count() {
    return COUNT;
  }

  @Override
  public List<Chart> measure(int count) {
    var elements = "%,d elements".formatted(count);
    return List.of(
        new Chart("Bytes of memory for a set of numbers", "HashSet<Long>", "intset")
            .group(
                elements,
                Memory.keptBy(COPIES, _ -> hashSet(count)),
                Memory.keptBy(COPIES, _ -> intSet(count))),
        new Chart("Bytes of memory for a list of numbers", "ArrayList<Long>", "listpack")
            .group(
                elements,
                Memory.keptBy(COPIES, _ -> longs(count)),
                Memory.keptBy(COPIES, _ -> numbers(count))),
        new Chart("Bytes of memory for a list of names of 8 bytes", "ArrayList<String>", "listpack")
            .group(
                elements,
                Memory.keptBy(COPIES, _ -> strings(count)),
                Memory.keptBy(COPIES, _ -> names(count)))
            .note("intset and listpack are the array that the key's entry refers to."));
  }

  private static Object hashSet(int count) {
    var set = new HashSet<Long>();
    for (int i = 0; i < count; i++) {
      set.add((long) FIRST + i);
    }
    return set;
  }

  private static byte[] intSet(int count) {
    var set = new IntSet();
    for (int i = 0; i < count; i++) {
      set.add(FIRST + i);
    }
    return Arrays.copyOf(set.blob(), set.blobLength());
  }

  private static Object longs(int count) {
    var list = new ArrayList<Long>();
    for (int i = 0; i < count; i++) {
      list.add((long) FIRST + i);
    }
    return list;
  }

  private static byte[] numbers(int count) {
    var list = new Listpack();
    for (int i = 0; i < count; i++) {
      list.append(FIRST + i);
    }
    return Arrays.copyOf(list.array(), list.totalBytes());
  }

  private static Object strings(int count) {
    var list = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      list.add("n%07d".formatted(i));
    }
    return list;
  }

  private static byte[] names(int count) {
    var list = new Listpack();
    for (int i = 0; i < count; i++) {
      list.append(Ascii.bytes("n%07d".formatted(i)));
    }
    return Arrays.copyOf(list.array(), list.totalBytes());
  }
}
