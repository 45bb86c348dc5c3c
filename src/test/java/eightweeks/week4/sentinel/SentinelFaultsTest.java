package eightweeks.week4.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.scenario.Fault;
import eightweeks.harness.scenario.Node;
import eightweeks.harness.scenario.Scenario;
import eightweeks.harness.scenario.Trial;
import eightweeks.harness.scenario.Trials;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week4.sentinel.Histories.Rule;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Three servers, three Sentinels and ten clients that write, each on a machine of its own. Links
 * delay, break and are silent in one or both directions; processes are paused and killed, machines
 * lose their power, clocks jump, disks are full or slow. After the last fault there is one master,
 * the other servers are equal to it, and all Sentinels agree. No epoch has two masters or two
 * leaders, no Sentinel votes twice in one epoch, unless one could not write its file before it
 * ended. A rule of Redis allows the loss of each acknowledged write that is lost. In every third
 * run a master needs a good replica for a write, and has one for each that it acknowledges.
 *
 * <p>{@code -Dsentinel.seeds=1000000} runs that many; a seed that fails is shrunk, and says how to
 * run it again ({@link Trials}).
 */
final class SentinelFaultsTest {
  private static final String NAME = "sentinel";
  private static final int IN_BUILD = 200;
  private static final int CLIENTS = 10;
  private static final int STEPS = 20;
  private static final int MAX_PAUSE_MILLIS = 4000;
  private static final int MAX_DISK_MILLIS = 500;
  private static final int MAX_JUMP_MILLIS = 60_000;
  private static final int RUNS_PER_MIN_REPLICAS = 3;
  private static final int MAX_LAG_SECONDS = 3;
  private static final long MILLIS_TO_RECOVER = 300_000;
  private static final Fault[] FAULTS_OF_LINKS = {
    Fault.DELAY,
    Fault.SLOW_LINK,
    Fault.SILENCE,
    Fault.ISOLATION,
    Fault.CUT,
    Fault.CUT_AT_BYTE,
    Fault.HEAL_LINKS
  };

  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong promotions = new AtomicLong();
  private final Map<Rule, Integer> losses = new ConcurrentHashMap<>();

  @Test
  void afterTheLastFault_allAgree_andEachLossIsExplained() {
    var trials = new Trials(NAME, getClass(), CLIENTS, STEPS, this::live);
    long began = System.nanoTime();
    trials.run(IN_BUILD);
    System.out.printf(
        Locale.ROOT,
        "%s: %s; %d writes acknowledged, lost: %s; %d promotions by an administrator%n",
        getClass().getSimpleName(),
        trials.speed((System.nanoTime() - began) / 1e9),
        acknowledged.get(),
        new TreeMap<>(losses),
        promotions.get());
  }

  /** A write that disappears without a fault has no reason. */
  @Test
  void lossWithoutAReason_isFound() {
    var group = new SentinelGroup(new Scenario(1), 1, true);
    group.start();
    group.runFor(5000);
    var key = group.clients.getFirst().acknowledged().getFirst().key();
    group.master().call("DEL", key);
    assertThatThrownBy(() -> group.converge(MILLIS_TO_RECOVER))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("why Acknowledged[key=" + key);
  }

  /** What clients read of a shared key after another client has set it. */
  private static SentinelGroup withSharedKeys(String value) {
    var group = new SentinelGroup(new Scenario(1), CLIENTS, true);
    group.start();
    group.runFor(5000);
    for (int i = 0; i < 3; i++) {
      group.master().call("SET", "shared:" + i, value);
    }
    group.runFor(5000);
    return group;
  }

  @Test
  void readOfWhatNoClientHasWritten_isFound() {
    var group = withSharedKeys("planted");
    assertThatThrownBy(() -> group.converge(MILLIS_TO_RECOVER))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a client has written it");
  }

  @Test
  void readOfAnOldValue_isFound() {
    var group = new SentinelGroup(new Scenario(1), CLIENTS, true);
    group.start();
    group.runFor(5000);
    var old = group.master().call("GET", "shared:0").split("\r\n")[1];
    group.runFor(5000);
    for (int i = 0; i < 50; i++) {
      group.master().call("SET", "shared:0", old);
      group.runFor(100);
    }
    assertThatThrownBy(() -> group.converge(MILLIS_TO_RECOVER))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("does not show the last write before it");
  }

  @Test
  void readOfAKeyThatIsGone_isFound() {
    var group = new SentinelGroup(new Scenario(1), CLIENTS, true);
    group.start();
    group.runFor(5000);
    for (int i = 0; i < 50; i++) {
      group.master().call("DEL", "shared:0");
      group.runFor(100);
    }
    assertThatThrownBy(() -> group.converge(MILLIS_TO_RECOVER))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("does not show the last write before it");
  }

