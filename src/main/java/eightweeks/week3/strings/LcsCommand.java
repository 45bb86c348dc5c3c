package eightweeks.week3.strings;

import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.Strings;
import eightweeks.week2.object.ValueType;
import eightweeks.week3.commandkeys.KeySpec;
import org.jspecify.annotations.Nullable;

/**
 * LCS key1 key2 [LEN] [IDX] [MINMATCHLEN length] [WITHMATCHLEN]: the longest common subsequence of
 * two strings.
 *
 * <p>Answers to {@code t_string.c: lcsCommand()}. A subsequence keeps the order and may leave bytes
 * out: that of "ohmytext" and "mynewtext" is "mytext".
 */
final class LcsCommand extends Command {
  private static final CommandError NOT_STRINGS =
      new CommandError("ERR The specified keys must contain string values");
  private static final CommandError LENGTH_AND_INDEXES =
      new CommandError("ERR If you want both the length and indexes, please just use IDX.");
  private static final CommandError TOO_LARGE =
      new CommandError(
          "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
  private static final CommandError NO_MEMORY =
      new CommandError("ERR Insufficient memory, failed allocating transient memory for LCS");
  private static final byte[] EMPTY = {};

  private final StringKeys context;

  LcsCommand(StringKeys context) {
    super(
        StringsFeature.declare("lcs", -3, "7.0.0")
            .complexity("O(N*M) where N and M are the lengths of s1 and s2, respectively")
            .summary("Finds the longest common subsequence of two strings.")
            .flags(READONLY)
            .keys(KeySpec.at(1).to(1, 1).means(RO, ACCESS))
            .arguments(
                "key1:key key2:key [LEN:token] [IDX:token] [MINMATCHLEN min-match-len:integer]"
                    + " [WITHMATCHLEN:token]"));
    this.context = context;
  }

  @Override
  public void run(Client client, Args args) {
    var database = context.keyspace.of(client);
    var one = database.lookupRead(client, args, 1);
    var other = database.lookupRead(client, args, 2);
    if (isOther(one) || isOther(other)) {
      throw NOT_STRINGS;
    }
    boolean length = false;
    boolean indexes = false;
    boolean withLengths = false;
    long least = 0;
    for (int i = 3; i < args.count(); i++) {
      if (args.is(i, "idx")) {
        indexes = true;
      } else if (args.is(i, "len")) {
        length = true;
      } else if (args.is(i, "withmatchlen")) {
        withLengths = true;
      } else if (args.is(i, "minmatchlen") && i + 1 < args.count()) {
        least = args.integer(++i);
      } else {
        throw CommandError.SYNTAX;
      }
    }
    if (length && indexes) {
      throw LENGTH_AND_INDEXES;
    }
    var table = new Table(text(one), text(other), context.maxLength());
    if (indexes) {
      table.replyMatches(client.reply(), least, withLengths);
    } else if (length) {
      client.reply().integer(table.length());
    } else {
      client.reply().bulk(table.subsequence());
    }
  }

  private static boolean isOther(@Nullable Entry entry) {
    return entry != null && entry.type() != ValueType.STRING;
  }

  private static byte[] text(@Nullable Entry entry) {
    return entry == null ? EMPTY : Strings.text(Strings.of(entry));
  }

  // tag::table[]
  /**
   * The length of the subsequence for each pair of prefixes of the two strings. Every cell follows
   * from three neighbours. The last cell is the answer; the way back from it gives the bytes of the
   * subsequence.
   */
  private static final class Table {
    private final byte[] a;
    private final byte[] b;
    private final int width;
    private final int[] cells;

    Table(byte[] a, byte[] b, long mostBytes) {
      this.a = a;
      this.b = b;
      width = b.length + 1;
      long size = (a.length + 1L) * width;
      if (size * Integer.BYTES > mostBytes) {
        throw TOO_LARGE;
      }
      if (size > Integer.MAX_VALUE - 8) {
        throw NO_MEMORY;
      }
      cells = new int[(int) size];
      for (int i = 1; i <= a.length; i++) {
        for (int j = 1; j <= b.length; j++) {
          cells[i * width + j] =
              a[i - 1] == b[j - 1] ? at(i - 1, j - 1) + 1 : Math.max(at(i - 1, j), at(i, j - 1));
        }
      }
    }

    /** Returns the cell of the first i bytes of one string and the first j of the other. */
    private int at(int i, int j) {
      return cells[i * width + j];
    }

    int length() {
      return at(a.length, b.length);
    }

    byte[] subsequence() {
      var bytes = new byte[length()];
      int i = a.length;
      int j = b.length;
      for (int left = bytes.length; left > 0; ) {
        if (a[i - 1] == b[j - 1]) {
          bytes[--left] = a[--i];
          j--;
        } else if (at(i - 1, j) > at(i, j - 1)) {
          i--;
        } else {
          j--;
        }
      }
      return bytes;
    }

    /** Replies with the ranges that both strings share, the last one first, and with the length. */
    void replyMatches(Reply reply, long least, boolean withLengths) {
      reply.map(2);
      reply.bulk("matches");
      reply.defer();
      int matches = 0;
      int i = a.length;
      int j = b.length;
      while (i > 0 && j > 0) {
        int end = i;
        while (i > 0 && j > 0 && a[i - 1] == b[j - 1]) {
          i--;
          j--;
        }
        int run = end - i;
        if (run > 0 && run >= least) {
          replyMatch(reply, i, j, run, withLengths);
          matches++;
        }
        if (i > 0 && j > 0) {
          if (at(i - 1, j) > at(i, j - 1)) {
            i--;
          } else {
            j--;
          }
        }
      }
      reply.closeArray(matches);
      reply.bulk("len");
      reply.integer(length());
    }

    private static void replyMatch(Reply reply, int i, int j, int run, boolean withLength) {
      reply.array(withLength ? 3 : 2);
      reply.array(2);
      reply.integer(i);
      reply.integer(i + run - 1L);
      reply.array(2);
      reply.integer(j);
      reply.integer(j + run - 1L);
      if (withLength) {
        reply.integer(run);
      }
    }
  }
  // end::table[]
}
