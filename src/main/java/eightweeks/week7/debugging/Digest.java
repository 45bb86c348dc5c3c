package eightweeks.week7.debugging;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Doubles;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.HashValue;
import eightweeks.week2.object.ListValue;
import eightweeks.week2.object.SetValue;
import eightweeks.week2.object.SortedSetValue;
import eightweeks.week2.object.Strings;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.object.Values;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week6.scripting.Sha1;

/**
 * Twenty bytes that two servers have in common only if they have the same keys with the same
 * values.
 *
 * <p>Answers to {@code debug.c: computeDatasetDigest()}, {@code xorObjectDigest()}. What has an
 * order is mixed in, one after the other: the elements of a list. What has none (keys, members,
 * fields) is added by exclusive or, so that the order in which a table shows it does not matter.
 */
final class Digest {
  static final String NOTHING = "0".repeat(2 * Sha1.BYTES);
  private static final byte[] EXPIRES = Ascii.bytes("!!expire!!");

  private final byte[] digest = new byte[Sha1.BYTES];

  private Digest() {}

  /** Of all keys of all databases, in hexadecimal. */
  static String of(Values values, Keyspace keyspace) {
    var all = new Digest();
    var key = new Element();
    for (var database : keyspace.all()) {
      if (database.size() > 0) {
        all.mixNumber(database.number());
        database.forEach(
            entry -> {
              var one = new Digest();
              entry.showKey(key);
              one.mix(key.toBytes());
              one.mixValue(values, entry);
              all.add(one.digest);
            });
      }
    }
    return all.hex();
  }

  /** Of what a key has, in hexadecimal. */
  static String ofValue(Values values, Entry entry) {
    var one = new Digest();
    one.mixValue(values, entry);
    return one.hex();
  }

  private void mixValue(Values values, Entry entry) {
    mixNumber(entry.type().ordinal());
    switch (values.of(entry)) {
      case ListValue list -> mixList(list);
      case SetValue set -> addMembers(set);
      case HashValue hash -> addFields(hash);
      case SortedSetValue sorted -> addScores(sorted);
      case Object string when entry.type() == ValueType.STRING -> mix(Strings.text(string));
      default -> throw new IllegalStateException("no digest of a " + entry.type());
    }
    if (entry.expiresAt() != ExpiringEntry.NEVER) {
      add(EXPIRES);
    }
  }

  private void mixList(ListValue list) {
    try (var cursor = list.cursor(0, true)) {
      while (cursor.next()) {
        mix(cursor.element().toBytes());
      }
    }
  }

  private void addMembers(SetValue set) {
    try (var cursor = set.cursor()) {
      while (cursor.next()) {
        add(cursor.element().toBytes());
      }
    }
  }

  private void addFields(HashValue hash) {
    try (var cursor = hash.cursor()) {
      while (cursor.next()) {
        addPair(cursor.field(), cursor.value().toBytes());
      }
    }
  }

  private void addScores(SortedSetValue sorted) {
    var cursor = sorted.range(0, sorted.size() - 1, false);
    while (cursor.next()) {
      addPair(cursor.member(), Ascii.bytes(Doubles.format(cursor.score())));
    }
  }

  private void addPair(Element first, byte[] second) {
    var pair = new Digest();
    pair.mix(first.toBytes());
    pair.mix(second);
    add(pair.digest);
  }

  /** Adds bytes whose place does not matter. */
  private void add(byte[] bytes) {
    var hash = Sha1.of(bytes);
    for (int i = 0; i < digest.length; i++) {
      digest[i] ^= hash[i];
    }
  }

  /** Adds bytes whose place does matter. */
  private void mix(byte[] bytes) {
    add(bytes);
    System.arraycopy(Sha1.of(digest), 0, digest, 0, digest.length);
  }

  private void mixNumber(int number) {
    mix(
        new byte[] {
          (byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number
        });
  }

  private String hex() {
    return Sha1.hex(digest);
  }
}
