package eightweeks.week2.object;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week2.compact.IntSet;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.dict.BareDict;
import java.util.function.Consumer;

/**
 * A set: an intset while all members are integers and few, a listpack while they are short and few,
 * a hash table otherwise.
 *
 * <p>Answers to {@code t_set.c}: {@code setTypeCreate()}, {@code setTypeAddAux()}, {@code
 * setTypeRemoveAux()}, {@code setTypeIsMemberAux()}, {@code setTypeRandomElement()}, {@code
 * setTypeConvertAndExpand()}, {@code maybeConvertToIntset()}, {@code setTypeDup()}.
 *
 * <p>A set never becomes more compact when it shrinks; SINTERSTORE and its like ask for it ({@link
 * #compactIfIntegers}).
 */
public final class SetValue extends AdaptiveValue {
  /** An intset cannot hold more, whatever the limit says. */
  private static final long MAX_INTEGERS = 1L << 30;

  /** The set that an entry has. */
  SetValue(Values values, Entry entry) {
    super(values, entry.having(ValueType.SET));
  }

  private SetValue(Values values, Encoding encoding, Object content) {
    super(values, ValueType.SET, encoding, content);
  }

  static SetValue ofIntegers(Values values) {
    return new SetValue(values, Encoding.INTSET, new IntSet().blob());
  }

  // tag::create[]
  static SetValue create(Values values, byte[] member, int offset, int length, long size) {
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

  IntSet integers() {
    return new IntSet(bytes());
  }

  private ElementTable table() {
    return (ElementTable) content();
  }

  /** The dict of a set that is a hash table: for scans and statistics. */
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

  /** Whether what an element shows is a member: of another set, mostly. */
  public boolean contains(Element element) {
    if (element.isInteger() && isIntSet()) {
      return integers().contains(element.integer());
    }
    return contains(element.array(), element.offset(), element.length());
  }

  // tag::add[]
  /** Adds a member; returns whether it was not there. */
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

  private boolean addToIntSet(long number) {
    var set = integers();
    boolean added = set.add(number);
    keep(set.blob());
    if (added && set.size() > mostIntegers()) {
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
      keep(list);
    } else {
      toTable(list.count() + 1L);
      table().addIfAbsent(text, offset, length);
    }
    return true;
  }

  /** A member of so many bytes that is no integer is about to come to a set of integers. */
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

  /** Adds what an element shows; returns whether it was not there. */
  public boolean add(Element element) {
    return element.isInteger() && isIntSet()
        ? addToIntSet(element.integer())
        : add(element.array(), element.offset(), element.length());
  }

  /** Takes a member out; returns whether it was there. */
  public boolean remove(byte[] text, int offset, int length) {
    if (!isCompact()) {
      return table().remove(text, offset, length);
    }
    if (isIntSet()) {
      var set = integers();
      boolean removed =
          Numbers.isInteger(text, offset, length)
              && set.remove(Numbers.parse(text, offset, length));
      keep(set.blob());
      return removed;
    }
    var list = list();
    int p = list.find(list.first(), text, offset, length, 0);
    if (p == Listpack.NONE) {
      return false;
    }
    list.delete(p);
    keep(list);
    return true;
  }

  // ---- Converting.

  /** To be called before up to so many members are added to it (setTypeMaybeConvert). */
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

  /** Makes it an intset if it may be one; all members must be integers (maybeConvertToIntset). */
  public void compactIfIntegers() {
    if (isIntSet() || size() > mostIntegers()) {
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

  private long mostIntegers() {
    return Math.min(values.limits().setMaxIntsetEntries.value(), MAX_INTEGERS);
  }

  private void toTable(long room) {
    var table = ElementTable.ofMembers(values, room);
    try (var all = cursor()) {
      while (all.next()) {
        table.add(all.element().toBytes());
      }
    }
    growInto(Encoding.HT, table);
  }

  // ---- Chance.

  /** Looks at any member of a set that is not empty, each as likely as the others. */
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

  /** Takes any member out of a set that is not empty (setTypePopRandom). */
  public byte[] pop() {
    var element = new Element();
    random(element);
    var popped = element.toBytes();
    remove(popped, 0, popped.length);
    return popped;
  }

  /**
   * Shows so many different members, every choice as likely as the others; all if there are fewer.
   * They come in the order of the set.
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

  /** A walk over all members, to be closed. The set must not change, but may be asked. */
  public SetCursor cursor() {
    return new SetCursor(this);
  }

  /**
   * One step of SSCAN: shows some members, and returns the cursor of the next step, 0 at the end. A
   * compact set is shown in one go.
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
