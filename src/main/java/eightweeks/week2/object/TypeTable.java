package eightweeks.week2.object;

import java.util.EnumMap;

/**
 * A table of operations on values, by type: one row for each {@link ValueType}.
 *
 * <p>A concern that treats each type in its own way (the digest, RDB, the AOF rewriter) has one
 * table, a subclass of this, and offers it to later weeks as a service. The week that has a new
 * type adds the row. A row of {@link ValueType#MODULE} serves all types of modules; it asks the
 * value.
 *
 * <p>Why is this not a method of {@link Value}? A value of week 2 must not know of RDB, which comes
 * later.
 *
 * @param <R> what a row does
 */
public class TypeTable<R> {
  private final String concern;
  private final EnumMap<ValueType, R> rows = new EnumMap<>(ValueType.class);

  /**
   * @param concern what the table is about, for messages: "digest"
   */
  protected TypeTable(String concern) {
    this.concern = concern;
  }

  /**
   * Adds the row of a type.
   *
   * @throws IllegalStateException if the type has a row
   */
  public final void add(ValueType type, R row) {
    if (rows.putIfAbsent(type, row) != null) {
      throw new IllegalStateException("there are two rows for the " + concern + " of a " + type);
    }
  }

  /**
   * Returns the row of a type.
   *
   * @throws IllegalStateException if the type has no row
   */
  public final R of(ValueType type) {
    var row = rows.get(type);
    if (row == null) {
      throw new IllegalStateException("there is no row for the " + concern + " of a " + type);
    }
    return row;
  }
}
