package eightweeks.week3;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week3.commanddocs.Categories;
import eightweeks.week3.commandkeys.KeySpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * What our commands say of themselves, compared with Redis 7.2.
 *
 * <p>The facts are in {@code week3/commands.tsv}: a line a command or subcommand, without those
 * that only a Sentinel has. Keys are written as {@code begin..last,step,limit{uses}} or {@code
 * begin#countAt,first,step{uses}}, where the beginning is a position or {@code KEYWORD@from}, and
 * {@code ?} stands for what cannot be said.
 */
final class CommandTableTest {
  /** A command that has been built must leave this list. */
  private static final String NOT_BUILT_YET =
      """
      5 cluster: asking cluster cluster|addslots cluster|addslotsrange cluster|bumpepoch
      5 cluster: cluster|count-failure-reports cluster|countkeysinslot cluster|delslots
      5 cluster: cluster|delslotsrange cluster|failover cluster|flushslots cluster|forget
      5 cluster: cluster|getkeysinslot cluster|help cluster|info cluster|keyslot cluster|links
      5 cluster: cluster|meet cluster|myid cluster|myshardid cluster|nodes cluster|replicas
      5 cluster: cluster|replicate cluster|reset cluster|saveconfig cluster|set-config-epoch
      5 cluster: cluster|setslot cluster|shards cluster|slaves cluster|slots migrate readonly
      5 cluster: readwrite restore-asking
      6 modules: module module|help module|list module|load module|loadex module|unload
      6 scripting: eval eval_ro evalsha evalsha_ro fcall fcall_ro function function|delete
      6 scripting: function|dump function|flush function|help function|kill function|list
      6 scripting: function|load function|restore function|stats script script|debug script|exists
      6 scripting: script|flush script|help script|kill script|load
      6 streams: xack xadd xautoclaim xclaim xdel xgroup xgroup|create xgroup|createconsumer
      6 streams: xgroup|delconsumer xgroup|destroy xgroup|help xgroup|setid xinfo xinfo|consumers
      6 streams: xinfo|groups xinfo|help xinfo|stream xlen xpending xrange xread xreadgroup
      6 streams: xrevrange xsetid xtrim
      6 tracking: client|caching client|getredir client|tracking client|trackinginfo
      """;

  /** Of these Redis does not say how long they take. */
  private static final Set<String> WITHOUT_COMPLEXITY = Set.of("lolwut", "monitor");

  /** COMMAND COUNT of Redis 7.2. */
  private static final int COMMANDS = 241;

  private final Map<String, String> expected = new LinkedHashMap<>();
  private final Map<String, Command> ours = new TreeMap<>();

  CommandTableTest() throws IOException {
    try (InputStream file = CommandTableTest.class.getResourceAsStream("/week3/commands.tsv")) {
      new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .forEach(line -> expected.put(line.substring(0, line.indexOf('\t')), line));
    }
    for (var command : TestServer.start().parts().commands().all()) {
      ours.put(command.fullName(), command);
      if (command instanceof ContainerCommand container) {
        container.subcommands().forEach(sub -> ours.put(sub.fullName(), sub));
      }
    }
  }

  @Test
  void facts_areAllThere() {
    assertThat(expected).hasSize(370);
    assertThat(expected.keySet().stream().filter(name -> name.indexOf('|') < 0)).hasSize(COMMANDS);
  }

  @Test
  void everyCommand_saysOfItselfWhatRedisSays() {
    var softly = new SoftAssertions();
    ours.forEach(
        (name, command) ->
            softly
                .assertThat(line(command))
                .as("%s: name, group, since, arity, flags, categories, keys, tips", name)
                .isEqualTo(expected.get(name)));
    softly.assertAll();
  }

  @Test
  void everyCommand_isDocumented() {
    var softly = new SoftAssertions();
    ours.forEach(
        (name, command) -> {
          var spec = command.spec();
          softly.assertThat(spec.summary()).as(name).matches("(?s)[A-Z].*[.]");
          if (!WITHOUT_COMPLEXITY.contains(name)) {
            softly.assertThat(spec.complexity()).as(name).isNotEmpty();
          }
          boolean words = spec.arity() != (name.indexOf('|') < 0 ? 1 : 2);
          boolean container = command instanceof ContainerCommand;
          if (words && !container && !spec.isInternal() && !name.equals("quit")) {
            softly.assertThat(spec.arguments()).as("arguments of " + name).isNotEmpty();
          }
        });
    softly.assertAll();
  }

  @Test
  void commandsThatAreMissing_areThoseNotBuiltYet() {
    var missing = new TreeSet<>(expected.keySet());
    missing.removeAll(ours.keySet());
    var listed = new TreeSet<String>();
    for (var line : NOT_BUILT_YET.lines().toList()) {
      var words = Arrays.asList(line.substring(line.indexOf(':') + 1).trim().split(" +"));
      words.forEach(word -> assertThat(listed.add(word)).as("%s is listed twice", word).isTrue());
    }
    assertThat(listed).isEqualTo(missing);
  }

  /** Returns a command as the file has it. */
  private static String line(Command command) {
    var spec = command.spec();
    var flags = new TreeSet<String>();
    for (var flag : spec.flags()) {
      if (flag != CommandFlag.MOVABLEKEYS) { // follows from the keys
        flags.add(lower(flag));
      }
    }
    var categories = new TreeSet<String>();
    Categories.of(spec).forEach(category -> categories.add(lower(category)));
    return String.join(
        "\t",
        command.fullName(),
        spec.group().wireName(),
        spec.since(),
        "" + spec.arity(),
        String.join(",", flags),
        String.join(",", categories),
        String.join(" ", KeySpec.of(spec).stream().map(CommandTableTest::text).toList()),
        String.join(",", spec.tips()));
  }

  private static String text(KeySpec key) {
    String begin =
        switch (key.begin()) {
          case KeySpec.Begin.Index index -> "" + index.position();
          case KeySpec.Begin.Keyword keyword -> keyword.keyword() + "@" + keyword.from();
          case KeySpec.Begin.Unknown() -> "?";
        };
    String find =
        switch (key.find()) {
          case KeySpec.Find.Range range -> ".." + range.last() + "," + rest(range);
          case KeySpec.Find.KeyCount count ->
              "#" + count.countAt() + "," + count.first() + "," + count.step();
          case KeySpec.Find.Unknown() -> "?";
        };
    return begin + find + "{" + uses(key.uses()) + "}";
  }

  private static String rest(KeySpec.Find.Range range) {
    return range.step() + "," + range.limit();
  }

  private static String uses(Collection<KeySpec.Use> uses) {
    return String.join(
        ",", uses.stream().map(CommandTableTest::lower).sorted(Comparator.naturalOrder()).toList());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
