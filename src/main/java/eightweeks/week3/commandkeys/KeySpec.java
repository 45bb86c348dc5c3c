package eightweeks.week3.commandkeys;

import eightweeks.week1.dispatch.CommandSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes the arguments of a command that are keys, and their use by the command.
 *
 * <p>Answers to {@code server.h: keySpec}. A client, a cluster proxy or an access control list
 * finds the keys in two steps: where to begin, and from there which arguments are keys.
 *
 * <p>Made from {@link #at}, {@link #behind} or {@link #unknown}: {@code KeySpec.at(1).to(-1,
 * 2).means(RW, UPDATE)} are the keys of MSET.
 *
 * @param begin where to begin
 * @param find which arguments from there are keys
 * @param uses what the command does with them
 * @param notes for people, or null
 */
public record KeySpec(Begin begin, Find find, Set<Use> uses, @Nullable String notes)
    implements CommandSpec.ArgumentSpec {
  /**
   * The use of a key by a command: the kind of access (the first four), what happens to the data of
   * the value (the next four), and restrictions of the spec (the rest).
   */
  public enum Use {
    /** Reads the value, and does not change it. */
    RO("RO"),
    /** Changes the value, or its metadata, such as the expiry. */
    RW("RW"),
    /** Overwrites the value. */
    OW("OW"),
    /** Removes the key. */
    RM("RM"),
    /** Returns, copies or uses data of the value. */
    ACCESS("access"),
    /** Changes data of the value. */
    UPDATE("update"),
    /** Adds data, and changes none that is there. */
    INSERT("insert"),
    /** Removes data. */
    DELETE("delete"),
    /** Not a key, but a cluster routes it like one: a channel. */
    NOT_KEY("not_key"),
    /** There may be more keys than this finds. */
    INCOMPLETE("incomplete"),
    /** The uses depend on the options of the command. */
    VARIABLE_FLAGS("variable_flags");

    public final String wireName;

    Use(String wireName) {
      this.wireName = wireName;
    }
  }

  /** Where the search for keys begins. */
  public sealed interface Begin {
    /** At a fixed position; the command's name is argument 0. */
    record Index(int position) implements Begin {}

    /** After a keyword, searched from a position on; a negative one counts from the end. */
    record Keyword(String keyword, int from) implements Begin {}

    record Unknown() implements Begin {}
  }

  /** Which arguments are keys. */
  public sealed interface Find {
    /**
     * A range.
     *
     * @param last the last key, counted from the first; -1 is the last argument
     * @param step step between keys
     * @param limit if last is -1: 2 means the first half of the remaining arguments, 3 the first
     *     third; 0 means no limit
     */
    record Range(int last, int step, int limit) implements Find {}

    /** One argument is the number of keys. Positions count from where the search begins. */
    record KeyCount(int countAt, int first, int step) implements Find {}

    record Unknown() implements Find {}
  }

  /** Returns the key specs of a command. */
  @SuppressWarnings("unchecked") // CommandSpec.keys(…) gets nothing else
  public static List<KeySpec> of(CommandSpec command) {
    return (List<KeySpec>) (List<?>) command.keys();
  }

  /** Returns a spec of one key at a fixed position. */
  public static KeySpec at(int position) {
    return new KeySpec(new Begin.Index(position), new Find.Range(0, 1, 0), Set.of(), null);
  }

  /** Returns a spec of one key after a keyword, searched as in {@link Begin.Keyword}. */
  public static KeySpec behind(String keyword, int from) {
    return new KeySpec(new Begin.Keyword(keyword, from), new Find.Range(0, 1, 0), Set.of(), null);
  }

  /** Returns a spec of keys that no position or keyword can describe. */
  public static KeySpec unknown() {
    return new KeySpec(new Begin.Unknown(), new Find.Unknown(), Set.of(), null);
  }

  /** Returns this spec for a range of keys with a step between them. */
  public KeySpec to(int last, int step) {
    return to(last, step, 0);
  }

  /** Returns this spec for a range of keys with a step and a limit. */
  public KeySpec to(int last, int step, int limit) {
    return new KeySpec(begin, new Find.Range(last, step, limit), uses, notes);
  }

  /** Returns this spec for a number of keys that is an argument itself. */
  public KeySpec counted(int countAt, int first, int step) {
    return new KeySpec(begin, new Find.KeyCount(countAt, first, step), uses, notes);
  }

  /** Returns this spec with what the command does with the keys. */
  public KeySpec means(Use... what) {
    var all = EnumSet.noneOf(Use.class);
    all.addAll(Set.of(what));
    return new KeySpec(begin, find, all, notes);
  }

  /** Returns this spec with a note for people. */
  public KeySpec note(String text) {
    return new KeySpec(begin, find, uses, text);
  }

  /** Returns whether the keys are a range that begins at a fixed position. */
  public boolean isPlainRange() {
    return begin instanceof Begin.Index && find instanceof Find.Range;
  }
}
