package eightweeks.week6.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What 7.2 alone has, and what users meet outside of commands: files, the log, other clients. */
final class AclTest {
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() {
    server = TestServer.start();
    client = server.connect();
  }

  private void set(String user, String... rules) {
    var words = new ArrayList<>(List.of("ACL", "SETUSER", user));
    words.addAll(List.of(rules));
    assertThat(client.call(words.toArray(String[]::new))).isEqualTo("+OK\r\n");
  }

  private TestClient as(String user) {
    var other = server.connect();
    assertThat(other.call("AUTH", user, "x")).isEqualTo("+OK\r\n");
    return other;
  }

  private String described(String user) {
    var list = client.call("ACL", "LIST");
    return list.lines()
        .filter(line -> line.startsWith("user " + user + " "))
        .findFirst()
        .orElse("no " + user + " in " + list);
  }

  @Test
  void rules_areShownInTheOrderInWhichTheyWereGiven() {
    set("u", "+config|get", "+config|set", "-config|set", "+client");
    assertThat(described("u"))
        .isEqualTo(
            "user u off sanitize-payload resetchannels -@all +config|get -config|set +client");
    set("u", "+config");
    assertThat(described("u"))
        .isEqualTo("user u off sanitize-payload resetchannels -@all +client +config");
    set("u", "-config|get", "-CLIENT");
    assertThat(described("u"))
        .isEqualTo("user u off sanitize-payload resetchannels -@all +config -config|get -client");
  }

  @Test
  void wrongRule_changesNothing() {
    set("u", "on", "~a");
    assertThat(client.call("ACL", "SETUSER", "u", "off", "~b", "+nosuch", "~c"))
        .isEqualTo(
            "-ERR Error in ACL SETUSER modifier '+nosuch': Unknown command or category name in"
                + " ACL\r\n");
    assertThat(described("u")).isEqualTo("user u on sanitize-payload ~a resetchannels -@all");
  }

  /** The gate is shut for some users only, so it must follow every change of their rules. */
  @Test
  void connectedClient_meetsNewRulesAtOnce() {
    set("u", "on", "nopass", "allkeys", "allchannels", "allcommands");
    var other = as("u");
    assertThat(other.call("SET", "k", "v")).isEqualTo("+OK\r\n");
    set("u", "-set");
    assertThat(other.call("SET", "k", "v"))
        .isEqualTo("-NOPERM User u has no permissions to run the 'set' command\r\n");
    set("u", "allcommands");
    assertThat(other.call("SET", "k", "v")).isEqualTo("+OK\r\n");
    set("default", "-set");
    assertThat(client.call("SET", "k", "v"))
        .isEqualTo("-NOPERM User default has no permissions to run the 'set' command\r\n");
  }

  @Test
  void deniedCommands_areCountedAndLogged() {
    client.call("CONFIG", "RESETSTAT");
    set("u", "on", ">x", "+get", "+multi", "+exec", "~mine", "&c", "+publish");
    var other = as("u");
    other.call("DEL", "k");
    other.call("GET", "k");
    other.call("GET", "k");
    other.call("PUBLISH", "d", "m");
    other.call("AUTH", "u", "wrong");
    other.call("MULTI");
    other.call("GET", "k");
    assertThat(other.call("EXEC")).startsWith("-EXECABORT");
    assertThat(server.info("acl_access_denied_cmd")).isEqualTo("1");
    assertThat(server.info("acl_access_denied_key")).isEqualTo("3");
    assertThat(server.info("acl_access_denied_channel")).isEqualTo("1");
    assertThat(server.info("acl_access_denied_auth")).isEqualTo("1");

    var log = client.call("ACL", "LOG").lines().toList();
    assertThat(log.getFirst()).isEqualTo("*5");
    assertThat(after(log, "reason")).containsExactly("key", "auth", "channel", "key", "command");
    assertThat(after(log, "object")).containsExactly("k", "AUTH", "d", "k", "del");
    assertThat(after(log, "context"))
        .containsExactly("multi", "toplevel", "toplevel", "toplevel", "toplevel");
    assertThat(numbersAfter(log, "count")).containsExactly(":1", ":1", ":1", ":2", ":1");
    assertThat(numbersAfter(log, "entry-id")).containsExactly(":4", ":3", ":2", ":1", ":0");
    assertThat(after(log, "username")).containsOnly("u");
    assertThat(client.call("ACL", "LOG", "1")).startsWith("*1\r\n");
    client.call("ACL", "LOG", "RESET");
    assertThat(client.call("ACL", "LOG")).isEqualTo("*0\r\n");
  }

