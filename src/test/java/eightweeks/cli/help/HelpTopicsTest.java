package eightweeks.cli.help;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.cli.CliRun;
import eightweeks.cli.FakeServer;
import eightweeks.cli.connection.Session;
import eightweeks.cli.environment.Output;
import eightweeks.cli.options.Options;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HelpTopicsTest {
  private static String bulk(String text) {
    return "$" + text.length() + "\r\n" + text + "\r\n";
  }

  private static String array(String... items) {
    return "*" + items.length + "\r\n" + String.join("", items);
  }

  private static String argument(String name, String type, String token, String... flags) {
    var words = new StringBuilder();
    for (String flag : flags) {
      words.append('+').append(flag).append("\r\n");
    }
    String[] all = {
      bulk("name"),
      bulk(name),
      bulk("type"),
      bulk(type),
      bulk("flags"),
      "*" + flags.length + "\r\n" + words,
      bulk(token.isEmpty() ? "nothing" : "token"),
      bulk(token)
    };
    return array(all);
  }

  private static final String CHOICE =
      array(
          bulk("name"), bulk("condition"),
          bulk("type"), bulk("oneof"),
          bulk("flags"), array("+optional\r\n"),
          bulk("arguments"),
              array(argument("nx", "pure-token", "NX"), argument("xx", "pure-token", "XX")));

  private static final String DOCS =
      array(
          bulk("set"),
          array(
              bulk("summary"), bulk("Sets."),
              bulk("since"), bulk("1.0.0"),
              bulk("group"), bulk("string"),
              bulk("arguments"),
                  array(
                      argument("key", "key", ""),
                      argument("value", "string", ""),
                      CHOICE,
                      argument("seconds", "integer", "EX", "optional"))),
          bulk("del"),
          array(
              bulk("summary"), bulk("Deletes."),
              bulk("since"), bulk("1.0.0"),
              bulk("group"), bulk("generic"),
              bulk("arguments"), array(argument("key", "key", "", "multiple"))),
          bulk("client"),
          array(
              bulk("summary"), bulk("Container."),
              bulk("since"), bulk("2.4.0"),
              bulk("group"), bulk("connection"),
              bulk("subcommands"),
                  array(
                      bulk("client|id"),
                      array(
                          bulk("summary"), bulk("Tells."),
                          bulk("since"), bulk("5.0.0"),
                          bulk("group"), bulk("connection")))));

  private final FakeServer server =
      new FakeServer(command -> command.equals("COMMAND DOCS") ? DOCS : "-ERR unknown command\r\n");
  private HelpTopics topics = topics(server);

  private static HelpTopics topics(FakeServer server) {
    var options = new Options();
    options.port = Integer.parseInt(server.port());
    var nowhere = new Output(java.io.OutputStream.nullOutputStream());
    return new HelpTopics(new Session(options, nowhere, nowhere));
  }

  @BeforeEach
  void load() {
    topics.load();
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  @Test
  void hint_showsWhatIsMissing() {
    assertThat(topics.hint("set ")).isEqualTo("key value [NX|XX] [EX seconds]");
    assertThat(topics.hint("set k ")).isEqualTo("value [NX|XX] [EX seconds]");
    assertThat(topics.hint("SET k v")).isEqualTo("value [NX|XX] [EX seconds]");
    assertThat(topics.hint("SET k v ")).isEqualTo("[NX|XX] [EX seconds]");
    assertThat(topics.hint("set k v ex ")).isEqualTo("seconds [NX|XX]");
    assertThat(topics.hint("set k v EX 5 ")).isEqualTo("[NX|XX]");
    assertThat(topics.hint("set k v xx ")).isEqualTo("[EX seconds]");
  }

  @Test
  void hint_repeats() {
    assertThat(topics.hint("del ")).isEqualTo("key [key ...]");
    assertThat(topics.hint("del a b ")).isEqualTo("[key ...]");
  }

  @Test
  void hint_isSilentWhereTheLineDoesNotFit() {
    assertThat(topics.hint("set k v what ")).isEmpty();
    assertThat(topics.hint("nosuch ")).isEmpty();
    assertThat(topics.hint("set \"open ")).isEmpty();
    assertThat(topics.hint("")).isEmpty();
    assertThat(topics.hint("se")).isEmpty();
  }

  @Test
  void completion_findsNamesAndGroups() {
    assertThat(topics.startingWith("cl", false)).containsExactly("CLIENT", "CLIENT ID");
    assertThat(topics.startingWith("@", true))
        .containsExactly("@connection", "@generic", "@string");
    assertThat(topics.startingWith("@", false)).isEmpty();
  }

  @Test
  void helpPage_isPrinted() {
    var result = CliRun.cli().run("-p", server.port(), "help", "client", "id");
    assertThat(result.out())
        .isEqualTo(
            "\r\n  \u001b[1mCLIENT ID\u001b[0m \u001b[90m\u001b[0m\r\n"
                + "  \u001b[33msummary:\u001b[0m Tells.\r\n"
                + "  \u001b[33msince:\u001b[0m 5.0.0\r\n"
                + "  \u001b[33mgroup:\u001b[0m connection\r\n\r\n");
  }

  @Test
  void serverWithoutDocs_givesNamesAndNumbers() throws Exception {
    String table = "*1\r\n*4\r\n$3\r\nget\r\n:-3\r\n*0\r\n:1\r\n";
    try (var old =
        new FakeServer(c -> c.equals("COMMAND") ? table : "-ERR unknown subcommand\r\n")) {
      HelpTopics few = topics(old);
      few.load();
      assertThat(few.hint("get ")).isEqualTo("key arg ...options...");
      assertThat(few.hint("get k ")).isEmpty();
      assertThat(few.startingWith("g", false)).containsExactly("GET");
    }
  }

  @Test
  void withoutServer_helpSaysSo() throws Exception {
    String port = server.port();
    server.close();
    assertThat(CliRun.cli().run("-p", port, "help", "get").out())
        .isEqualTo("No help: it comes from the server, which cannot be reached.\n");
  }
}
