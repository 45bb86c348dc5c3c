package eightweeks.week3.keyspace;

import eightweeks.week2.dict.BareDict;
import eightweeks.week2.memory.ObjectSize;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.siphash.SipHash;
import eightweeks.week3.command.KeyspaceEvents;
import eightweeks.week3.command.KeyspaceListener;
import eightweeks.week3.command.Removal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the keys of a slot without a walk over all keys: the index that a cluster node needs, as a
 * listener of the keyspace.
 *
 * <p>Only a server in cluster mode adds it; any other has nothing of it (decision record 0007).
 * Keys are the arrays of the entries themselves: the index adds a reference a key, and a node where
 * two share a bucket.
 */
final class SlotIndex implements KeyspaceListener {
  static final int SLOTS = 16_384;
  private static final int POLYNOMIAL = 0x1021;
  private static final int[] CRC16 = table();

  private final SipHash hash;
  private final @Nullable BareDict[][] slots;

  SlotIndex(int databases, SipHash hash) {
    this.hash = hash;
    slots = new BareDict[databases][SLOTS];
  }

  @Override
  public void added(int database, byte[] key, ValueType type) {
    int slot = slot(key);
    var keys = slots[database][slot];
    if (keys == null) {
      keys = BareDict.ofMembers(hash);
      slots[database][slot] = keys;
    }
    keys.add(key);
  }

  @Override
  public void removed(int database, byte[] key, ValueType type, Removal why) {
    if (why == Removal.OVERWRITTEN) {
      return; // the key is still there
    }
    int slot = slot(key);
    var keys = slots[database][slot];
    if (keys == null || keys.remove(key, 0, key.length) == null) {
      throw new IllegalStateException("a key was removed that is not in the index");
    }
    if (keys.isEmpty()) {
      slots[database][slot] = null;
    }
  }

  @Override
  public void flushing(int database) {
    int first = database == KeyspaceEvents.ALL_DATABASES ? 0 : database;
    int last = database == KeyspaceEvents.ALL_DATABASES ? slots.length - 1 : database;
    for (int i = first; i <= last; i++) {
      slots[i] = new BareDict[SLOTS];
    }
  }

  @Override
  public void swapped(int one, int other) {
    var keys = slots[one];
    slots[one] = slots[other];
    slots[other] = keys;
  }

  /** Returns how many keys a slot has (CLUSTER COUNTKEYSINSLOT). */
  int count(int database, int slot) {
    var keys = slots[database][slot];
    return keys == null ? 0 : keys.size();
  }

  /** Shows the keys of a slot (CLUSTER GETKEYSINSLOT). */
  void forEach(int database, int slot, Consumer<byte[]> sink) {
    var keys = slots[database][slot];
    if (keys != null) {
      keys.forEach(sink);
    }
  }

  /** Bytes of memory that the index takes, without the keys. */
  long memory() {
    long bytes = 0;
    for (var database : slots) {
      bytes += ObjectSize.ofReferences(database.length);
      for (var keys : database) {
        bytes += keys == null ? 0 : keys.memory();
      }
    }
    return bytes;
  }

  /** Returns the slot of a key; what is between the first braces decides, if there is anything. */
  static int slot(byte[] key) {
    int open = indexOf(key, '{', 0);
    int close = open < 0 ? -1 : indexOf(key, '}', open + 1);
    boolean tag = close > open + 1;
    int crc = 0;
    for (int i = tag ? open + 1 : 0; i < (tag ? close : key.length); i++) {
      crc = crc << 8 & 0xffff ^ CRC16[(crc >>> 8 ^ key[i]) & 0xff];
    }
    return crc & (SLOTS - 1);
  }

  private static int indexOf(byte[] bytes, char wanted, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static int[] table() {
    var table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int crc = i << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
      }
      table[i] = crc & 0xffff;
    }
    return table;
  }
}