  /** Returns the bulk strings that follow a field. */
  private static List<String> after(List<String> lines, String field) {
    return indexes(lines, field).map(i -> lines.get(i + 2)).toList();
  }

  private static List<String> numbersAfter(List<String> lines, String field) {
    return indexes(lines, field).map(i -> lines.get(i + 1)).toList();
  }

  private static Stream<Integer> indexes(List<String> lines, String field) {
    return IntStream.range(0, lines.size()).filter(i -> lines.get(i).equals(field)).boxed();
  }

  /** The memory of the entries is not counted. */
  @Test
  void log_keepsTheBeginningOfLongNames() {
    client.call("CLIENT", "SETNAME", "n".repeat(5000));
    client.call("AUTH", "u".repeat(5000), "wrong");
    var log = client.call("ACL", "LOG").lines().toList();
    assertThat(after(log, "username")).containsExactly("u".repeat(1024) + "...");
    assertThat(after(log, "client-info"))
        .singleElement()
        .asString()
        .contains(" name=" + "n".repeat(128) + "... ")
        .hasSizeLessThan(1000);
  }

  @Test
  void log_keepsTheNewestEntries() {
    client.call("CONFIG", "SET", "acllog-max-len", "2");
    set("u", "on", "nopass");
    var other = as("u");
    other.call("GET", "a");
    other.call("DEL", "a");
    other.call("SET", "a", "b");
    assertThat(after(client.call("ACL", "LOG").lines().toList(), "object"))
        .containsExactly("set", "del");
  }

  /** What a client waits for may be forbidden meanwhile. */
  @Test
  void blockedCommand_isCheckedAgainWhenItIsReexecuted() {
    set("u", "on", "nopass", "+@all", "~*");
    var other = as("u");
    other.send("BLPOP l 0\r\n");
    set("u", "-blpop");
    client.call("RPUSH", "l", "v");
    assertThat(other.received())
        .isEqualTo("-NOPERM User u has no permissions to run the 'blpop' command\r\n");
    assertThat(client.call("LLEN", "l")).isEqualTo(":1\r\n");
  }

  @Test
  void subscriberThatLosesItsChannel_isClosed() {
    set("u", "on", "nopass", "+@all", "&a*", "&b");
    var loses = as("u");
    loses.call("SUBSCRIBE", "abc");
    var keeps = as("u");
    keeps.call("SUBSCRIBE", "b");
    set("u", "&c");
    assertThat(loses.isClosed()).isFalse();
    set("u", "resetchannels", "&b");
    assertThat(loses.isClosed()).isTrue();
    assertThat(keeps.isClosed()).isFalse();
  }

  @Test
  void clientsOfADeletedUser_areClosed() {
    set("u", "on", "nopass", "+@all");
    var other = as("u");
    assertThat(client.call("ACL", "DELUSER", "u")).isEqualTo(":1\r\n");
    assertThat(other.isClosed()).isTrue();
    set("v", "on", "nopass", "+@all");
    var itself = as("v");
    assertThat(itself.call("ACL", "DELUSER", "v")).isEqualTo(":1\r\n");
    assertThat(itself.isClosed()).isTrue();
  }

  @Test
  void renamedCommand_keepsItsRules() {
    server = TestServer.start("--rename-command", "GET", "FETCH", "--rename-command", "DEL", "");
    client = server.connect();
    set("u", "on", "nopass", "~*", "+get", "-del");
    assertThat(as("u").call("FETCH", "k")).isEqualTo("$-1\r\n");
    assertThat(client.call("ACL", "SETUSER", "u", "+fetch")).startsWith("-ERR Error in ACL");
  }

  @Test
  void usersOfTheConfiguration_areThereAndAreRewritten() throws Exception {
    var world = new TestWorld();
    server =
        TestServer.in(world)
            .file("redis.conf", "user alice on nopass +@all ~* (+get ~x)\n")
            .options("redis.conf")
            .start();
    client = server.connect();
    assertThat(described("alice"))
        .isEqualTo(
            "user alice on nopass sanitize-payload ~* resetchannels +@all (~x resetchannels -@all"
                + " +get)");
    set("bob", "on", ">x");
    assertThat(client.call("CONFIG", "REWRITE")).isEqualTo("+OK\r\n");
    assertThat(Ascii.text(server.disk().read("redis.conf")))
        .contains("user alice on nopass")
        .contains("user bob on")
        .contains("user default on nopass sanitize-payload ~* &* +@all");
    var again =
        TestServer.in(world).disk(server.disk()).options("redis.conf", "--port", "7001").start();
    assertThat(again.connect().call("ACL", "USERS"))
        .isEqualTo("*3\r\n$5\r\nalice\r\n$3\r\nbob\r\n$7\r\ndefault\r\n");
  }

