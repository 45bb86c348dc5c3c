package eightweeks.week3.command;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ExecutionUnitTest {
  private final Toys toys = new Toys();
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() {
    server = TestServer.in(new TestWorld()).with(toys).start();
    client = server.connect();
    client.call("CONFIG", "RESETSTAT");
  }

  @Test
  void clock_standsStillWhileACommandRuns_andMovesOnBehindIt() {
    var first = client.call("TOY.TIME").split("\r\n");
    assertThat(first[1]).isEqualTo(first[2]);
    var second = client.call("TOY.TIME").split("\r\n");
    assertThat(micros(second[1]) - micros(first[1])).isEqualTo(5000);
  }

  @Test
  void clock_standsStillInTheWholeTransaction() {
    client.send("MULTI\r\nTOY.TIME\r\nTOY.TIME\r\nEXEC\r\nTOY.TIME\r\n");
    var lines = client.received().split("\r\n");
    // +OK, two +QUEUED, *2, then for each *2 and two times
    assertThat(lines[5]).isEqualTo(lines[6]).isEqualTo(lines[8]).isEqualTo(lines[9]);
    assertThat(micros(lines[11]) - micros(lines[5])).isEqualTo(10_000);
  }

  private static long micros(String line) {
    return Long.parseLong(line.substring(1));
  }

  @Test
  void commandsInsideACommand_areCountedEach_andTheirTimeBelongsToBoth() {
    client.call("TOY.RUN", "TOY.TIME");
    assertThat(server.info("cmdstat_toy.time"))
        .isEqualTo("calls=1,usec=5000,usec_per_call=5000.00,rejected_calls=0,failed_calls=0");
    assertThat(server.info("cmdstat_toy.run"))
        .isEqualTo("calls=1,usec=5000,usec_per_call=5000.00,rejected_calls=0,failed_calls=0");
    assertThat(server.info("eventloop_duration_cmd_sum")).isEqualTo("5000");
  }

  @Test
  void errorOfACommandInside_isBlamedOnThatAlone() {
    client.call("TOY.RUN", "TOY.FAIL");
    assertThat(server.info("cmdstat_toy.fail")).endsWith("failed_calls=1");
    assertThat(server.info("cmdstat_toy.run")).endsWith("failed_calls=0");
    assertThat(client.call("TOY.RUN", "NOSUCH")).isEqualTo("-ERR no such toy\r\n");
    assertThat(server.info("cmdstat_toy.run")).endsWith("failed_calls=1");
  }

  @Test
  void subcommands_areCountedByTheirFullNames() {
    client.call("CLIENT", "ID");
    client.call("CLIENT", "NOSUCH");
    client.call("CLIENT");
    assertThat(server.info("cmdstat_client|id")).startsWith("calls=1,");
    assertThat(server.info("cmdstat_client"))
        .isEqualTo("calls=0,usec=0,usec_per_call=0.00,rejected_calls=1,failed_calls=0");
    assertThat(server.info("errorstat_ERR")).isEqualTo("count=2");
  }

  @Test
  void unknownCommand_isNoCommandsError() {
    client.call("NOSUCH");
    assertThat(client.text("INFO", "commandstats")).isEqualTo("# Commandstats\r\n" + own());
    assertThat(server.info("errorstat_ERR")).isEqualTo("count=1");
    assertThat(server.info("total_error_replies")).isEqualTo("1");
    assertThat(server.info("unexpected_error_replies")).isEqualTo("0");
  }

  /** What CONFIG RESETSTAT itself leaves behind. */
  private static String own() {
    return "cmdstat_config|resetstat:calls=1,usec=0,usec_per_call=0.00,rejected_calls=0,failed_calls=0\r\n";
  }

  @Test
  void errors_areCountedByTheirFirstWord() {
    client.call("TOY.FAIL");
    client.call("TOY.FAIL");
    client.call("GET");
    assertThat(client.text("INFO", "errorstats"))
        .isEqualTo("# Errorstats\r\nerrorstat_ERR:count=1\r\nerrorstat_OOPS:count=2\r\n");
    client.call("CONFIG", "RESETSTAT");
    assertThat(client.text("INFO", "errorstats")).isEqualTo("# Errorstats\r\n");
  }

  /** C looks for the blank in the first 32 bytes, of which one is the minus. */
  @Test
  void errorWhoseFirstWordIsLong_isAnOrdinaryOne() {
    toys.add("toy.error", 2, (client, args) -> client.reply().error(args.text(1)));
    client.call("TOY.ERROR", "A".repeat(30) + " x");
    client.call("TOY.ERROR", "B".repeat(31) + " x");
    assertThat(client.text("INFO", "errorstats"))
        .isEqualTo(
            "# Errorstats\r\nerrorstat_"
                + "A".repeat(30)
                + ":count=1\r\nerrorstat_ERR:count=1\r\n");
  }

  @Test
  void latencies_areShownInPercentiles() {
    client.call("TOY.TIME");
    client.call("CLIENT", "ID");
    assertThat(server.info("latency_percentiles_usec_toy.time"))
        .isEqualTo("p50=5013.503,p99=5013.503,p99.9=5013.503");
    assertThat(server.info("latency_percentiles_usec_client|id"))
        .isEqualTo("p50=0.001,p99=0.001,p99.9=0.001");
    client.call("CONFIG", "SET", "latency-tracking-info-percentiles", "0.0 50.0 100.0");
    assertThat(client.call("CONFIG", "GET", "latency-tracking-info-percentiles"))
        .endsWith("$8\r\n0 50 100\r\n");
    assertThat(server.info("latency_percentiles_usec_toy.time"))
        .isEqualTo("p0=4980.736,p50=5013.503,p100=5013.503");
    client.call("CONFIG", "SET", "latency-tracking-info-percentiles", "");
    assertThat(server.info("latency_percentiles_usec_toy.time")).isEmpty();
    client.call("CONFIG", "RESETSTAT");
    assertThat(client.text("INFO", "latencystats")).doesNotContain("toy.time");
  }

  @Test
  void latencyTrackingOff_recordsAndShowsNothing() {
    client.call("TOY.TIME");
    client.call("CONFIG", "SET", "latency-tracking", "no");
    client.call("TOY.TIME");
    assertThat(client.text("INFO", "latencystats")).isEqualTo("# Latencystats\r\n");
    client.call("CONFIG", "SET", "latency-tracking", "yes");
    assertThat(server.info("latency_percentiles_usec_toy.time")).startsWith("p50=5013.503");
  }

  @Test
  void percentilesOutOfRange_areRefused() {
    String failed =
        "-ERR CONFIG SET failed (possibly related to argument"
            + " 'latency-tracking-info-percentiles') - ";
    for (var word : new String[] {"100.1", "-1", "inf"}) {
      assertThat(client.call("CONFIG", "SET", "latency-tracking-info-percentiles", "50 " + word))
          .isEqualTo(
              failed
                  + "latency-tracking-info-percentiles parameters should sit between"
                  + " [0.0,100.0]\r\n");
    }
    for (var word : new String[] {"x", "nan", "NaN", "1d", "1_0"}) { // Java would take some
      assertThat(client.call("CONFIG", "SET", "latency-tracking-info-percentiles", "1 " + word))
          .isEqualTo(failed + "Invalid latency-tracking-info-percentiles parameters\r\n");
    }
    assertThat(client.call("CONFIG", "GET", "latency-tracking-info-percentiles"))
        .endsWith("$10\r\n50 99 99.9\r\n");
    client.call("CONFIG", "SET", "latency-tracking-info-percentiles", "0x10 1e1 +99.5");
    assertThat(client.call("CONFIG", "GET", "latency-tracking-info-percentiles"))
        .endsWith("$10\r\n16 10 99.5\r\n");
  }

  @Test
  void watchers_areToldOfEveryRun_andOnceOfTheEnd() {
    var told = new ArrayList<String>();
    server
        .parts()
        .need(ExecutionUnit.SERVICE)
        .watchers()
        .add(
            new CommandWatcher() {
              @Override
              public void ran(
                  Client client, Command command, Args args, long nanos, boolean again) {
                String last = args.text(args.count() - 1);
                told.add("ran " + command.fullName() + " " + last + (again ? " again" : ""));
              }

              @Override
              public void ended(Client client, Command command, Args args, long nanos) {
                told.add("ended " + command.fullName() + " " + nanos);
              }
            });
    var waiting = server.connect().send("TOY.POP l 0\r\n");
    client.call("TOY.PUSH", "l", "a");
    waiting.reply();
    client.call("TOY.RUN", "PING");
    assertThat(told)
        .containsExactly(
            "ran toy.pop 0",
            "ran toy.push a",
            "ended toy.push 0",
            "ran toy.pop 0 again",
            "ended toy.pop 0",
            "ran ping PING",
            "ended ping 0",
            "ran toy.run PING",
            "ended toy.run 0");
  }
}
