package eightweeks.week4.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.scenario.Fault;
import eightweeks.harness.scenario.Node;
import eightweeks.harness.scenario.Scenario;
import eightweeks.harness.scenario.Seeds;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three servers, three Sentinels and ten clients that write, each on a machine of its own. Links
 * delay, break and are silent in one or both directions; processes are paused and killed, machines
 * lose their power, clocks jump. After the last fault there is one master, the other servers are
 * equal to it, and all Sentinels agree. No epoch has two masters or two leaders, no Sentinel votes
 * twice in one epoch, and a rule of Redis allows the loss of each acknowledged write that is lost.
 *
 * <p>{@code -Dsentinel.seeds=10000} runs that many; a seed that fails says how to run it again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SentinelFaultsTest {
  private static final String NAME = "sentinel";
  private static final int IN_BUILD = 40;
  private static final int CLIENTS = 10;
  private static final int STEPS = 20;
  private static final int MAX_PAUSE_MILLIS = 4000;
  private static final int MAX_JUMP_MILLIS = 60_000;
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

  private long cpuNanos;
  private long virtualMillis;
  private long acknowledged;
  private long lost;
  private int promotions;
  private int seeds;

  static LongStream seeds() {
    return Seeds.of(NAME, IN_BUILD);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  @BeforeAll
  void begin() {
    cpuNanos = cpu();
  }

  @AfterAll
  void report() {
    double seconds = (cpu() - cpuNanos) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%s: %d seeds, %.0f seeds a minute of CPU, %.0f times faster than real time; %d writes"
            + " acknowledged, %d lost; %d promotions by an administrator%n",
        getClass().getSimpleName(),
        seeds,
        seeds * 60 / seconds,
        virtualMillis / 1000.0 / seconds,
        acknowledged,
        lost,
        promotions);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void afterTheLastFault_allAgree_andEachLossIsExplained(long seed) {
    Seeds.run(NAME, getClass(), seed, this::live);
  }

  /** A write that disappears without a fault has no reason. */
  @Test
  void lossWithoutAReason_isFound() {
    var group = new SentinelGroup(new Scenario(1), 1, true);
    group.start();
    group.runFor(5000);
    group.master().call("DEL", group.clients.getFirst().acknowledged().getFirst().key());
    assertThatThrownBy(() -> group.converge(MILLIS_TO_RECOVER))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("why Acknowledged[key=c0:1");
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

  private void live(Scenario scenario) {
    var group = new SentinelGroup(scenario, CLIENTS, scenario.random().nextBoolean());
    group.start();
    for (int step = 0; step < STEPS; step++) {
      injectOne(group);
      group.look();
      group.runFor(scenario.random().nextInt(MAX_PAUSE_MILLIS));
    }
    scenario.note("all links are healed");
    group.heal();
    var losses = group.converge(MILLIS_TO_RECOVER);
    seeds++;
    virtualMillis += group.now();
    acknowledged += group.acknowledged();
    promotions += group.promotions();
    lost += losses.values().stream().mapToInt(count -> count).sum();
  }

  private static void injectOne(SentinelGroup group) {
    var scenario = group.scenario;
    var random = scenario.random();
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> scenario.faults().injectOneOf(FAULTS_OF_LINKS);
      case 3 -> {
        var some = new HashSet<>(group.hosts());
        some.removeIf(_ -> random.nextBoolean());
        boolean bothWays = random.nextBoolean();
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