  @Test
  void wrongUserInTheConfiguration_endsTheStart() {
    assertThatThrownBy(() -> TestServer.start("--user", "u", "~*", "~x"))
        .hasMessageContaining("Error in user declaration '~x': Adding a pattern after");
    assertThatThrownBy(() -> TestServer.start("--user", "u", "+nosuch"))
        .cause()
        .hasMessageContaining("Critical error while loading ACLs. Exiting.");
    assertThatThrownBy(() -> TestServer.start("--user", "u", "on", "--aclfile", "users.acl"))
        .cause()
        .hasMessageContaining("define either an ACL file or declare users directly");
    assertThatThrownBy(() -> TestServer.start("--aclfile", "users.acl"))
        .cause()
        .hasMessageContaining(
            "Error loading ACLs, opening file 'users.acl': No such file or directory");
  }

  @Test
  void aclFile_isSavedAndLoaded() throws Exception {
    var world = new TestWorld();
    server =
        TestServer.in(world)
            .file("users.acl", "\nuser alice on nopass +@all\n\n")
            .options("--aclfile", "users.acl")
            .start();
    client = server.connect();
    var alice = as("alice");
    set("bob", "on", ">x");
    assertThat(client.call("ACL", "SAVE")).isEqualTo("+OK\r\n");
    var saved = Ascii.text(server.disk().read("users.acl"));
    assertThat(saved.lines())
        .containsExactly(
            "user alice on nopass sanitize-payload resetchannels +@all",
            described("bob"),
            "user default on nopass sanitize-payload ~* &* +@all");
    set("bob", "-@all", "reset");
    client.call("ACL", "DELUSER", "alice");
    assertThat(alice.isClosed()).isTrue();
    assertThat(client.call("ACL", "LOAD")).isEqualTo("+OK\r\n");
    assertThat(client.call("ACL", "SAVE")).isEqualTo("+OK\r\n");
    assertThat(Ascii.text(server.disk().read("users.acl"))).isEqualTo(saved);
  }

  @Test
  void aclFileWithErrors_changesNothing() throws Exception {
    var world = new TestWorld();
    server =
        TestServer.in(world)
            .file("users.acl", "user alice on\n")
            .options("--aclfile", "users.acl")
            .start();
    client = server.connect();
    var before = client.call("ACL", "LIST");
    server
        .disk()
        .replace(
            "users.acl",
            Ascii.bytes(
                """
                user bob on +nosuch
                usr carol
                user bob on
                user dave allkeys ~x &* &y
                user erin (+get
                """));
    assertThat(client.call("ACL", "LOAD"))
        .isEqualTo(
            "-ERR users.acl:1: Error in applying operation '+nosuch': Unknown command or category"
                + " name in ACL. users.acl:2 should start with user keyword followed by the"
                + " username. WARNING: Duplicate user 'bob' found on line 3. users.acl:4: Adding a"
                + " pattern after the * pattern (or the 'allkeys' flag) is not valid and does not"
                + " have any effect. Try 'resetkeys' to start with an empty list of patterns."
                + " users.acl:5: Unmatched parenthesis in selector definition.WARNING: ACL errors"
                + " detected, no change to the previously active ACL rules was performed\r\n");
    assertThat(client.call("ACL", "LIST")).isEqualTo(before);
  }

  @Test
  void generatedPassword_hasFourBitsADigit() {
    assertThat(client.call("ACL", "GENPASS")).matches("\\$64\r\n[0-9a-f]{64}\r\n");
    assertThat(client.call("ACL", "GENPASS", "5")).matches("\\$2\r\n[0-9a-f]{2}\r\n");
    assertThat(client.call("ACL", "GENPASS")).isNotEqualTo(client.call("ACL", "GENPASS"));
  }

  @Test
  void newUsersMayUseAllChannels_whereTheDirectiveSaysSo() {
    client.call("CONFIG", "SET", "acl-pubsub-default", "allchannels");
    set("u", "on");
    assertThat(described("u")).isEqualTo("user u on sanitize-payload &* -@all");
  }
}
