package eightweeks.week1.config;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directive that is a number: an integer, an amount of memory such as {@code 64mb}, or octal
 * digits.
 *
 * <p>Answers to {@code config.c: numericParseString()} and {@code numericBoundaryCheck()}.
 */
public final class LongDirective extends Directive<LongDirective> {
  /** The notation of the number. */
  enum Notation {
    INTEGER("argument couldn't be parsed into an integer"),
    OCTAL("argument couldn't be parsed as an octal number"),
    MEMORY("argument must be a memory value"),
    MEMORY_OR_PERCENT("argument must be a memory or percent value");

    private final String error;

    Notation(String error) {
      this.error = error;
    }
  }

  private Notation notation;
  private final long initial;
  private long value;
  private long least;
  private long most;
  private boolean unsigned;
  private @Nullable Check check;

  LongDirective(String name, long initial, Notation notation) {
    super(name);
    this.notation = notation;
    this.initial = initial;
    value = initial;
    most = notation == Notation.MEMORY ? Long.MAX_VALUE : Integer.MAX_VALUE;
  }

  /** Checks a new value before it is set and after its range was checked. */
  @FunctionalInterface
  public interface Check {
    void check(long value) throws DirectiveException;
  }

  /** Sets the minimum and the maximum. Without them: 0 and 2^31-1, for memory 0 and 2^63-1. */
  public LongDirective range(long atLeast, long atMost) {
    least = atLeast;
    most = atMost;
    return this;
  }

  /** Allows the whole range of an unsigned 64-bit number; {@link #value} gives its bits. */
  public LongDirective unsigned() {
    least = 0;
    most = -1;
    unsigned = true;
    return this;
  }

  /** Also allows a percentage up to a maximum: {@link #value} is then minus that percentage. */
  public LongDirective orPercent(int atMost) {
    notation = Notation.MEMORY_OR_PERCENT;
    least = -atMost;
    return this;
  }

  public LongDirective check(Check condition) {
    check = condition;
    return this;
  }

  public long value() {
    return value;
  }

  /** Returns the value of a directive whose range is within that of an int. */
  public int intValue() {
    return (int) value;
  }

  /** Sets the value without checking its range, without its check and without its action. */
  public void set(long newValue) {
    value = newValue;
  }

  @Override
  protected boolean read(List<String> words) throws DirectiveException {
    long number = parse(words.getFirst());
    checkRange(number);
    if (check != null) {
      check.check(number);
    }
    boolean changed = number != value;
    value = number;
    return changed;
  }

  private long parse(String text) throws DirectiveException {
    var parsed =
        switch (notation) {
          case INTEGER -> integer(text);
          case OCTAL -> octal(text);
          case MEMORY -> MemoryUnits.parse(text);
          case MEMORY_OR_PERCENT -> text.endsWith("%") ? percent(text) : MemoryUnits.parse(text);
        };
    if (parsed == null) {
      throw new DirectiveException(notation.error);
    }
    return parsed;
  }

  private static @Nullable Long integer(String text) {
    var bytes = Ascii.bytes(text);
    return Numbers.isInteger(bytes, 0, bytes.length) ? Long.valueOf(text) : null;
  }

  private static @Nullable Long octal(String text) {
    try {
      return Long.valueOf(text, 8);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private static @Nullable Long percent(String text) {
    var number = integer(text.substring(0, text.length() - 1));
    return number == null || number < 0 ? null : Long.valueOf(-number);
  }

  private void checkRange(long number) throws DirectiveException {
    if (notation == Notation.MEMORY_OR_PERCENT && number < 0) {
      if (number < least) {
        throw new DirectiveException("percentage argument must be less or equal to " + -least);
      }
    } else if (unsigned
        ? Long.compareUnsigned(number, most) > 0
        : number < least || number > most) {
      throw new DirectiveException(
          "argument must be between " + show(least) + " and " + show(most) + " inclusive");
    }
  }

  private String show(long number) {
    return notation == Notation.OCTAL
        ? Long.toOctalString(number)
        : unsigned ? Long.toUnsignedString(number) : Long.toString(number);
  }

  private boolean isPercent() {
    return notation == Notation.MEMORY_OR_PERCENT && value < 0;
  }

  @Override
  public String text() {
    return isPercent() ? -value + "%" : show(value);
  }

  @Override
  protected void rewrite(Rewriting file) {
    boolean memory = notation == Notation.MEMORY || notation == Notation.MEMORY_OR_PERCENT;
    file.line(
        name(), memory && !isPercent() ? MemoryUnits.format(value) : text(), value != initial);
  }
}
