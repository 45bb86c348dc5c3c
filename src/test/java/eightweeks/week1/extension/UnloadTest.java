package eightweeks.week1.extension;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.eventloop.Phase;
import eightweeks.week1.info.Info;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientDescription;
import eightweeks.week1.networking.ClientFacet;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.resp.Args;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything that a module adds while the server runs can be removed again: MODULE UNLOAD. */
final class UnloadTest {
  private final TestServer server = TestServer.start();
  private final Clients clients = server.parts().clients();

  /** A module: it notes in a list of its own what it is called for. */
  private final class Module extends Command implements ClientFacet {
    final List<String> heard = new ArrayList<>();
    final int slot = clients.facet(this);
    final Clients.CreationListener created = _ -> heard.add("created");
    final Clients.ReadListener read = (_, _) -> heard.add("read");
    final Clients.ReplyListener grew = _ -> heard.add("reply");
    final Clients.ErrorListener error = (_, _) -> heard.add("error");
    final Runnable phase = () -> heard.add("phase");
    final Runnable cron = () -> heard.add("cron");
    final Info.Fields fields = writer -> writer.field("module_notes", 1);

    Module() {
      super(CommandSpec.of("notes.get", 1));
    }

    void load() {
      var parts = server.parts();
      parts.command(this);
      parts.config().bool("notes-enabled", true);
      parts.info().add(Info.Section.MODULES, fields);
      parts.loop().at(Phase.MODULES, phase);
      parts.cron().every(0, cron);
      parts.statisticsResets().add(phase);
      clients.creations().add(created);
      clients.reads().add(read);
      clients.replies().add(grew);
      clients.errors().add(error);
    }

    void unload() {
      var parts = server.parts();
      var directive = parts.config().find("notes-enabled");
      assertThat(directive).isNotNull();
      parts.config().remove(directive);
      assertThat(parts.dispatcher().registry().remove("notes.get")).isTrue();
      assertThat(parts.info().remove(Info.Section.MODULES, fields)).isTrue();
      assertThat(parts.loop().remove(Phase.MODULES, phase)).isTrue();
      assertThat(parts.cron().remove(cron)).isTrue();
      assertThat(parts.statisticsResets().remove(phase)).isTrue();
      assertThat(clients.creations().remove(created)).isTrue();
      assertThat(clients.reads().remove(read)).isTrue();
      assertThat(clients.replies().remove(grew)).isTrue();
      assertThat(clients.errors().remove(error)).isTrue();
      assertThat(clients.removeFacet(this)).isTrue();
    }

    @Override
    public void run(Client client, Args args) {
      client.facet(slot, "a note");
      client.reply().ok();
    }

    @Override
    public void closed(Client client) {
      heard.add("closed");
    }

    @Override
    public void reset(Client client) {
      heard.add("reset");
    }

    @Override
    public void describe(Client client, ClientDescription description) {
      description.flag('x');
    }

    @Override
    public long bytes(Client client) {
      return 1 << 20;
    }
  }

  @Test
  void unloadedModule_isCalledForNothingAnyMore() {
    var module = new Module();
    module.load();
    use();
    assertThat(module.heard)
        .contains("created", "read", "reply", "error", "phase", "cron", "closed", "reset");
    assertThat(server.connect().call("INFO", "modules")).contains("module_notes:1");

    module.unload();
    module.heard.clear();
    use();
    assertThat(module.heard).isEmpty();
    var client = server.connect();
    assertThat(client.call("INFO", "modules")).doesNotContain("module_notes");
    assertThat(client.call("CONFIG", "GET", "notes-*")).isEqualTo("*0\r\n");
    assertThat(client.call("NOTES.GET")).startsWith("-ERR unknown command 'NOTES.GET'");
    assertThat(client.call("CLIENT", "INFO")).contains(" flags=N ");
    assertThat(clients.memory(last())).isLessThan(1 << 20);
  }

  /** Does everything that the module listens to. */
  private void use() {
    var client = server.connect();
    client.call("NOTES.GET");
    client.call("NO SUCH COMMAND");
    client.call("CONFIG", "RESETSTAT");
    client.call("CLIENT", "LIST");
    client.call("ECHO", "x".repeat(100_000));
    client.call("RESET");
    client.close();
    server.runFor(1000);
  }

  private Client last() {
    return List.copyOf(clients.all()).getLast();
  }

  @Test
  void slotOfARemovedFacet_isUsedAgainWithoutItsNotes() {
    var module = new Module();
    module.load();
    var peer = server.connect();
    peer.call("NOTES.GET");
    var client = last();
    var inside = clients.internal();
    inside.facet(module.slot, "a note");
    assertThat(client.facet(module.slot)).isEqualTo("a note");
    module.unload();

    int slot = clients.facet(new ClientFacet() {});
    assertThat(slot).isEqualTo(module.slot);
    assertThat(client.facet(slot)).isNull();
    assertThat(inside.facet(slot)).as("a client without a connection").isNull();
    int next = clients.facet(new ClientFacet() {});
    assertThat(next).isGreaterThan(slot);
    client.facet(next, "another");
    assertThat(client.facet(next)).isEqualTo("another");
    assertThat(client.facet(slot)).isNull();
  }

  @Test
  void facetThatRemovesItself_whileAClientIsClosed_doesNotDisturbTheOthers() {
    var heard = new ArrayList<String>();
    var first =
        new ClientFacet() {
          @Override
          public void closed(Client client) {
            heard.add("first");
            clients.removeFacet(this);
          }
        };
    clients.facet(first);
    clients.facet(
        new ClientFacet() {
          @Override
          public void closed(Client client) {
            heard.add("second");
          }
        });
    for (int i = 0; i < 2; i++) {
      var peer = server.connect();
      server.runFor(1);
      peer.close();
      server.runFor(1);
    }
    assertThat(heard).containsExactly("first", "second", "second");
    assertThat(clients.removeFacet(first)).as("removed before").isFalse();
  }

  @Test
  void moduleThatIsLoadedAgain_worksAsBefore() {
    for (int i = 0; i < 3; i++) {
      var module = new Module();
      module.load();
      var client = server.connect();
      assertThat(client.call("NOTES.GET")).isEqualTo("+OK\r\n");
      assertThat(last().facet(module.slot)).isEqualTo("a note");
      module.unload();
      assertThat(last().facet(module.slot)).isNull();
    }
  }
}
