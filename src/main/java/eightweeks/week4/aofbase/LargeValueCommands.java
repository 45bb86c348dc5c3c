package eightweeks.week4.aofbase;

import eightweeks.week2.object.Element;
import eightweeks.week2.object.Strings;
import eightweeks.week2.sds.Sds;
import eightweeks.week2.sds.StringCapture;
import eightweeks.week2.sortedset.SortedSetValue;
import eightweeks.week2.values.HashValue;
import eightweeks.week2.values.ListCursor;
import eightweeks.week2.values.ListValue;
import eightweeks.week2.values.SetValue;
import eightweeks.week3.rdb.ElementCapture;
import eightweeks.week3.rdb.MemberCapture;
import eightweeks.week3.rdb.ValueCapture;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The commands that create a large value, which is captured while it changes.
 *
 * <p>{@link ValueCommands} writes small values at once. Here, a command that changes the value
 * hands over what it is about to change, and {@link ValueCapture#step} writes the rest.
 */
final class LargeValueCommands {
  private LargeValueCommands() {}

  /**
   * Begins to capture a value.
   *
   * @param key which does not change until the capture has ended
   * @return null if the value is small, or of a type that is written as a whole
   */
  static @Nullable ValueCapture capture(
      Element key, Object value, Strings strings, CommandOutput out) throws IOException {
    return switch (value) {
      case HashValue hash when !hash.isCompact() -> {
        var commands = new ElementCommands("HMSET", key, hash.size(), 2, out);
        yield new ElementCapture(hash.capture(commands::pair));
      }
      case SetValue set when !set.isCompact() -> {
        var commands = new ElementCommands("SADD", key, set.size(), 1, out);
        yield new ElementCapture(set.capture(commands::single));
      }
      case SortedSetValue set when !set.isCompact() -> {
        var commands = new ElementCommands("ZADD", key, set.size(), 2, out);
        yield new MemberCapture(set.capture(commands::scored));
      }
      case ListValue list when !list.isCompact() -> {
        var commands = new ElementCommands("RPUSH", key, list.size(), 1, out);
        yield new ListElements(list.share().cursor(0, true), commands);
      }
      case byte[] text -> text(key, strings.capture(text), out);
      case Sds text -> text(key, strings.capture(text), out);
      default -> null;
    };
  }

  private static @Nullable ValueCapture text(
      Element key, @Nullable StringCapture text, CommandOutput out) throws IOException {
    if (text == null) {
      return null;
    }
    out.begin(3, "SET");
    out.argument(key);
    out.beginArgument(text.length());
    return new Text(text, out);
  }

  /** The elements of a list, whose nodes share their bytes with it until it changes them. */
  private record ListElements(ListCursor elements, ElementCommands commands)
      implements ValueCapture {
    @Override
    public boolean step(int count) throws IOException {
      if (commands.write(elements, count)) {
        return true;
      }
      elements.close();
      return false;
    }

    @Override
    public void cancel() {
      elements.close();
    }
  }

  /** The bytes of a string. */
  private record Text(StringCapture text, CommandOutput out) implements ValueCapture {
    @Override
    public boolean step(int count) throws IOException {
      out.part(text.next());
      if (text.hasNext()) {
        return true;
      }
      out.endArgument();
      return false;
    }

    @Override
    public long copied() {
      return text.copied();
    }

    @Override
    public void cancel() {
      text.end();
    }
  }
}
