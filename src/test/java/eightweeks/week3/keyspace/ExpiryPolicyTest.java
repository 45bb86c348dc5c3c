package eightweeks.week3.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.Witness;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.command.ExecutionUnit;
import eightweeks.week3.keyspace.ExpiryPolicy.Role;
import eightweeks.week3.loading.Loading;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sees a key that has expired, and who deletes it, on every kind of server. */
final class ExpiryPolicyTest {
  private static final String NONE = "$-1\r\n";
  private static final String ZERO = ":0\r\n";
  private static final String ONE = ":1\r\n";

  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();
  private final ExpiryPolicy policy = server.parts().need(ExpiryPolicy.SERVICE);
  private final Database database = server.parts().need(Keyspace.SERVICE).database(0);
  private final Client masterLink = server.parts().clients().internal();

  @BeforeEach
  void expiredKey() {
    masterLink.set(ClientFlags.MASTER);
    server.parts().cron().pause(true);
    client.inline("SET k v PX 10");
    server.clock().advanceMillis(11);
    client.inline("PING"); // the loop reads the clock
  }

  private String keys() {
    return client.inline("DBSIZE");
  }

  private void cycle() {
    server.parts().cron().pause(false);
    server.runFor(1000);
  }

  @Test
  void inItsLastMillisecond_aKeyHasNotExpired() {
    client.inline("SET last v PX 10");
    server.clock().advanceMillis(10);
    assertThat(client.inline("EXISTS last")).isEqualTo(ONE);
    server.clock().advanceMillis(1);
    assertThat(client.inline("EXISTS last")).isEqualTo(ZERO);
  }

  @Test
  void master_deletesAnExpiredKeyThatIsLookedUp() {
    var witness = Witness.of(server);
    assertThat(client.inline("GET k")).isEqualTo(NONE);
    assertThat(keys()).isEqualTo(ZERO);
    assertThat(witness.effects()).containsExactly("0: DEL k");
  }

  @Test
  void master_deletesAnExpiredKeyWithoutALookup() {
    cycle();
    assertThat(keys()).isEqualTo(ZERO);
  }

