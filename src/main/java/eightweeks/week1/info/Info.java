package eightweeks.week1.info;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The fields of INFO, by section. Every week adds its own with {@link #add}. {@code InfoToCome}
 * adds the fields of weeks that are not installed.
 *
 * <p>Answers to {@code server.c: genRedisInfoString()}, {@code genInfoSectionDict()}.
 */
public final class Info {
  /** The sections, in the order in which they are shown. */
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
    SENTINEL,
    DEBUG;

    /** Returns whether INFO without arguments shows the section. */
    boolean isDefault() {
      return this != COMMANDSTATS && this != LATENCYSTATS && this != DEBUG;
    }

    /** Returns whether INFO ALL shows the section. */
    boolean isPartOfAll() {
      return this != DEBUG;
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

  /** Receives the fields of INFO and collects its text. */
  public static final class Writer {
    private final StringBuilder text;

    /** The index in the text at which the current section begins. */
    private int sectionStart;

    private Writer(int capacity) {
      text = new StringBuilder(capacity);
    }

    private void section(String title) {
      text.append(text.isEmpty() ? "" : "\r\n");
      sectionStart = text.length();
      text.append("# ").append(title).append("\r\n");
    }

    public Writer field(String name, String value) {
      text.append(name).append(':').append(value).append("\r\n");
      return this;
    }

    public Writer field(String name, long value) {
      text.append(name).append(':').append(value).append("\r\n");
      return this;
    }

    /** Returns whether the section has a field of that name already. */
    public boolean has(String name) {
      return text.indexOf("\n" + name + ':', sectionStart) >= 0;
    }
  }

  private final Map<Section, List<Fields>> sections = new EnumMap<>(Section.class);

  /** Length of the longest text so far, in characters: the next one gets its memory at once. */
  private int longest = 1024;

  /** Adds fields to a section, after those that are there. */
  public void add(Section section, Fields fields) {
    sections.computeIfAbsent(section, _ -> new ArrayList<>()).add(fields);
  }

  /** Removes fields from a section; returns whether they were there. */
  public boolean remove(Section section, Fields fields) {
    return sections.getOrDefault(section, List.of()).remove(fields);
  }

  /**
   * Returns the text of INFO.
   *
   * @param wanted names of sections in any case, or {@code default}, {@code all}, {@code
   *     everything}; an empty list means default. Unknown names are skipped.
   */
  public String text(List<String> wanted) {
    var shown = EnumSet.noneOf(Section.class);
    if (wanted.isEmpty()) {
      add(shown, Section::isDefault);
    }
    for (var name : wanted) {
      switch (name.toLowerCase(Locale.ROOT)) {
        case "default" -> add(shown, Section::isDefault);
        case "all", "everything" -> add(shown, Section::isPartOfAll);
        default -> add(shown, section -> section.wireName().equalsIgnoreCase(name));
      }
    }
    var writer = new Writer(longest);
    for (var section : shown) {
      var fields = sections.getOrDefault(section, List.of());
      if (!fields.isEmpty()) {
        writer.section(section.title());
        fields.forEach(f -> f.write(writer));
      }
    }
    longest = Math.max(longest, writer.text.length());
    return writer.text.toString();
  }

  private static void add(Set<Section> shown, Predicate<Section> which) {
    for (var section : Section.values()) {
      if (which.test(section)) {
        shown.add(section);
      }
    }
  }
}
