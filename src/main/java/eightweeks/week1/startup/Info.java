package eightweeks.week1.startup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The fields of INFO, by section. Every week adds its own.
 *
 * <p>Answers to {@code server.c: genRedisInfoString()}, {@code genInfoSectionDict()}.
 */
public final class Info {
  /** Which sections there can be, in the order in which they are shown. */
  public enum Section {
    SERVER,
    CLIENTS,
    MEMORY,
    PERSISTENCE,
    STATS,
    REPLICATION,
    CPU,
    MODULES,
    COMMANDSTATS,
    ERRORSTATS,
    LATENCYSTATS,
    CLUSTER,
    KEYSPACE,
    SENTINEL;

    /** Shown if no section is asked for. */
    boolean isDefault() {
      return this != COMMANDSTATS && this != LATENCYSTATS;
    }

    String title() {
      return this == CPU ? "CPU" : name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Writes some fields of a section. */
  @FunctionalInterface
  public interface Fields {
    void write(Writer writer);
  }

  /** Where fields are written to. */
  public static final class Writer {
    private final StringBuilder text = new StringBuilder();

    public Writer field(String name, String value) {
      text.append(name).append(':').append(value).append("\r\n");
      return this;
    }

    public Writer field(String name, long value) {
      text.append(name).append(':').append(value).append("\r\n");
      return this;
    }

    /** A number with two digits behind the point. */
    public Writer decimal(String name, double value) {
      return field(name, String.format(Locale.ROOT, "%.2f", value));
    }
  }

  private final Map<Section, List<Fields>> sections = new LinkedHashMap<>();

  Info() {
    for (var section : Section.values()) {
      sections.put(section, new ArrayList<>());
    }
  }

  /** Adds fields to a section, behind those that are there. */
  public void add(Section section, Fields fields) {
    sections.computeIfAbsent(section, _ -> new ArrayList<>()).add(fields);
  }

  /**
   * The text of INFO.
   *
   * @param wanted names of sections in any case, or {@code default}, {@code all}, {@code
   *     everything}; none means default. Unknown names are skipped.
   */
  public String text(List<String> wanted) {
    var shown = new LinkedHashSet<Section>();
    if (wanted.isEmpty()) {
      addDefaults(shown);
    }
    for (var name : wanted) {
      switch (name.toLowerCase(Locale.ROOT)) {
        case "default" -> addDefaults(shown);
        case "all", "everything" -> shown.addAll(List.of(Section.values()));
        default -> addNamed(shown, name);
      }
    }
    var text = new StringBuilder();
    for (var section : Section.values()) {
      var fields = sections.getOrDefault(section, List.of());
      if (shown.contains(section) && !fields.isEmpty()) {
        var writer = new Writer();
        fields.forEach(f -> f.write(writer));
        text.append(text.isEmpty() ? "" : "\r\n");
        text.append("# ").append(section.title()).append("\r\n").append(writer.text);
      }
    }
    return text.toString();
  }

  private static void addDefaults(Set<Section> shown) {
    for (var section : Section.values()) {
      if (section.isDefault()) {
        shown.add(section);
      }
    }
  }

  private static void addNamed(Set<Section> shown, String name) {
    for (var section : Section.values()) {
      if (section.wireName().equalsIgnoreCase(name)) {
        shown.add(section);
      }
    }
  }
}
