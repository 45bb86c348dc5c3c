package eightweeks.week7.debugging;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.values.Values;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week6.scripting.Sha1;

/**
 * Twenty bytes that are equal on two servers only if they have the same keys with the same values.
 *
 * <p>Answers to {@code debug.c: computeDatasetDigest()}, {@code xorObjectDigest()}, {@code
 * mixDigest()}, {@code xorDigest()}. Data with an order is mixed in, one after the other: the
 * elements of a list. What has no order (keys, members, fields) is added by exclusive or, so that
 * the order in which a table shows it does not matter.
 *
 * <p>When you add a type of values: add a row to the {@link DigestTable}.
 */
public final class Digest {
  static final String NOTHING = "0".repeat(2 * Sha1.BYTES);
  private static final byte[] EXPIRES = Ascii.bytes("!!expire!!");

  private final byte[] digest = new byte[Sha1.BYTES];

  private Digest() {}

  /** Puts the value of a key into its digest: a row of the table of types. */
  @FunctionalInterface
  public interface Row {
    /**
     * @param value a string as {@link eightweeks.week2.object.Strings} knows it, or a {@link
     *     eightweeks.week2.object.Value}
     */
    void mix(Digest digest, Object value);
  }

  /** Returns the digest of all keys of all databases, in hexadecimal. */
  static String of(DigestTable table, Values values, Keyspace keyspace) {
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
              one.mixValue(table, values, entry);
              all.add(one.digest);
            });
      }
    }
    return all.hex();
  }

  /** Returns the digest of the value of a key, in hexadecimal. */
  static String ofValue(DigestTable table, Values values, Entry entry) {
    var one = new Digest();
    one.mixValue(table, values, entry);
    return one.hex();
  }

  private void mixValue(DigestTable table, Values values, Entry entry) {
    mixNumber(entry.type().ordinal());
    table.of(entry.type()).mix(this, values.of(entry));
    if (entry.expiresAt() != ExpiringEntry.NEVER) {
      add(EXPIRES);
    }
  }

  /** Adds bytes whose place matters (mixDigest). */
  public void mix(byte[] bytes) {
    add(bytes);
    System.arraycopy(Sha1.of(digest), 0, digest, 0, digest.length);
  }

  /** Adds bytes whose place does not matter (xorDigest). */
  public void add(byte[] bytes) {
    var hash = Sha1.of(bytes);
    for (int i = 0; i < digest.length; i++) {
      digest[i] ^= hash[i];
    }
  }

  /** Adds several byte arrays whose order matters, as one element whose place does not. */
  public void addGroup(byte[]... parts) {
    var group = new Digest();
    for (var part : parts) {
      group.mix(part);
    }
    add(group.digest);
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
