package eightweeks.week3.command;

import eightweeks.week1.extension.Service;
import eightweeks.week1.info.Info;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientType;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the replied errors by their kind: the section Errorstats of INFO.
 *
 * <p>Answers to {@code networking.c: afterErrorReply()}, {@code server.c: incrementErrorCount()}.
 * The kind is the first word of an error, such as WRONGTYPE.
 */
public final class ErrorStatistics {
  public static final Service<ErrorStatistics> SERVICE =
      new Service<>("error statistics", ErrorStatistics.class);

  /** Maximum length of a kind; a longer first word is an ordinary ERR. */
  private static final int MAX_KIND_LENGTH = 30;

  private final Map<String, Long> counts = new TreeMap<>();
  private long unexpected;

  void count(Client client, String text) {
    int blank = text.indexOf(' ');
    String kind = blank > 0 && blank <= MAX_KIND_LENGTH ? text.substring(0, blank) : "ERR";
    counts.merge(kind, 1L, Long::sum);
    if (client.type == ClientType.MASTER || client.type == ClientType.REPLICA) {
      unexpected++; // no error is expected on a replication link
    }
  }

  /** Counts errors of commands that have run without an error before: those of a file. */
  public void countUnexpected(long errors) {
    unexpected += errors;
  }

  void reset() {
    counts.clear();
    unexpected = 0;
  }

  void write(Info.Writer info) {
    counts.forEach((kind, count) -> info.field("errorstat_" + kind, "count=" + count));
  }

  void writeUnexpected(Info.Writer info) {
    info.field("unexpected_error_replies", unexpected);
  }
}
