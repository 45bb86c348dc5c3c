package eightweeks.study.simulate;

import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week7.machine.VirtualOperatingSystem;
import java.util.ArrayList;
import java.util.List;

/** A machine with one process, and how far its log was read. */
final class Machine {
  private static final String OWN_ID = "Sentinel ID is ";

  /** The parts of a line of the log before its text: process, day, month, year, time, level. */
  private static final int PARTS_BEFORE_TEXT = 6;

  /** Lines of a server that concern its role. */
  private static final List<String> ROLES =
      List.of(
          "MASTER MODE",
          "REPLICAOF ",
          "Before turning",
          "Connection with master lost",
          "Full resync from master",
          "Successful partial resync",
          "MASTER <-> REPLICA sync: Finished",
          "Connecting to MASTER");

  final String name;
  final String host;
  final MachineClock clock;
  final EventLoop loop;
  private final VirtualOperatingSystem system;
  private int read;
  private String id = "";

  Machine(
      String name, String host, MachineClock clock, VirtualOperatingSystem system, EventLoop loop) {
    this.name = name;
    this.host = host;
    this.clock = clock;
    this.system = system;
    this.loop = loop;
  }

  /** Returns the id of a Sentinel; an empty text for a server. */
  String id() {
    return id;
  }

  /** Returns the texts of new lines of the log that concern roles. */
  List<String> news() {
    var printed = system.printedSince(read);
    if (printed.isEmpty()) {
      return List.of();
    }
    read += printed.length();
    var news = new ArrayList<String>();
    for (int from = 0, end; (end = printed.indexOf('\n', from)) >= 0; from = end + 1) {
      var text = text(printed.substring(from, end));
      if (text.startsWith(OWN_ID)) {
        id = text.substring(OWN_ID.length()).strip();
      } else if (concernsRoles(text)) {
        news.add(text);
      }
    }
    return news;
  }

  private static String text(String line) {
    int at = 0;
    for (int i = 0; i < PARTS_BEFORE_TEXT; i++) {
      at = line.indexOf(' ', at) + 1;
      if (at == 0) {
        return "";
      }
    }
    return line.substring(at);
  }

  private static boolean concernsRoles(String text) {
    return text.startsWith("+") || text.startsWith("-") || ROLES.stream().anyMatch(text::contains);
  }
}
