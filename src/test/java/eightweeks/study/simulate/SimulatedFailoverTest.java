package eightweeks.study.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.Redis;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** The text and the diagram of a simulated failover. */
final class SimulatedFailoverTest {
  private static List<Seen> run(long seed) throws ReflectiveOperationException {
    return Story.of(seed, SimulatedFailover.weeks(List.of()));
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  @Test
  void text_tellsWhoSeesWhat_inTheOrderOfTime() throws Exception {
    var text = SimulatedFailover.text(run(7));
    assertThat(text.lines().map(line -> line.replaceFirst("^ *[0-9.]+  ", "").split(" {2,}")))
        .map(columns -> columns[columns.length - 1].split(" ")[0])
        .containsSubsequence(
            "===",
            "+sdown",
            "+odown",
            "+try-failover",
            "+vote-for-leader",
            "+elected-leader",
            "+selected-slave",
            "MASTER",
            "+promoted-slave",
            "+switch-master",
            "===",
            "-sdown",
            "REPLICAOF");
    assertThat(text).contains("+vote-for-leader <sentinel ").doesNotContain("user request");
    assertThat(SimulatedFailover.text(run(7))).isEqualTo(text);
  }

  /** The seeds have each kind of failure; the old master follows the new one in the end. */
  @Test
  void eachSeed_endsWithAllSentinelsOnTheNewMaster() throws Exception {
    var failures = new HashSet<String>();
    for (int seed = 0; seed < 8; seed++) {
      var text = SimulatedFailover.text(run(seed));
      assertThat(count(text, "+switch-master")).as("seed %s", seed).isEqualTo(3);
      assertThat(text.substring(text.lastIndexOf("===")))
          .as("seed %s", seed)
          .contains("server 1    REPLICAOF");
      failures.add(
          text.substring(text.indexOf("==="), text.indexOf("===", text.indexOf("===") + 3)));
    }
    assertThat(failures).hasSize(3);
  }

  @Test
  void diagram_isWellFormed_withALifelineForEachMachineAndAnArrowForEachMessage() throws Exception {
    var seen = run(7);
    var document = parse(FailoverDiagram.of("seed <7>", seen));
    var messages = seen.stream().map(Message::of).toList();
    int arrows = document.getElementsByTagName("polygon").getLength();
    assertThat(arrows).isEqualTo((int) messages.stream().filter(Message::travels).count());
    assertThat(messages)
        .extracting(Message::label)
        .containsSubsequence("REPLICAOF NO ONE", "is a master", "INFO: role:master");
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("seed <7>");
    for (var name : Failover.names()) {
      var texts = document.getElementsByTagName("text");
      int found = 0;
      for (int i = 0; i < texts.getLength(); i++) {
        found += texts.item(i).getTextContent().equals(name) ? 1 : 0;
      }
      assertThat(found).as(name).isEqualTo(1);
    }
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  /** What a Sentinel sends to a replica that becomes the master is there in week 4. */
  @Test
  void serversOfFourWeeks_failOver() {
    var weeks = new Weeks(Redis.features(4), Redis.sentinelFeatures(4));
    assertThat(Story.of(7, weeks))
        .extracting(Seen::event)
        .containsSubsequence("+selected-slave", "MASTER", "+promoted-slave", "+switch-master");
  }

  /** Each vote goes to a Sentinel, each REPLICAOF from a Sentinel to a server. */
  @Test
  void messages_goBetweenTheMachinesThatTheLogsName() throws Exception {
    for (var seen : run(7)) {
      var message = Message.of(seen);
      assertThat(Failover.names()).as(seen.what()).contains(message.from(), message.to());
      if (message.label().startsWith("vote")) {
        assertThat(message.to()).startsWith("sentinel");
      } else if (message.label().startsWith("REPLICAOF")) {
        assertThat(message.from()).startsWith("sentinel");
        assertThat(message.to()).startsWith("server");
      }
    }
  }

  /** A learner's extension. */
  static final class Extension implements Feature {
    @Override
    public void install(ServerBuilder server) {
      server.onStart(() -> server.log().notice("+extension is installed"));
    }
  }

  @Test
  void learnersExtension_isInstalledInEachServer() throws Exception {
    var weeks = SimulatedFailover.weeks(List.of(Extension.class.getName()));
    var failover = new Failover(7, weeks);
    failover.run(1_000);
    assertThat(failover.seen())
        .filteredOn(seen -> seen.event().equals("+extension"))
        .extracting(Seen::who)
        .containsExactly("server 1", "server 2", "server 3");
  }

  @Test
  void clockThatJumps_bringsTilt_andLaterTheSentinelActsAgain() throws Exception {
    var failover = new Failover(1, SimulatedFailover.weeks(List.of()));
    failover.run(11_000);
    failover.jump("sentinel 2", 60_000);
    failover.run(40_000);
    assertThat(failover.seen())
        .filteredOn(seen -> seen.who().equals("sentinel 2"))
        .extracting(Seen::event)
        .containsSubsequence(Seen.FAULT, "+tilt", "-tilt");
  }

  @Test
  void sentinelsThatAreCutOff_electNoLeader() throws Exception {
    var failover = new Failover(1, SimulatedFailover.weeks(List.of()));
    failover.run(11_000);
    for (var from : List.of("sentinel 1", "sentinel 2")) {
      for (var to : Failover.names()) {
        failover.silence(from, to, true);
        failover.silence(to, from, true);
      }
    }
    failover.stop("server 1", true);
    failover.run(30_000);
    assertThat(failover.seen())
        .extracting(Seen::event)
        .contains("+sdown")
        .doesNotContain("+elected-leader", "+switch-master");
  }
}
