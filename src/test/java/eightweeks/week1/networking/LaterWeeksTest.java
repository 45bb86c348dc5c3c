package eightweeks.week1.networking;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week1.resp.Args;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What later weeks and modules do with clients: users of their own, facets that come late. */
final class LaterWeeksTest {
  private static final String OK = "+OK\r\n";

  private final TestServer server = TestServer.start();
  private final Clients clients = server.parts().clients();

  private Client client(TestClient of) {
    return clients.all().stream()
        .filter(client -> client.remote().equals(of.address()))
        .findFirst()
        .orElseThrow();
  }

  // Users.

  /** A user of access control lists, in little. */
  private record AclUser(String name, String password, List<String> rules) implements User {}

  /** Access control lists, in little. */
  private record Acl(Map<String, AclUser> users) implements Authenticator {
    @Override
    public boolean isNeeded() {
      return !defaultUser().password().isEmpty();
    }

    @Override
    public AclUser defaultUser() {
      return Objects.requireNonNull(users.get("default"));
    }

    @Override
    public @Nullable User find(String name) {
      return users.get(name);
    }

    @Override
    public @Nullable User authenticate(Client client, Args args, String name, int i) {
      var user = users.get(name);
      return user != null && user.password().equals(args.text(i)) ? user : null;
    }
  }

  private static Acl acl(String defaultPassword) {
    return new Acl(
        Map.of(
            "default", new AclUser("default", defaultPassword, List.of("+@all")),
            "alice", new AclUser("alice", "secret", List.of("+get"))));
  }

  @Test
  void userOfALaterWeek_isTheObjectThatTheClientHas() {
    var acl = acl("");
    clients.authenticator(acl);
    var peer = server.connect();
    assertThat(client(peer).user).isSameAs(acl.defaultUser());
    assertThat(peer.call("AUTH", "alice", "wrong")).startsWith("-WRONGPASS");
    assertThat(client(peer).user).isSameAs(acl.defaultUser());
    assertThat(peer.call("AUTH", "alice", "secret")).isEqualTo(OK);
    assertThat(client(peer).user).isSameAs(acl.find("alice"));
    assertThat(peer.text("CLIENT", "INFO")).contains(" user=alice ");
    assertThat(peer.call("RESET")).isEqualTo("+RESET\r\n");
    assertThat(client(peer).user).isSameAs(acl.defaultUser());
  }

  @Test
  void clientKill_findsUsersOfALaterWeek() {
    clients.authenticator(acl(""));
    var alice = server.connect();
    alice.call("AUTH", "alice", "secret");
    var other = server.connect();
    assertThat(other.call("CLIENT", "KILL", "USER", "bob"))
        .isEqualTo("-ERR No such user 'bob'\r\n");
    assertThat(other.call("CLIENT", "KILL", "USER", "alice")).isEqualTo(":1\r\n");
    assertThat(alice.isClosed()).isTrue();
  }

  @Test
  void defaultUserWithAPassword_protectsAndLimits() {
    // requirepass is not set: only the authenticator knows.
    clients.authenticator(acl("key"));
    var far = server.connectFrom("10.1.1.1");
    assertThat(far.call("PING")).isEqualTo("-NOAUTH Authentication required.\r\n");
    assertThat(far.send("*11\r\n").received())
        .isEqualTo("-ERR Protocol error: unauthenticated multibulk length\r\n");
    var near = server.connect();
    assertThat(near.call("AUTH", "default", "key")).isEqualTo(OK);
    assertThat(near.call("PING")).isEqualTo("+PONG\r\n");
  }

  // Facets.

  /** The facet of a module. */
  private static final class Notes implements ClientFacet {
    private final List<Long> closed = new ArrayList<>();
    private final List<Long> reset = new ArrayList<>();

    @Override
    public void closed(Client client) {
      closed.add(client.id());
    }

    @Override
    public void reset(Client client) {
      reset.add(client.id());
    }
  }

  @Test
  void facetThatComesLate_servesClientsThatAreThere() {
    var peer = server.connect();
    var client = client(peer);
    var notes = new Notes();
    int slot = clients.facet(notes);
    int another = clients.facet(new Notes());
    assertThat(client.facet(slot)).isNull();
    client.facet(slot, "a note");
    assertThat(client.facet(slot)).isEqualTo("a note");
    assertThat(client.facet(another)).isNull();
    peer.call("RESET");
    assertThat(notes.reset).containsExactly(client.id());
    peer.close();
    server.runFor(1);
    assertThat(notes.closed).containsExactly(client.id());
  }

  @Test
  void facetThatComesLate_doesNotTakeTheNotesOfOthers() {
    var peer = server.connect();
    assertThat(peer.call("MULTI")).isEqualTo(OK);
    int slot = clients.facet(new Notes());
    client(peer).facet(slot, "a note");
    assertThat(peer.call("PING")).isEqualTo("+QUEUED\r\n");
    assertThat(peer.call("EXEC")).isEqualTo("*1\r\n+PONG\r\n");
  }

  // Clients without a connection.

  @Test
  void clientWithoutConnection_isClosedLikeOthers() {
    var notes = new Notes();
    clients.facet(notes);
    var inside = clients.internal();
    inside.reply().ok();
    clients.close(inside);
    clients.close(inside);
    assertThat(notes.closed).containsExactly(inside.id());
    inside.reply().ok();
    assertThat(inside.reply().isEmpty()).as("nobody reads its reply any more").isTrue();
  }

  @Test
  void clientWithoutConnection_thatIsMarked_isClosedBeforeTheLoopSleeps() {
    var notes = new Notes();
    clients.facet(notes);
    var inside = clients.internal();
    inside.closeAsap();
    assertThat(notes.closed).isEmpty();
    server.runFor(1);
    assertThat(notes.closed).containsExactly(inside.id());
  }
}
