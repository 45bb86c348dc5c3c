package eightweeks.week4.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.scenario.Node;
import eightweeks.harness.scenario.Scenario;
import eightweeks.week4.sentinel.Histories.Rule;
import eightweeks.week4.sentinel.WritingClient.Acknowledged;
import java.util.HashSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Redis promises about an acknowledged write, and what it does not. A partition leaves the
 * master, one Sentinel and most clients on one side; on the other side the other two Sentinels
 * promote a replica. When the partition ends the old master becomes a replica and loses what it has
 * acknowledged in the meantime. That Sentinel loses more than half of the writes in such a
 * partition was published in 2013 ("Jepsen: Redis", Kyle Kingsbury).
 *
 * <p>Two tests run the same seeds. The second one has {@code min-replicas-to-write}: the old master
 * refuses writes as soon as it has heard nothing from its replicas for {@code min-replicas-max-lag}
 * seconds, so that only the writes of this window are lost.
 */
final class LostWritesTest {
  private static final long SEED = 2013;
  private static final int CLIENTS = 10;
  private static final int CLIENTS_WITH_MASTER = 7;
  private static final long BEFORE_MILLIS = 10_000;
  private static final long PARTITION_MILLIS = 60_000;
  private static final long MILLIS_TO_RECOVER = 120_000;
  private static final int MAX_LAG_SECONDS = 3;

  /** How long the clients of each side write, and what is left of it. */
  private static final class Run {
    final SentinelGroup group;
    final long partMillis;

    Run(long seed, int maxLagSeconds) {
      group = new SentinelGroup(new Scenario(seed), CLIENTS, true, maxLagSeconds);
      group.start();
      group.runFor(BEFORE_MILLIS);
      var side = new HashSet<String>();
      side.add(group.servers.getFirst().host());
      side.add(group.sentinels.getFirst().host());
      group.clients.subList(0, CLIENTS_WITH_MASTER).forEach(each -> side.add(each.host()));
      partMillis = group.now();
      group.part(side, true);
      group.runFor(PARTITION_MILLIS);
      assertThat(SentinelGroup.masterHost(group.sentinels.getFirst()))
          .isEqualTo(group.servers.getFirst().host());
      assertThat(group.sentinels.subList(1, 3).stream().map(SentinelGroup::masterHost))
          .doesNotContain(group.servers.getFirst().host());
      group.heal();
      var losses = group.converge(MILLIS_TO_RECOVER);
      assertThat(losses)
          .containsOnlyKeys(maxLagSeconds > 0 ? Rule.WITHIN_MAX_LAG : Rule.NOT_REPLICATED);
      assertThat(group.master())
          .extracting(Node::host)
          .isNotEqualTo(group.servers.getFirst().host());
    }

    /** Returns the share of the writes acknowledged since the partition that are lost. */
    double lostShare() {
      long since =
          group.clients.stream()
              .flatMap(client -> client.acknowledged().stream())
              .filter(write -> write.atMillis() >= partMillis)
              .count();
      return (double) group.lost().size() / since;
    }

    int refused() {
      return group.clients.stream().mapToInt(WritingClient::refused).sum();
    }
  }

  /** Seeds of the two tests that compare: {@code -Dlost.seeds=N} runs more of them. */
  static LongStream seeds() {
    return LongStream.range(SEED, SEED + Long.getLong("lost.seeds", 5));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void masterInAPartition_acknowledgesWrites_andMoreThanHalfAreLost(long seed) {
    var run = new Run(seed, 0);
    assertThat(run.lostShare()).isGreaterThan(0.5);
    assertThat(run.refused()).isZero();
    assertThat(run.group.lost()).allSatisfy(write -> assertThat(write.replicas()).isZero());
    assertThat(run.group.lost())
        .anySatisfy(
            write ->
                assertThat(write.atMillis())
                    .isGreaterThan(run.partMillis + PARTITION_MILLIS - 1000));
  }

  /** Were the lost writes ones that WAIT has promised, the checks would not accept it. */
  @Test
  void lossOfAWriteThatAllReplicasHad_hasNoReason() {
    var group = new Run(SEED, 0).group;
    var lost = group.lost().getFirst();
    var last = SentinelGroup.historyOf(group.master());
    assertThat(group.histories().reason(waited(lost, 0), last)).isEqualTo(Rule.NOT_REPLICATED);
    assertThat(group.histories().reason(waited(lost, 1), last))
        .isEqualTo(Rule.OTHER_REPLICA_PROMOTED);
    assertThat(group.histories().reason(waited(lost, 2), last)).isNull();
  }

  private static Acknowledged waited(Acknowledged write, int replicas) {
    return new Acknowledged(
        write.key(),
        write.value(),
        write.atMillis(),
        write.host(),
        write.history(),
        write.offset(),
        write.lagSeconds(),
        replicas);
  }

  /** Each loss is allowed by the window of min-replicas-max-lag, and there is no other one. */
  @ParameterizedTest
  @MethodSource("seeds")
  void minReplicasToWrite_losesOnlyTheWindow(long seed) {
    var run = new Run(seed, MAX_LAG_SECONDS);
    // The master counts its good replicas once a second.
    long window = (MAX_LAG_SECONDS + 2) * 1000L;
    assertThat(run.group.lost())
        .isNotEmpty()
        .allSatisfy(
            write ->
                assertThat(write.atMillis()).isBetween(run.partMillis, run.partMillis + window));
    assertThat(run.lostShare()).isLessThan(0.2);
    assertThat(run.refused()).isPositive();
  }
}
