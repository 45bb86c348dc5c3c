package eightweeks.cli.modes;

import eightweeks.cli.connection.PatientCaller;
import eightweeks.cli.connection.Session;
import eightweeks.cli.environment.CliClock;
import eightweeks.cli.environment.Exit;
import eightweeks.cli.environment.Output;
import eightweeks.cli.resp.ServerReply;
import eightweeks.cli.text.Decimals;
import eightweeks.cli.text.Words;

/**
 * {@code --stat}: one line of INFO's most asked for numbers every second.
 *
 * <p>Answers to redis-cli.c: statMode(), getInfoField(), bytesToHuman().
 */
final class StatMode {
  private static final long DEFAULT_MICROS = 1_000_000;
  private static final int HEADER_EVERY = 20;
  private static final int MAX_DATABASES = 20;
  private static final long MISSING = Long.MIN_VALUE;

  private static final String HEADER =
      "------- data ------ --------------------- load -------------------- - child -\n"
          + "keys       mem      clients blocked requests            connections          \n";

  private final Session session;
  private final Output out;
  private final CliClock clock;
  private long requests;

  StatMode(Session session, CliClock clock) {
    this.session = session;
    this.out = session.out;
    this.clock = clock;
  }

  void run() {
    var caller = new PatientCaller(session, clock);
    long asked = session.options.intervalMicros;
    for (int lines = 0; ; lines++) {
      ServerReply reply = caller.call("INFO");
      if (reply instanceof ServerReply.Error error) {
        session.err.println("ERROR: " + error.text());
        throw new Exit(1);
      }
      if (lines % HEADER_EVERY == 0) {
        out.print(HEADER);
      }
      line(reply instanceof ServerReply.Text info ? info.text() : "");
      out.flush();
      clock.sleepMicros(asked == 0 ? DEFAULT_MICROS : asked);
    }
  }

  private void line(String info) {
    long keys = 0;
    for (int i = 0; i < MAX_DATABASES; i++) {
      long inDatabase = field(info, "db" + i + ":keys=");
      keys += inDatabase == MISSING ? 0 : inDatabase;
    }
    long total = field(info, "total_commands_processed:");
    String more = " (+" + (requests == 0 ? 0 : total - requests) + ")";
    requests = total;
    out.print(Decimals.left(Long.toString(keys), 11));
    out.print(Decimals.left(human(field(info, "used_memory:")), 8) + " ");
    out.print(Decimals.left(Long.toString(field(info, "connected_clients:")), 8));
    out.print(Decimals.left(Long.toString(field(info, "blocked_clients:")), 8));
    out.print(Decimals.left(total + more, 19) + " ");
    out.print(Decimals.left(Long.toString(field(info, "total_connections_received:")), 12));
    out.println(children(info));
  }

  private static String children(String info) {
    boolean save = field(info, "bgsave_in_progress:") == 1;
    boolean aof = field(info, "aof_rewrite_in_progress:") == 1;
    if (field(info, "loading:") == 1 && !save && !aof) {
      return "LOAD";
    }
    return save && aof ? "SAVE+AOF" : save ? "SAVE" : aof ? "AOF" : "";
  }

  private static long field(String info, String name) {
    int at = info.indexOf(name);
    return at < 0 ? MISSING : Words.leadingNumber(info.substring(at + name.length()));
  }

  private static String human(long bytes) {
    if (bytes < 0) {
      return "-" + (bytes == MISSING ? "" : human(-bytes));
    }
    if (bytes < 1024) {
      return bytes + "B";
    }
    double size = bytes / 1024.0;
    int unit = 0;
    while (size >= 1024 && unit < 3) {
      size /= 1024;
      unit++;
    }
    return Decimals.of(size, 2) + "KMGT".charAt(unit);
  }
}
