package eightweeks.week4.aofbase;

import eightweeks.week1.extension.Service;
import eightweeks.week2.doubles.Doubles;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Strings;
import eightweeks.week2.object.TypeTable;
import eightweeks.week2.object.Value;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.sortedset.SortedSetValue;
import eightweeks.week2.values.HashValue;
import eightweeks.week2.values.ListValue;
import eightweeks.week2.values.SetValue;
import eightweeks.week3.rdb.ValueCapture;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The commands that create a value, by its type.
 *
 * <p>Answers to {@code aof.c: rewriteListObject(), rewriteSetObject(), rewriteSortedSetObject(),
 * rewriteHashObject()}. A large collection takes several commands ({@link ElementCommands}).
 *
 * <p>When you add a type of values: add a row here.
 */
public final class ValueCommands extends TypeTable<ValueCommands.Row> {
  public static final Service<ValueCommands> SERVICE =
      new Service<>("commands for values", ValueCommands.class);

  private final Strings strings;

  /** Writes the commands for the values of one type. */
  @FunctionalInterface
  public interface Row {
    /**
     * Writes commands that create a value. The key does not exist when they run.
     *
     * @param value as {@link Strings} knows it, or a {@link Value}; it is not changed
     */
    void write(Element key, Object value, CommandOutput out) throws IOException;
  }

  /** The types of the first three weeks. */
  public ValueCommands(Strings strings) {
    super("commands");
    this.strings = strings;
    add(ValueType.STRING, ValueCommands::writeString);
    add(ValueType.LIST, ValueCommands::writeList);
    add(ValueType.SET, ValueCommands::writeSet);
    add(ValueType.ZSET, ValueCommands::writeSortedSet);
    add(ValueType.HASH, ValueCommands::writeHash);
  }

  void write(Element key, Object value, CommandOutput out) throws IOException {
    of(value instanceof Value collection ? collection.type() : ValueType.STRING)
        .write(key, value, out);
  }

  /**
   * Begins to capture a large value.
   *
   * @param key which does not change until the capture has ended
   * @return null if the value is small, or of a type that is written as a whole
   */
  @Nullable ValueCapture capture(Element key, Object value, CommandOutput out) throws IOException {
    return LargeValueCommands.capture(key, value, strings, out);
  }

  private static void writeString(Element key, Object value, CommandOutput out) throws IOException {
    out.begin(3, "SET");
    out.argument(key);
    out.argument(Strings.text(value));
  }

  private static void writeList(Element key, Object value, CommandOutput out) throws IOException {
    var list = (ListValue) value;
    var commands = new ElementCommands("RPUSH", key, list.size(), 1, out);
    try (var elements = list.cursor(0, true)) {
      commands.write(elements, list.size());
    }
  }

  private static void writeSet(Element key, Object value, CommandOutput out) throws IOException {
    var set = (SetValue) value;
    var commands = new ElementCommands("SADD", key, set.size(), 1, out);
    try (var members = set.cursor()) {
      while (members.next()) {
        commands.beforeElement();
        out.argument(members.element());
      }
    }
  }

  private static void writeSortedSet(Element key, Object value, CommandOutput out)
      throws IOException {
    var set = (SortedSetValue) value;
    var commands = new ElementCommands("ZADD", key, set.size(), 2, out);
    for (var all = set.range(0, set.size() - 1, false); all.next(); ) {
      commands.beforeElement();
      out.argument(Doubles.format(all.score()));
      out.argument(all.member());
    }
  }

  private static void writeHash(Element key, Object value, CommandOutput out) throws IOException {
    var hash = (HashValue) value;
    var commands = new ElementCommands("HMSET", key, hash.size(), 2, out);
    try (var fields = hash.cursor()) {
      while (fields.next()) {
        commands.beforeElement();
        out.argument(fields.field());
        out.argument(fields.value());
      }
    }
  }
}