  @Test
  void lookupWithNoExpire_hidesAnExpiredKeyAndKeepsIt() {
    assertThat(database.lookup(masterLink, Args.of("k"), 0, LookupFlags.NOEFFECTS)).isNull();
    assertThat(keys()).isEqualTo(ONE);
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_ONLY_REPLICA", "WRITABLE_REPLICA"})
  void replica_hidesAnExpiredKeyAndWaitsForTheMaster(Role role) {
    policy.role(role);
    var witness = Witness.of(server);
    assertThat(client.inline("GET k")).isEqualTo(NONE);
    assertThat(client.inline("TTL k")).isEqualTo(":-2\r\n");
    assertThat(client.inline("KEYS *")).isEqualTo("*0\r\n");
    assertThat(client.inline("SCAN 0")).isEqualTo("*2\r\n$1\r\n0\r\n*0\r\n");
    cycle();
    assertThat(keys()).isEqualTo(ONE);
    assertThat(witness.effects()).isEmpty();
  }

  @Test
  void readOnlyReplica_keepsAnExpiredKeyThatIsLookedUpForWriting() {
    policy.role(Role.READ_ONLY_REPLICA);
    var other = server.parts().clients().internal();
    assertThat(database.lookupWrite(other, Args.of("k"), 0)).isNull();
    assertThat(keys()).isEqualTo(ONE);
  }

  @Test
  void writableReplica_deletesAnExpiredKeyThatIsLookedUpForWriting() {
    policy.role(Role.WRITABLE_REPLICA);
    assertThat(client.inline("INCR k")).as("a new key").isEqualTo(ONE);
    assertThat(client.inline("PTTL k")).isEqualTo(":-1\r\n");
    assertThat(keys()).isEqualTo(ONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEL", "UNLINK"})
  void writableReplica_countsAnExpiredKeyThatAClientDeletes(String command) {
    policy.role(Role.WRITABLE_REPLICA);
    assertThat(client.call(command, "k", "other")).isEqualTo(ONE);
    assertThat(keys()).isEqualTo(ZERO);
  }

  @Test
  void masterCountsNoExpiredKeyThatAClientDeletes() {
    var witness = Witness.of(server);
    assertThat(client.inline("DEL k")).isEqualTo(ZERO);
    assertThat(keys()).isEqualTo(ZERO);
    assertThat(witness.effects()).containsExactly("0: DEL k");
  }

  @Test
  void randomKeyOfAReplica_mayHaveExpired() {
    policy.role(Role.READ_ONLY_REPLICA);
    assertThat(client.inline("RANDOMKEY")).isEqualTo("$1\r\nk\r\n");
  }

  /** What the master did with the key before it expired there must work here, however late. */
  @ParameterizedTest
  @EnumSource(names = {"READ_ONLY_REPLICA", "WRITABLE_REPLICA"})
  void linkToTheMaster_seesExpiredKeys(Role role) {
    policy.role(role);
    assertThat(database.lookupWrite(masterLink, Args.of("k"), 0)).isNotNull();
    assertThat(database.lookupRead(masterLink, Args.of("k"), 0)).isNotNull();
    server.parts().dispatcher().execute(masterLink, Args.of("APPEND", "k", "w"));
    assertThat(keys()).isEqualTo(ONE);
  }

  @Test
  void linkToAFormerMaster_seesNoExpiredKeys() {
    assertThat(database.lookupRead(masterLink, Args.of("k"), 0)).isNull();
  }

  @Test
  void nothingExpiresWhileLoading() {
    var loader = server.parts().clients().internal();
    var loading = server.parts().need(Loading.SERVICE);
    loading.begin(100);
    assertThat(database.lookupWrite(loader, Args.of("k"), 0)).isNotNull();
    assertThat(policy.runsCycle()).isFalse();
    assertThat(policy.deletesAtOnce(1)).isFalse();
    loading.end();
    assertThat(client.inline("GET k")).isEqualTo(NONE);
    assertThat(keys()).isEqualTo(ZERO);
    assertThat(policy.runsCycle()).isTrue();
    assertThat(policy.deletesAtOnce(1)).isTrue();
  }

  @Test
  void pause_hidesExpiredKeysAndKeepsThem() {
    client.inline("CLIENT PAUSE 2000 WRITE");
    assertThat(client.inline("GET k")).isEqualTo(NONE);
    cycle();
    assertThat(keys()).isEqualTo(ONE);
    server.runFor(1100);
    assertThat(keys()).isEqualTo(ZERO);
  }

  /** A script must not see a key at its beginning and miss it at its end. */
  @Test
  void noKeyExpiresInsideAnExecutionUnit() {
    var unit = server.parts().need(ExecutionUnit.SERVICE);
    var other = server.parts().clients().internal();
    client.inline("SET unit v PX 10");
    unit.begin();
    server.clock().advanceMillis(100);
    assertThat(database.lookupRead(other, Args.of("unit"), 0)).isNotNull();
    unit.end();
    assertThat(client.inline("GET unit")).isEqualTo(NONE);
  }

  @Test
  void expiryInThePast_deletesTheKeyOnAMasterOnly() {
    client.inline("MSET a 1 b 2 c 3");
    assertThat(client.inline("EXPIRE a -1")).isEqualTo(ONE);
    assertThat(database.lookupRaw(Args.of("a"), 0)).isNull();
    policy.role(Role.WRITABLE_REPLICA);
    assertThat(client.inline("EXPIRE b -1")).isEqualTo(ONE);
    assertThat(client.inline("GETEX c PXAT 1")).isEqualTo("$1\r\n3\r\n");
    assertThat(client.inline("MGET b c")).isEqualTo("*2\r\n" + NONE + NONE);
    assertThat(database.lookupRaw(Args.of("b"), 0)).as("the master deletes it").isNotNull();
    assertThat(database.lookupRaw(Args.of("c"), 0)).as("the master deletes it").isNotNull();
  }
}
