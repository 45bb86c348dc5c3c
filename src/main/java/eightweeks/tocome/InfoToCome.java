package eightweeks.tocome;

import eightweeks.week1.config.Config;
import eightweeks.week1.info.Info;
import eightweeks.week1.info.Info.Section;
import eightweeks.week1.startup.ServerBuilder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * INFO fields of weeks that are not there: not written yet, or not installed.
 *
 * <p>Many programs look at INFO before they trust a server: is it a master, does it load, is it
 * part of a cluster. So the server tells what is plainly true of one that cannot do these things:
 * it has no replicas, saves nothing, evicts nothing. Where only the week itself could say the truth
 * (how much memory something takes, the id of a replication history) nothing is said.
 *
 * <p>These fields come after all others, and a field that a week has written is not written again.
 * The facts are in the table {@code info.tsv}, which is read when INFO first asks for them.
 */
public final class InfoToCome {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final Config config;
  private final long startedSeconds;
  private @Nullable Map<Section, List<String[]>> rows;

  private InfoToCome(ServerBuilder server) {
    config = server.config();
    startedSeconds = server.loop().time().micros() / MICROS_PER_SECOND;
  }

  /** Adds the fields to INFO. */
  public static void addTo(ServerBuilder server) {
    var fields = new InfoToCome(server);
    for (var section :
        EnumSet.of(
            Section.CLIENTS,
            Section.MEMORY,
            Section.PERSISTENCE,
            Section.STATS,
            Section.REPLICATION,
            Section.MODULES,
            Section.CLUSTER,
            Section.DEBUG)) {
      server.info().add(section, writer -> fields.write(section, writer));
    }
  }

  private void write(Section section, Info.Writer writer) {
    for (var row : rows().getOrDefault(section, List.of())) {
      if (!writer.has(row[2])) {
        writer.field(row[2], value(row[3]));
      }
    }
  }

  private Map<Section, List<String[]>> rows() {
    var all = rows;
    if (all == null) {
      all = new EnumMap<>(Section.class);
      for (var row : Table.read("info.tsv", 4)) {
        var section = Section.valueOf(row[1].toUpperCase(Locale.ROOT));
        all.computeIfAbsent(section, _ -> new ArrayList<>()).add(row);
      }
      rows = all;
    }
    return all;
  }

  /** Returns a value of the table, computed if it is in braces. */
  private String value(String text) {
    if (!text.startsWith("{")) {
      return text;
    }
    var name = text.substring(1, text.length() - 1);
    if (name.equals("started")) {
      return Long.toString(startedSeconds);
    }
    var directive = config.find(name);
    return directive == null ? "0" : directive.text();
  }
}
