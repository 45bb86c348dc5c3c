package eightweeks.differential;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.CommandTable;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.dispatch.Group;
import eightweeks.week3.commanddocs.Argument;
import eightweeks.week3.commanddocs.ArgumentSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes up what clients say, from the command table and a seed alone: what is declared in the table
 * is said, without a word about it here.
 *
 * <p>An episode has a theme, two groups of commands that are said more often, so that keys of a
 * type live through much. About one command in eight is wrong somehow. What would make two servers
 * differ by their clocks (an expiry or a timeout within reach) is never said.
 */
final class Generator {
  private static final double WRONG = 0.12;
  private static final int PLANTING = 25;
  private static final List<Group> THEMES =
      List.of(
          Group.STRING,
          Group.BITMAP,
          Group.LIST,
          Group.SET,
          Group.SORTED_SET,
          Group.HASH,
          Group.GEO,
          Group.HYPERLOGLOG,
          Group.GENERIC);

  private static final Set<String> TIMES =
      Set.of("seconds", "milliseconds", "unix-time-seconds", "unix-time-milliseconds");

  /** Said by the last client mostly: in RESP2 a subscriber can say little else. */
  private static final Set<String> SUBSCRIBING = Set.of("subscribe", "psubscribe", "ssubscribe");

  private final List<Command> commands = new ArrayList<>();

  /** What a command that lost its name must not become: it is excluded, or not built yet. */
  private final Set<String> unsaid = new HashSet<>();

  Generator(CommandTable table) throws IOException {
    var excluded = excluded();
    unsaid.addAll(excluded.keySet());
    for (var line : lines("/week3/commands.tsv")) {
      String name = line.substring(0, line.indexOf('\t'));
      if (table.find(name) == null) {
        unsaid.add(name);
      }
    }
    for (var command : table.all()) {
      if (!excluded.containsKey(command.fullName())) {
        add(command, excluded.keySet());
      }
    }
  }

  private void add(Command command, Set<String> excluded) {
    if (!(command instanceof ContainerCommand container)) {
      commands.add(command);
      return;
    }
    container.subcommands().stream()
        .filter(sub -> !excluded.contains(sub.fullName()))
        .forEach(commands::add);
  }

  /** Returns the commands that are never said, with the reason. */
  static Map<String, String> excluded() throws IOException {
    var excluded = new TreeMap<String, String>();
    for (var line : lines("/differential/excluded-commands.tsv")) {
      var columns = line.split("\t", -1);
      excluded.put(columns[0], columns[1]);
    }
    return excluded;
  }

  /** Returns the lines of a resource without its comments. */
  static List<String> lines(String resource) throws IOException {
    try (InputStream in = Generator.class.getResourceAsStream(resource)) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
  }

  /** Returns all commands that may be said. */
  List<Command> commands() {
    return Collections.unmodifiableList(commands);
  }

  /** What is said in an episode; the same for the same seed. */
  List<Step> episode(long seed, int steps) {
    return new Episode(seed).steps(steps);
  }

  private final class Episode {
    private final Random random;
    private final Values values;
    private final Phrases phrases;
    private final Set<Group> themes = EnumSet.noneOf(Group.class);
    private final double[] weights = new double[commands.size()];
    private final boolean[] inTransaction = new boolean[Duel.CLIENTS];

    Episode(long seed) {
      // Seeds that follow each other would begin alike.
      random = new Random(seed * 0x9E3779B97F4A7C15L);
      values = new Values(random);
      phrases = new Phrases(random, values);
      if (values.chance(0.85)) {
        themes.add(values.pick(THEMES));
        themes.add(values.pick(THEMES));
      }
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weight(commands.get(i));
        weights[i] = sum;
      }
    }

    List<Step> steps(int count) {
      var steps = new ArrayList<>(prelude());
      while (steps.size() < count) {
        int client = random.nextInt(Duel.CLIENTS);
        var words = words(client, steps.size() < PLANTING);
        if (words != null) {
          steps.add(new Step(client, words));
        }
      }
      return steps;
    }

    /** Low limits for encodings, and a client that is notified of every change. */
    private List<Step> prelude() {
      var steps = new ArrayList<Step>();
      for (var limit : Values.limits()) {
        if (limit.contains("-max-") && values.chance(0.3)) {
          var size = values.pick(List.of("1", "2", "4", "8", "32"));
          steps.add(new Step(0, List.of("CONFIG", "SET", limit, size)));
        }
      }
      if (values.chance(0.3)) {
        int last = Duel.CLIENTS - 1;
        var events = values.pick(List.of("KEA", "KEA", "Elg$", "Kszhx", "AKEnm"));
        steps.add(new Step(0, List.of("CONFIG", "SET", "notify-keyspace-events", events)));
        steps.add(new Step(last, List.of("HELLO", values.pick(List.of("2", "3")))));
        steps.add(new Step(last, List.of("PSUBSCRIBE", values.pick(List.of("*", "__keyevent*")))));
      }
      return steps;
    }

