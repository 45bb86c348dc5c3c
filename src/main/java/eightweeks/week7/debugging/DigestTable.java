package eightweeks.week7.debugging;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.extension.Service;
import eightweeks.week2.doubles.Doubles;
import eightweeks.week2.object.Strings;
import eightweeks.week2.object.TypeTable;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.sortedset.SortedSetValue;
import eightweeks.week2.values.HashValue;
import eightweeks.week2.values.ListValue;
import eightweeks.week2.values.SetValue;

/**
 * Adds values to their {@link Digest}, by type. This class has the types of week 2; a later week
 * adds its own.
 *
 * <p>Answers to the branches of {@code debug.c: xorObjectDigest()}.
 */
public final class DigestTable extends TypeTable<Digest.Row> {
  public static final Service<DigestTable> SERVICE =
      new Service<>("digests of values", DigestTable.class);

  DigestTable() {
    super("digest");
    add(ValueType.STRING, (digest, value) -> digest.mix(Strings.text(value)));
    add(ValueType.LIST, (digest, value) -> list(digest, (ListValue) value));
    add(ValueType.SET, (digest, value) -> set(digest, (SetValue) value));
    add(ValueType.HASH, (digest, value) -> hash(digest, (HashValue) value));
    add(ValueType.ZSET, (digest, value) -> sortedSet(digest, (SortedSetValue) value));
  }

  private static void list(Digest digest, ListValue list) {
    try (var cursor = list.cursor(0, true)) {
      while (cursor.next()) {
        digest.mix(cursor.element().toBytes());
      }
    }
  }

  private static void set(Digest digest, SetValue set) {
    try (var cursor = set.cursor()) {
      while (cursor.next()) {
        digest.add(cursor.element().toBytes());
      }
    }
  }

  private static void hash(Digest digest, HashValue hash) {
    try (var cursor = hash.cursor()) {
      while (cursor.next()) {
        digest.addGroup(cursor.field().toBytes(), cursor.value().toBytes());
      }
    }
  }

  private static void sortedSet(Digest digest, SortedSetValue sorted) {
    var cursor = sorted.range(0, sorted.size() - 1, false);
    while (cursor.next()) {
      digest.addGroup(cursor.member().toBytes(), Ascii.bytes(Doubles.shortest(cursor.score())));
    }
  }
}
