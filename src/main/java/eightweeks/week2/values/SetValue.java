package eightweeks.week2.values;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.batch.ElementBatch;
import eightweeks.week2.compact.IntSet;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.dict.BareDict;
import eightweeks.week2.dict.Capture;
import eightweeks.week2.object.AdaptiveValue;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.Sampling;
import eightweeks.week2.object.ValueContext;
import eightweeks.week2.object.ValueType;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A set: an intset while all members are integers and few, a listpack while they are short and few,
 * a hash table otherwise.
 *
 * <p>Answers to {@code t_set.c}: {@code setTypeCreate()}, {@code setTypeAddAux()}, {@code
 * setTypeRemoveAux()}, {@code setTypeIsMemberAux()}, {@code setTypeRandomElement()}, {@code
 * setTypeConvertAndExpand()}, {@code maybeConvertToIntset()}, {@code setTypeDup()}.
 *
 * <p>A set never becomes more compact when it shrinks; SINTERSTORE and similar commands ask for it
 * ({@link #compactIfIntegers}).
 */
public final class SetValue extends AdaptiveValue {
  /** Maximum number of integers in an intset, even if the directive allows more. */
  private static final long MAX_INTSET_SIZE = 1L << 30;

  /** A view of the set of an entry. */
  SetValue(ValueContext values, Entry entry) {
    super(values, entry.requireType(ValueType.SET));
  }

  /** A view that shows nothing yet. */
  SetValue(ValueContext values) {
    super(values);
  }

  private SetValue(ValueContext values, Encoding encoding, Object content) {
    super(values, ValueType.SET, encoding, content);
  }

  /**
   * Shows the set of an entry, until {@link #hide}; returns this view.
   *
   * @throws CommandError WRONGTYPE if the key has another type
   */
  public SetValue of(Entry of) {
    show(of.requireType(ValueType.SET));
    return this;
  }

  static SetValue ofIntegers(ValueContext values) {
    return new SetValue(values, Encoding.INTSET, new IntSet().blob());
  }

  /** Returns a set whose members an intset holds. */
  static SetValue of(ValueContext values, IntSet integers) {
    return new SetValue(values, Encoding.INTSET, integers.blob());
  }

  /** Returns the set of a valid listpack, which has each member once. */
  static SetValue of(ValueContext values, Listpack list) {
    return new SetValue(values, Encoding.LISTPACK, list.array());
  }

  // tag::create[]
  static SetValue create(ValueContext values, byte[] member, int offset, int length, long size) {
    var limits = values.limits();
    if (Numbers.isInteger(member, offset, length) && size <= limits.setMaxIntsetEntries.value()) {
      return ofIntegers(values);
    }
    if (size <= limits.setMaxListpackEntries.value()) {
      return new SetValue(values, Encoding.LISTPACK, new Listpack().array());
    }
    return new SetValue(values, Encoding.HT, ElementTable.ofMembers(values, size));
  }

  // end::create[]

  boolean isIntSet() {
    return encoding() == Encoding.INTSET;
  }

  /** Returns the intset of a set that is one. */
  public IntSet integers() {
    return new IntSet(bytes());
  }

  private ElementTable table() {
    return (ElementTable) content();
  }

  /** Returns the dict of a set that is a hash table: for scans and statistics. */
  public BareDict dict() {
    return table().dict;
  }

  @Override
  public long size() {
    if (!isCompact()) {
      return table().size();
    }
    return isIntSet() ? integers().size() : list().count();
  }

  // ---- Members.

  public boolean contains(byte[] text, int offset, int length) {
    if (!isCompact()) {
      return dict().contains(text, offset, length);
    }
    if (isIntSet()) {
      return Numbers.isInteger(text, offset, length)
          && integers().contains(Numbers.parse(text, offset, length));
    }
    var list = list();
    return list.find(list.first(), text, offset, length, 0) != Listpack.NONE;
  }

  /** Returns whether an element, mostly of another set, is a member. */
  public boolean contains(Element element) {
    if (element.isInteger() && isIntSet()) {
      return integers().contains(element.integer());
    }
    return contains(element.array(), element.offset(), element.length());
  }

  // tag::add[]
  /** Adds a member; returns whether it is new. */
  public boolean add(byte[] text, int offset, int length) {
    if (!isCompact()) {
      return table().addIfAbsent(text, offset, length);
    }
    if (!isIntSet()) {
      return addToListpack(text, offset, length);
    }
    if (Numbers.isInteger(text, offset, length)) {
      return addToIntSet(Numbers.parse(text, offset, length));
    }
    leaveIntSet(length);
    return add(text, offset, length);
  }

  // tag::limits[]
  private boolean addToIntSet(long number) {
    var set = integers();
    boolean added = set.add(number);
    store(set.blob());
    if (added && set.size() > maxIntegers()) {
      toTable(set.size());
    }
    return added;
  }

  private boolean addToListpack(byte[] text, int offset, int length) {
    var list = list();
    if (list.find(list.first(), text, offset, length, 0) != Listpack.NONE) {
      return false;
    }
    var limits = values.limits();
    if (list.count() < limits.setMaxListpackEntries.value()
        && length <= limits.setMaxListpackValue.value()
        && list.isSafeToAdd(length)) {
      list.append(text, offset, length);
      store(list);
    } else {
      toTable(list.count() + 1L);
      table().addIfAbsent(text, offset, length);
    }
    return true;
  }

  // end::limits[]

  /** Converts an intset before a member of a length, which is not an integer, is added. */
  private void leaveIntSet(int length) {
    var set = integers();
    int size = set.size();
    var limits = values.limits();
    long longest = 0;
    long total = 0;
    if (size > 0) {
      // No integer between the smallest and the largest is longer than both of them.
      longest = Math.max(Numbers.digits(set.min()), Numbers.digits(set.max()));
      total =
          Math.max(
              Listpack.estimateBytes(set.min(), size), Listpack.estimateBytes(set.max(), size));
    }
    if (size < limits.setMaxListpackEntries.value()
        && length <= limits.setMaxListpackValue.value()
        && longest <= limits.setMaxListpackValue.value()
        && total + length <= Listpack.MAX_BYTES) {
      var list = new Listpack();
      for (int i = 0; i < size; i++) {
        list.append(set.get(i));
      }
      shrinkInto(Encoding.LISTPACK, list.array());
    } else {
      toTable(size + 1L);
    }
  }

  // end::add[]

  /**
   * Adds members to a hash table that is being loaded, up to the first that is there already.
   *
   * @return that member; null if all are new
   */
  public byte @Nullable [] addAll(ElementBatch members) {
    return table().addAll(members);
  }

  /** Adds an element as a member; returns whether it is new. */
  public boolean add(Element element) {
    return element.isInteger() && isIntSet()
        ? addToIntSet(element.integer())
        : add(element.array(), element.offset(), element.length());
  }

  /** Adds all members of another set. */
  public void addAll(SetValue other) {
    if (isIntSet() && other.isIntSet() && size() + other.size() <= maxIntegers()) {
      var set = integers();
      set.addAll(other.integers());
      store(set.blob());
      return;
    }
    try (var all = other.cursor()) {
      while (all.next()) {
        add(all.element());
      }
    }
  }

  /**
   * Adds the members of one set that are not in another one, if all three are intsets; this one
   * must be empty.
   *
   * @return false, and nothing changes, if one is no intset or the first is too large for one
   */
  public boolean addDifference(SetValue one, SetValue other) {
    if (!isIntSet() || !one.isIntSet() || !other.isIntSet() || one.size() > maxIntegers()) {
      return false;
    }
    store(one.integers().without(other.integers()).blob());
    return true;
  }

  /** Removes a member; returns whether it was there. */
  public boolean remove(byte[] text, int offset, int length) {
    if (!isCompact()) {
      return table().remove(text, offset, length);
    }
    if (isIntSet()) {
      var set = integers();
      boolean removed =
          Numbers.isInteger(text, offset, length)
              && set.remove(Numbers.parse(text, offset, length));
      store(set.blob());
      return removed;
    }
    var list = list();
    int p = list.find(list.first(), text, offset, length, 0);
    if (p == Listpack.NONE) {
      return false;
    }
    list.delete(p);
    store(list);
    return true;
  }

  // ---- Converting.

  /** Converts the set if new members alone exceed its encoding's limit (setTypeMaybeConvert). */
  public void beforeAdding(long members) {
    var limits = values.limits();
    if (isCompact()
        && members
            > (isIntSet()
                ? limits.setMaxIntsetEntries.value()
                : limits.setMaxListpackEntries.value())) {
      toTable(members);
    }
  }

  /**
   * Makes it an intset if the limit allows; all members must be integers (maybeConvertToIntset).
   */
  public void compactIfIntegers() {
    if (isIntSet() || size() > maxIntegers()) {
      return;
    }
    var set = new IntSet();
    try (var all = cursor()) {
      while (all.next()) {
        var member = all.element();
        set.add(Numbers.parse(member.array(), member.offset(), member.length()));
      }
    }
    shrinkInto(Encoding.INTSET, set.blob());
  }

  private long maxIntegers() {
    return Math.min(values.limits().setMaxIntsetEntries.value(), MAX_INTSET_SIZE);
  }

  /** Makes it a hash table, whatever its size, with capacity for a number of members. */
  public void toHashtable(long capacity) {
    if (isCompact()) {
      toTable(capacity);
    }
  }

  private void toTable(long capacity) {
    var table = ElementTable.ofMembers(values, capacity);
    try (var all = cursor()) {
      while (all.next()) {
        table.add(all.element().toBytes());
      }
    }
    growInto(Encoding.HT, table);
  }

  // ---- Random members.

  /** Shows a random member; all are equally likely. The set must not be empty. */
  public void random(Element into) {
    var random = values.random();
    if (!isCompact()) {
      into.set(table().random(random));
    } else if (isIntSet()) {
      into.set(integers().random(random));
    } else {
      var list = list();
      into.read(list, list.seek(random.nextInt(list.count())));
    }
  }

  /** Removes and returns a random member of a set that is not empty (setTypePopRandom). */
  public byte[] pop() {
    var element = new Element();
    random(element);
    var popped = element.toBytes();
    remove(popped, 0, popped.length);
    return popped;
  }

  /**
   * Shows {@code count} different random members, or all if there are fewer. Every set of members
   * is equally likely. They come in the order of the set.
   */
  public void sample(long count, Consumer<Element> visitor) {
    var choice = new Sampling(values.random(), size(), count);
    try (var all = cursor()) {
      while (choice.goesOn() && all.next()) {
        if (choice.takesNext()) {
          visitor.accept(all.element());
        }
      }
    }
  }

  // ---- Walking.

  /** Returns a walk over all members. The set must not change until the caller closes the walk. */
  public SetCursor cursor() {
    return new SetCursor(this);
  }

  /**
   * Makes one step of SSCAN: shows some members, and returns the cursor of the next step, 0 at the
   * end. A compact set is shown in one step.
   */
  public long scan(long cursor, Consumer<Element> visitor) {
    if (isCompact()) {
      sample(Long.MAX_VALUE, visitor);
      return 0;
    }
    var element = new Element();
    return dict()
        .scan(
            cursor,
            member -> {
              element.set(member);
              visitor.accept(element);
            });
  }

  /**
   * Begins to capture all members as they are now, while the set changes. The set must not be
   * compact.
   */
  public Capture<?> capture(Consumer<Element> sink) {
    var element = new Element();
    return dict()
        .capture(
            member -> {
              element.set(member);
              sink.accept(element);
            });
  }

  @Override
  public SetValue duplicate() {
    return new SetValue(
        values,
        encoding(),
        isCompact()
            ? bytes().clone()
            : table().duplicate(ElementTable.ofMembers(values, table().size())));
  }
}
