package eightweeks.week2.dict;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.bytes.FieldRecord;
import eightweeks.week2.memory.ObjectSize;
import eightweeks.week2.siphash.SipHash;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A hash table of any kind, as a map from text to text: what the model runs are about. */
sealed interface Subject<E> {
  SipHash HASH = new SipHash(1, 2);

  HashTable<E> table();

  String key(E element);

  String value(E element);

  @Nullable E find(byte[] bytes, int offset, int length);

  /** Adds a key that is not there, or gives one that is there another value. */
  void put(String key, String value);

  @Nullable E remove(byte[] bytes, int offset, int length);

  /** Returns the value of a key whose bytes lie in the middle of others, or null. */
  default @Nullable String get(String key) {
    var bytes = Ascii.bytes("--" + key + "--");
    var element = find(bytes, 2, key.length());
    return element == null ? null : value(element);
  }

  default @Nullable String remove(String key) {
    var bytes = Ascii.bytes("--" + key + "--");
    var element = remove(bytes, 2, key.length());
    return element == null ? null : value(element);
  }

  default void forEach(Consumer<String> keys) {
    table().forEach(element -> keys.accept(key(element)));
  }

  static Subject<?> of(String kind, Resizing resizing) {
    return switch (kind) {
      case "nodes" -> new Nodes(new Dict<>(HASH, resizing));
      case "members" -> new Members(BareDict.ofMembers(HASH, resizing, ObjectSize.UNACCOUNTED));
      default -> new Fields(BareDict.ofFields(HASH, resizing, ObjectSize.UNACCOUNTED));
    };
  }

  /** A node with a value. */
  final class Pair extends Node {
    String value;

    Pair(String key, String value) {
      super(Ascii.bytes(key));
      this.value = value;
    }
  }

  record Nodes(Dict<Pair> table) implements Subject<Pair> {
    @Override
    public String key(Pair element) {
      return Ascii.text(element.key());
    }

    @Override
    public String value(Pair element) {
      return element.value;
    }

    @Override
    public @Nullable Pair find(byte[] bytes, int offset, int length) {
      return table.find(bytes, offset, length);
    }

    @Override
    public void put(String key, String value) {
      var bytes = Ascii.bytes(key);
      int hashed = table.hashOf(bytes, 0, bytes.length);
      var old = table.find(hashed, bytes, 0, bytes.length);
      if (old == null) {
        table.add(hashed, new Pair(key, value));
      } else if (value.length() % 2 == 0) {
        table.replace(old, new Pair(key, value));
      } else {
        table.beforeChange(old);
        old.value = value;
      }
    }

    @Override
    public @Nullable Pair remove(byte[] bytes, int offset, int length) {
      return table.remove(bytes, offset, length);
    }
  }

  record Members(BareDict table) implements Subject<byte[]> {
    @Override
    public String key(byte[] element) {
      return Ascii.text(element);
    }

    @Override
    public String value(byte[] element) {
      return "";
    }

    @Override
    public byte @Nullable [] find(byte[] bytes, int offset, int length) {
      return table.find(bytes, offset, length);
    }

    @Override
    public void put(String key, String value) {
      if (value.length() % 2 == 0) {
        table.put(Ascii.bytes(key));
      } else {
        table.addIfAbsent(Ascii.bytes("?" + key), 1, key.length());
      }
    }

    @Override
    public byte @Nullable [] remove(byte[] bytes, int offset, int length) {
      return table.remove(bytes, offset, length);
    }
  }

  record Fields(BareDict table) implements Subject<byte[]> {
    @Override
    public String key(byte[] element) {
      return Ascii.text(FieldRecord.field(element));
    }

    @Override
    public String value(byte[] element) {
      return Ascii.text(FieldRecord.value(element));
    }

    @Override
    public byte @Nullable [] find(byte[] bytes, int offset, int length) {
      return table.find(bytes, offset, length);
    }

    @Override
    public void put(String key, String value) {
      var field = Ascii.bytes(key);
      var bytes = Ascii.bytes(value);
      table.put(FieldRecord.of(field, 0, field.length, bytes, 0, bytes.length));
    }

    @Override
    public byte @Nullable [] remove(byte[] bytes, int offset, int length) {
      return table.remove(bytes, offset, length);
    }
  }
}
