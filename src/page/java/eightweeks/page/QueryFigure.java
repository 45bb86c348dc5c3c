package eightweeks.page;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.resp.ProtocolLimits;
import eightweeks.week1.resp.Query;
import java.lang.reflect.Field;

/**
 * The parser of queries, one byte at a time: what the figure of day 07 steps through.
 *
 * <p>The parser is the server's own. Its numbers are private, so the figure reads them by their
 * names; a test notices when one of them has another name.
 */
public final class QueryFigure {
  private static final ProtocolLimits LIMITS = ProtocolLimits.of(512L << 20);

  private final Query query = new Query();
  private boolean failed;

  /**
   * Feeds one byte and parses.
   *
   * @return a line: what was found, {@code argumentsLeft}, {@code bulkLength}, {@code start},
   *     {@code position}, {@code end}, the error; then a line for each argument of the command
   */
  public String feed(byte[] one) {
    if (!failed) {
      query.feed(one, 0, one.length);
    }
    var found = failed ? Query.Found.ERROR : query.next(LIMITS);
    failed = found == Query.Found.ERROR;
    var state = new StringBuilder(found.name());
    for (var name : new String[] {"argumentsLeft", "bulkLength", "start", "position", "end"}) {
      state.append('\t').append(number(name));
    }
    state.append('\t').append(failed ? query.error() : "");
    for (int i = 0; i < query.args().count(); i++) {
      state.append('\n').append(Ascii.text(query.args().bytes(i)));
    }
    return state.toString();
  }

  private long number(String name) {
    try {
      return number(Query.class.getDeclaredField(name));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the parser has no field " + name, e);
    }
  }

  private long number(Field field) throws IllegalAccessException {
    field.setAccessible(true);
    return ((Number) field.get(query)).longValue();
  }
}