    private @Nullable List<String> words(int client, boolean planting) {
      boolean last = client == Duel.CLIENTS - 1;
      if (!planting && values.chance(last ? 0.02 : 0.004)) {
        inTransaction[client] = false;
        return List.of("RESET");
      }
      if (inTransaction[client] && values.chance(0.15)) {
        inTransaction[client] = false;
        return List.of(values.chance(0.85) ? "EXEC" : "DISCARD");
      }
      var command = command();
      String name = command.fullName();
      if (planting && !command.is(CommandFlag.DENYOOM)
          || SUBSCRIBING.contains(name) && !last && values.chance(0.9)) {
        return null;
      }
      var words = phrases.of(command);
      if (name.startsWith("command|getkeys")) {
        words = new ArrayList<>(words.subList(0, 2));
        words.addAll(phrases.of(command()));
      }
      boolean ends = name.equals("exec") || name.equals("discard");
      if (ends && !inTransaction[client] && values.chance(0.9)) {
        return null;
      }
      boolean wrong = values.chance(inTransaction[client] ? WRONG / 4 : WRONG);
      if (wrong) {
        spoil(words);
      }
      if (!isHarmless(command, words, wrong)
          || wrong && unsaid.contains(words.getFirst().toLowerCase(Locale.ROOT))) {
        return null;
      }
      inTransaction[client] |= name.equals("multi");
      return List.copyOf(words);
    }

    private Command command() {
      double at = random.nextDouble() * weights[weights.length - 1];
      int found = Arrays.binarySearch(weights, at);
      return commands.get(found < 0 ? -found - 1 : found);
    }

    private double weight(Command command) {
      var group = command.spec().group();
      String name = command.fullName();
      boolean writes = command.is(CommandFlag.WRITE);
      boolean adds = command.is(CommandFlag.DENYOOM) && !name.contains("store");
      double weight =
          switch (group) {
            case CONNECTION, SERVER -> 0.4;
            case TRANSACTIONS, PUBSUB, GENERIC -> 1;
            default -> adds ? 4 : writes ? 0.7 : 1.5; // other writes mostly take away
          };
      if (themes.contains(group)) {
        weight *= 6;
      }
      if (name.equals("multi") || name.equals("publish")) {
        return 4;
      }
      if (name.startsWith("flush") || name.equals("swapdb") || name.endsWith("|help")) {
        return 0.15;
      }
      return name.equals("config|set") || name.equals("object|encoding") ? 2 : weight;
    }

    /** Makes some mistake in a command. */
    private void spoil(List<String> words) {
      int at = random.nextInt(words.size());
      switch (random.nextInt(8)) {
        case 0 -> words.remove(words.size() - 1);
        case 1 -> words.remove(at);
        case 2 -> words.add(at, words.get(at));
        case 3 -> Collections.swap(words, at, random.nextInt(words.size()));
        case 4 -> words.add(values.member());
        case 5 -> words.addAll(List.copyOf(words.subList(at, words.size())));
        case 6 -> words.set(at, words.get(at) + "x");
        default -> words.set(at, values.chance(0.5) ? values.wrongNumber() : values.score());
      }
      if (words.isEmpty()) {
        words.add("nosuch");
      }
    }
  }

  /**
   * Returns whether two servers can be expected to reply the same to a command: not if something
   * runs out while they are compared, or a count is so low that a reply has no end.
   */
  private static boolean isHarmless(Command command, List<String> words, boolean wrong) {
    if (command.is(CommandFlag.BLOCKING)
        && (isShortTimeout(words.getLast()) || words.size() > 1 && isShortTimeout(words.get(1)))) {
      return false;
    }
    if (wrong && words.stream().anyMatch(word -> word.startsWith("@id"))) {
      return false; // it would be repeated in an error
    }
    boolean random = command.spec().tips().contains("nondeterministic_output");
    boolean timed =
        wrong
            && ArgumentSyntax.parse(command.spec().arguments()).stream()
                .anyMatch(Generator::isTime);
    boolean sets = command.fullName().equals("set");
    for (int i = 1; i < words.size(); i++) {
      if (sets && isPast(words.get(i - 1), words.get(i))) {
        return false; // the key stays until a lookup or the expire cycle
      }
      Long number = integer(words.get(i));
      boolean harmful =
          number != null
              && (timed && number > 0 && number < Values.SOON
                  || random && number < -1000 && number > Long.MIN_VALUE);
      if (harmful) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPast(String option, String word) {
    Long time = integer(word);
    boolean seconds = option.equalsIgnoreCase("exat");
    boolean millis = option.equalsIgnoreCase("pxat");
    return time != null
        && time > 0
        && (seconds && time < Values.FUTURE || millis && time / 1000 < Values.FUTURE);
  }

  private static boolean isTime(Argument argument) {
    return TIMES.contains(argument.name()) || argument.parts().stream().anyMatch(Generator::isTime);
  }

  private static boolean isShortTimeout(String word) {
    try {
      double seconds = Double.parseDouble(word);
      return seconds > 0 && seconds < 1000;
    } catch (NumberFormatException _) {
      return word.startsWith("0x");
    }
  }

  private static @Nullable Long integer(String word) {
    try {
      return Long.valueOf(word);
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