  /** A Sentinel with a file in which another server is the master of the same epoch. */
  @Test
  void twoMastersOfOneEpoch_areFound() throws IOException {
    var group = new SentinelGroup(new Scenario(1), 1, true);
    group.start();
    var sentinel = group.sentinels.getLast();
    group.crash(sentinel, false);
    var file = Ascii.text(sentinel.disk().read("/server.conf"));
    var wrong =
        file.replace(
            "monitor m " + group.servers.getFirst().host(),
            "monitor m " + group.servers.getLast().host());
    assertThat(wrong).isNotEqualTo(file);
    sentinel.disk().replace("/server.conf", Ascii.bytes(wrong));
    assertThatThrownBy(() -> group.start(sentinel))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("master of epoch 0, as sentinel 3 knows it");
  }

  @Test
  void replicaThatDiffers_isFound() {
    var group = new SentinelGroup(new Scenario(1), 1, true, "replica-read-only no");
    group.start();
    group.runFor(5000);
    group.servers.getLast().call("SET", "only", "here");
    assertThatThrownBy(() -> group.converge(MILLIS_TO_RECOVER))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("server 3");
  }

  /** So it is with Redis 7.2.6, too: what is tested is that the state is recognised, and left. */
  @Test
  void serversThatFollowEachOther_stayReplicas_untilAnAdministratorPromotesOne() {
    var group = new SentinelGroup(new Scenario(1), 1, true);
    group.start();
    group.runFor(5000);
    group.sentinels.forEach(sentinel -> group.crash(sentinel, false));
    var first = group.servers.getFirst();
    var second = group.servers.get(1);
    first.call("REPLICAOF", second.host(), "6379");
    group.part(Set.of(first.host()), true);
    group.runFor(60_000);
    group.heal(); // starts the Sentinels
    group.converge(MILLIS_TO_RECOVER);
    assertThat(group.promotions()).isEqualTo(1);
    assertThat(group.master()).isEqualTo(first);
  }

  @Test
  void sameSeed_isTheSameRun() {
    assertThat(storyOf(3)).isEqualTo(storyOf(3)).contains(" starts");
  }

  private static String storyOf(long seed) {
    var scenario = new Scenario(seed);
    var group = new SentinelGroup(scenario, 2, true);
    group.start();
    for (int step = 0; step < STEPS; step++) {
      injectOne(group);
      group.look();
      group.runFor(1000);
    }
    return scenario.story()
        + group.lives().map(life -> life.server.rawLog()).collect(Collectors.joining())
        + group.clients.stream().map(WritingClient::acknowledged).toList();
  }

  private void live(Trial trial, Scenario scenario) {
    boolean syncsAlways = scenario.random().nextBoolean();
    boolean needsReplica = scenario.random().nextInt(RUNS_PER_MIN_REPLICAS) == 0;
    var group =
        new SentinelGroup(
            scenario, trial.clients(), syncsAlways, needsReplica ? MAX_LAG_SECONDS : 0);
    group.start();
    for (int step = 0; step < STEPS; step++) {
      scenario.reseed(step);
      long millis = scenario.random().nextInt(MAX_PAUSE_MILLIS);
      if (trial.faults().contains(step)) {
        injectOne(group);
      }
      group.look();
      group.runFor(millis);
    }
    scenario.note("all links are healed");
    group.heal();
    var lost = group.converge(MILLIS_TO_RECOVER);
    acknowledged.addAndGet(group.acknowledged());
    promotions.addAndGet(group.promotions());
    lost.forEach((rule, count) -> losses.merge(rule, count, Integer::sum));
  }

  private static void injectOne(SentinelGroup group) {
    var scenario = group.scenario;
    var random = scenario.random();
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> scenario.faults().injectOneOf(FAULTS_OF_LINKS);
      case 3 -> {
        boolean bothWays = random.nextBoolean();
        var some = new HashSet<String>();
        for (var host : group.hosts()) { // those of the clients last, so that there may be fewer
          if (random.nextBoolean()) {
            some.add(host);
          }
        }
        scenario.note("no way from " + some + (bothWays ? " and back" : ""));
        group.part(some, bothWays);
      }
      case 4 -> scenario.faults().inject(Fault.PAUSE);
      case 5 -> scenario.faults().inject(Fault.RESUME);
      case 6 -> {
        var node = one(scenario);
        if (node.isUp()) {
          group.crash(node, random.nextBoolean());
        }
      }
      case 7, 8 -> scenario.faults().inject(Fault.START);
      case 9 -> {
        var node = one(scenario);
        group.fillDisk(node, !node.isDiskFull());
      }
      case 10 -> {
        var node = one(scenario);
        long millis = random.nextInt(MAX_DISK_MILLIS);
        scenario.note("the disk of " + node + " takes " + millis + " ms for a write");
        node.diskSlow(millis);
      }
      default -> {
        var node = one(scenario);
        long millis = random.nextInt(-MAX_JUMP_MILLIS, MAX_JUMP_MILLIS);
        scenario.note("the clock of " + node + " jumps by " + millis + " ms");
        node.jumpClock(millis);
      }
    }
  }

  private static Node one(Scenario scenario) {
    return scenario.nodes().get(scenario.random().nextInt(scenario.nodes().size()));
  }
}
