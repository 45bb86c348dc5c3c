package eightweeks.week4.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.Redis;
import eightweeks.harness.TestServer;
import eightweeks.harness.scenario.Node;
import eightweeks.harness.scenario.Scenario;
import eightweeks.week4.replication.ReplicationHistory;
import eightweeks.week4.sentinel.Histories.Life;
import eightweeks.week4.sentinel.Histories.Rule;
import eightweeks.week4.sentinel.WritingClient.Acknowledged;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Three servers, three Sentinels and some clients, each on a machine of its own; and checks. */
final class SentinelGroup {
  static final long NANOS_PER_MILLI = 1_000_000;

  private static final int SIZE = 3;
  private static final int WEEKS = 7;
  private static final long MILLIS_TO_FIND_EACH_OTHER = 12_000;
  private static final String CONFIG = "/server.conf";
  private static final Pattern OWN_ID = Pattern.compile("Sentinel ID is (\\w+)");
  private static final Pattern VOTE = Pattern.compile("\\+vote-for-leader (\\w+) (\\d+)");

  final Scenario scenario;
  final List<Node> servers = new ArrayList<>();
  final List<Node> sentinels = new ArrayList<>();
  final List<WritingClient> clients = new ArrayList<>();
  final SharedKeys shared = new SharedKeys();

  private final Map<Node, List<Life>> lives = new HashMap<>();
  private final List<Life> livesInOrder = new ArrayList<>();
  private final Set<String> configured = new HashSet<>();
  private final Map<Node, Integer> logLengths = new HashMap<>();
  private final boolean syncsAlways;
  private final int maxLagSeconds;
  private int promotions;

  /**
   * A Sentinel may have forgotten a vote or an epoch: it could not write its file, went on like
   * Redis's, and was started again. Then an epoch may have two leaders, and so two masters: what
   * holds otherwise does not hold here.
   */
  private boolean forgetful;

  /**
   * A Sentinel has heard of a later epoch in the middle of its failover. If that epoch's master is
   * the one that it replaces, it takes the epoch, as {@code sentinelProcessHelloMessage()} does,
   * and still ends its own failover. So one epoch has two masters, as in Redis.
   */
  private boolean overtaken;

  /** The master of each epoch of the configuration that a Sentinel had. */
  private final Map<Long, String> masters = new HashMap<>();

  /**
   * @param syncsAlways whether the servers sync each write before they acknowledge it
   * @param lines more lines of the configuration of all servers
   */
  SentinelGroup(Scenario scenario, int clientCount, boolean syncsAlways, String... lines) {
    this(scenario, clientCount, syncsAlways, 0, lines);
  }

  /**
   * @param syncsAlways whether the servers sync each write before they acknowledge it
   * @param maxLagSeconds a master acknowledges a write only if it has heard of a replica within
   *     this time ({@code min-replicas-to-write 1}); 0 if it need not
   * @param lines more lines of the configuration of all servers
   */
  SentinelGroup(
      Scenario scenario, int clientCount, boolean syncsAlways, int maxLagSeconds, String... lines) {
    this.scenario = scenario;
    this.syncsAlways = syncsAlways;
    this.maxLagSeconds = maxLagSeconds;
    for (int i = 0; i < SIZE; i++) {
      var text = serverLines(i, lines);
      var name = "server " + (i + 1);
      servers.add(scenario.node(name, setup -> configured(name, setup, text).options(CONFIG)));
    }
    for (int i = 0; i < SIZE; i++) {
      var text =
          """
          port 26379
          sentinel monitor m %s 6379 2
          sentinel down-after-milliseconds m 2000
          sentinel failover-timeout m 10000
          """
              .formatted(servers.getFirst().host());
      var name = "sentinel " + (i + 1);
      sentinels.add(
          scenario.node(
              name,
              setup ->
                  configured(name, setup, text)
                      .features(Redis.sentinelFeatures(WEEKS))
                      .options(CONFIG, "--sentinel")));
    }
    var addresses = sentinels.stream().map(Node::host).toList();
    for (int i = 0; i < clientCount; i++) {
      var host = "10.0.1." + (i + 1);
      long seed = scenario.random().nextLong(); // fewer clients are the first ones of more
      clients.add(new WritingClient(scenario.world(), host, "c" + i, addresses, shared, seed));
    }
  }

  private String serverLines(int i, String... lines) {
    var text =
        """
        port 6379
        protected-mode no
        enable-debug-command yes
        save ""
        repl-diskless-sync-delay 0
        repl-timeout 10
        appendonly yes
        appendfsync %s
        """
            .formatted(syncsAlways ? "always" : "everysec");
    text += String.join("\n", lines) + "\n";
    if (maxLagSeconds > 0) {
      text += "min-replicas-to-write 1\nmin-replicas-max-lag " + maxLagSeconds + "\n";
    }
    return i == 0 ? text : text + "replicaof " + servers.getFirst().host() + " 6379\n";
  }

  /** The file is written before the first start; afterwards the server keeps it. */
  private TestServer.Setup configured(String name, TestServer.Setup setup, String text) {
    return configured.add(name) ? setup.file(CONFIG, text) : setup;
  }

  /** Starts all, and the clients when the Sentinels know each other and the replicas. */
  void start() {
    for (var node : scenario.nodes()) {
      node.start();
      look();
    }
    scenario.runFor(MILLIS_TO_FIND_EACH_OTHER);
    clients.forEach(WritingClient::start);
  }

  long now() {
    return scenario.world().clock().nanos() / NANOS_PER_MILLI;
  }

  /** Lets time pass, and notes what the Sentinels think. */
  void runFor(long millis) {
    scenario.runFor(millis);
    look();
  }

  /** Starts a server or a Sentinel that is down. */
  void start(Node node) {
    node.start();
    look();
  }

  /** Ends a process. The disk may lose what was not synced. */
  void crash(Node node, boolean powerCut) {
    scenario.note((powerCut ? "power cut of " : "kill of ") + node);
    var life = Objects.requireNonNull(lives.get(node)).getLast();
    life.powerCut = powerCut;
    life.endMillis = now();
    life.lastRanMillis = node.lastRanMillis();
    if (powerCut) {
      node.cutPower();
    } else {
      node.kill();
    }
  }

  /** Lets nothing be written to the disk of a machine, or lets it have room again. */
  void fillDisk(Node node, boolean isFull) {
    scenario.note("the disk of " + node + (isFull ? " is full" : " has room"));
    node.diskFull(isFull);
    if (isFull && node.isUp()) {
      Objects.requireNonNull(lives.get(node)).getLast().hadFullDisk = true;
    }
  }

  /** Notes servers that were started, and the epochs of the Sentinels. */
  void look() {
    for (var node : scenario.nodes()) {
      var known = lives.computeIfAbsent(node, _ -> new ArrayList<>());
      if (node.isUp() && (known.isEmpty() || known.getLast().server != node.server())) {
        var life = new Life(node, now(), servers.contains(node) ? historyOf(node) : "");
        life.hadFullDisk = node.isDiskFull();
        forgetful |= sentinels.contains(node) && !known.isEmpty() && known.getLast().hadFullDisk;
        known.add(life);
        livesInOrder.add(life);
      }
    }
    for (var sentinel : sentinels) {
      if (sentinel.isRunning() && !sentinel.isDiskSlow() && hasLogged(sentinel)) {
        noteEpoch(sentinel);
      }
    }
  }

  /** Not a command: before a server has turned its history is that of its start. */
  static String historyOf(Node server) {
    return server.server().parts().need(ReplicationHistory.SERVICE).id();
  }

  /** Returns whether a Sentinel has logged something since it was asked last: each change is. */
  private boolean hasLogged(Node sentinel) {
    int length = sentinel.server().rawLog().length();
    var before = logLengths.put(sentinel, length);
    return before == null || before != length;
  }

  private void noteEpoch(Node sentinel) {
    var address = masterHost(sentinel);
    long epoch = Long.parseLong(field(sentinel, "config-epoch"));
    var other = masters.putIfAbsent(epoch, address);
    boolean isOther = other != null && !other.equals(address);
    overtaken |=
        isOther && sentinels.stream().anyMatch(each -> failsOver(each) || wasOvertaken(each));
    if (forgetful || overtaken) {
      return;
    }
    assertThat(other == null ? address : other)
        .as("master of epoch %s, as %s knows it", epoch, sentinel)
        .isEqualTo(address);
  }

  /** Returns whether a Sentinel has heard of a later epoch in the middle of a failover. */
  private static boolean wasOvertaken(Node sentinel) {
    boolean leads = false;
    for (var line : sentinel.server().rawLog().split("\n")) {
      if (line.contains("+elected-leader")) {
        leads = true;
      } else if (line.contains("+switch-master") || line.contains("-failover-abort")) {
        leads = false;
      } else if (leads && line.contains("+new-epoch")) {
        return true;
      }
    }
    return false;
  }

  private static boolean failsOver(Node sentinel) {
    return sentinel.isRunning()
        && !sentinel.isDiskSlow()
        && field(sentinel, "flags").contains("failover_in_progress");
  }

  static String masterHost(Node sentinel) {
    return sentinel.call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", "m").split("\r\n")[2];
  }

  private static String field(Node sentinel, String name) {
    var client = sentinel.connect();
    try {
      return Objects.requireNonNull(SentinelWorld.map(client, "SENTINEL", "MASTER", "m").get(name));
    } finally {
      client.close();
    }
  }

  /** Lets the links between all machines work again, and everything else. */
  void heal() {
    var hosts = hosts();
    for (var from : hosts) {
      for (var to : hosts) {
        scenario.world().network().link(from, to).heal();
      }
    }
    scenario.faults().heal();
    look();
  }

  /** Returns the addresses of all machines, those of the clients as well. */
  List<String> hosts() {
    var hosts = new ArrayList<String>();
    scenario.nodes().forEach(node -> hosts.add(node.host()));
    clients.forEach(client -> hosts.add(client.host()));
    return hosts;
  }

  /** Lets nothing pass from some machines to all others, and, if asked for, back. */
  void part(Set<String> some, boolean bothWays) {
    for (var from : some) {
      for (var to : hosts()) {
        if (!some.contains(to)) {
          scenario.world().network().link(from, to).silent(true);
          if (bothWays) {
            scenario.world().network().link(to, from).silent(true);
          }
        }
      }
    }
  }

  /** Returns what is not as it has to be after the faults; an empty text if all is well. */
  String disagreement() {
    var masterNodes = servers.stream().filter(SentinelGroup::isMaster).toList();
    if (masterNodes.size() != 1) {
      return "masters: " + masterNodes;
    }
    var master = masterNodes.getFirst();
    for (var server : servers) {
      if (server != master
          && !role(server).contains("\r\n" + master.host() + "\r\n:6379\r\n$9\r\nconnected")) {
        return server + " does not follow " + master;
      }
    }
    for (var sentinel : sentinels) {
      if (!masterHost(sentinel).equals(master.host())) {
        return sentinel + " has another master than " + master;
      }
      if (!field(sentinel, "flags").equals("master")
          || !field(sentinel, "num-slaves").equals("2")
          || !field(sentinel, "num-other-sentinels").equals("2")) {
        return sentinel + " does not see all as well";
      }
    }
    return "";
  }

  private static String role(Node server) {
    return server.call("ROLE");
  }

  private static boolean isMaster(Node server) {
    return role(server).startsWith("*3\r\n$6\r\nmaster\r\n");
  }

  /** The master at the end; there has to be one. */
  Node master() {
    return servers.stream().filter(SentinelGroup::isMaster).findFirst().orElseThrow();
  }

  /**
   * Returns whether the servers are in the one state that Redis's Sentinel never leaves by itself:
   * all are replicas, none of them has a link to its master, and the Sentinels find no replica that
   * is good enough to be promoted.
   *
   * <p>A Sentinel that has not heard of a failover, because of a clock that was set back or a link
   * that was silent, makes the new master a replica of the old one, and another Sentinel makes the
   * old one a replica of the new one. When both lose their links, each refuses the other one's
   * PSYNC with NOMASTERLINK. Their links are down for longer than the master is subjectively down,
   * so that {@code sentinelSelectSlave()} takes neither. Sentinels of Redis 7.2.6 that watch
   * servers of Redis 7.2.6 have been seen to stay like this.
   */
  private boolean isWithoutAWayBack() {
    return servers.stream().map(SentinelGroup::role).allMatch(SentinelGroup::isLostReplica)
        && sentinels.stream().anyMatch(SentinelGroup::foundNoGoodReplica);
  }

  private static boolean isLostReplica(String role) {
    return role.startsWith("*5\r\n$5\r\nslave\r\n") && !role.contains("\r\nconnected\r\n");
  }

  private static boolean foundNoGoodReplica(Node sentinel) {
    var log = sentinel.server().rawLog();
    int last = log.lastIndexOf("+failover-state-select-slave");
    return last >= 0 && log.indexOf("-failover-abort-no-good-slave", last) >= 0;
  }

  /** Returns how often an administrator had to promote a server. */
  int promotions() {
    return promotions;
  }

  /**
   * Returns whether Sentinels disagree for good: they know two masters of one epoch, and only a
   * master of a later epoch convinces a Sentinel.
   */
  private boolean isSplitInOneEpoch() {
    return (forgetful || overtaken)
        && sentinels.stream().map(SentinelGroup::masterHost).distinct().count() > 1
        && sentinels.stream().map(each -> field(each, "config-epoch")).distinct().count() == 1;
  }

  /**
   * Begins a later epoch, as an administrator does. A Sentinel that takes a replica for the master
   * sees no replica of it to promote, so another one is asked then.
   */
  private void failOver() {
    promotions++;
    assertThat(sentinels).as("who can fail over").anyMatch(this::failsOverWhenAsked);
  }

  private boolean failsOverWhenAsked(Node sentinel) {
    scenario.note("an administrator asks " + sentinel + " for a failover");
    var reply = sentinel.call("SENTINEL", "FAILOVER", "m");
    assertThat(reply).matches("\\+OK\r\n|-NOGOODSLAVE .*\r\n");
    return reply.startsWith("+OK");
  }

  /** Makes the server a master that the Sentinels name, as an administrator does. */
  private void promote() {
    var host = masterHost(sentinels.getFirst());
    var server =
        servers.stream().filter(each -> each.host().equals(host)).findFirst().orElseThrow();
    scenario.note("an administrator makes " + server + " a master");
    promotions++;
    assertThat(server.call("REPLICAOF", "NO", "ONE")).isEqualTo("+OK\r\n");
  }

  /** Waits until all is well; returns what is not well in the end. */
  private String waitForAgreement(long maxMillis) {
    long end = now() + maxMillis;
    var open = disagreement();
    while (!open.isEmpty() && now() < end) {
      runFor(1000);
      open = disagreement();
    }
    return open;
  }

  /** Waits until the group is healthy, stops the clients, and checks the data. */
  Map<Rule, Integer> converge(long maxMillis) {
    var open = waitForAgreement(maxMillis);
    if (!open.isEmpty() && isWithoutAWayBack()) {
      promote();
      open = waitForAgreement(maxMillis);
    } else if (!open.isEmpty() && isSplitInOneEpoch()) {
      failOver();
      open = waitForAgreement(maxMillis);
    }
    assertThat(open).as("%s ms after the faults", maxMillis).isEmpty();
    scenario.note("all is well");
    clients.forEach(WritingClient::stop);
    runFor(2000);
    assertThat(waitForAgreement(maxMillis)).as("without clients").isEmpty();
    var master = master();
    var digest = master.call("DEBUG", "DIGEST");
    for (var server : servers) {
      assertThat(server.call("DEBUG", "DIGEST")).as("%s", server).isEqualTo(digest);
    }
    checkVotes();
    return losses(master);
  }

  /** Each Sentinel votes once in an epoch, and an epoch has one leader. */
  private void checkVotes() {
    if (forgetful) {
      return;
    }
    var votes = new HashMap<String, String>();
    var leaders = new HashMap<Long, String>();
    for (var life : livesInOrder) {
      var id = "";
      long ownEpoch = -1;
      for (var line : life.server.rawLog().split("\n")) {
        var own = OWN_ID.matcher(line);
        var vote = VOTE.matcher(line);
        if (own.find()) {
          id = own.group(1);
        } else if (vote.find()) {
          var before = votes.putIfAbsent(id + " " + vote.group(2), vote.group(1));
          assertThat(before == null ? vote.group(1) : before)
              .as("vote of %s in epoch %s", life.node, vote.group(2))
              .isEqualTo(vote.group(1));
          ownEpoch = vote.group(1).equals(id) ? Long.parseLong(vote.group(2)) : ownEpoch;
        } else if (line.contains("+elected-leader")) {
          assertThat(leaders.putIfAbsent(ownEpoch, life.node.name()))
              .as("leader of epoch %s beside %s", ownEpoch, life.node)
              .isNull();
        }
      }
    }
  }

  /** Returns the histories of the servers until now. */
  Histories histories() {
    return new Histories(serverLives(), syncsAlways, maxLagSeconds);
  }

  private Map<Rule, Integer> losses(Node master) {
    var histories = histories();
    shared.check(histories);
    for (var client : clients) {
      assertThat(client.acknowledged().stream().filter(write -> !histories.hadGoodReplica(write)))
          .as("acknowledged without a good replica")
          .isEmpty();
    }
    var last = historyOf(master);
    var counts = new EnumMap<Rule, Integer>(Rule.class);
    for (var write : lost()) {
      var rule = histories.reason(write, last);
      assertThat(rule).as("why %s is lost", write).isNotNull();
      counts.merge(Objects.requireNonNull(rule), 1, Integer::sum);
    }
    return counts;
  }

  /** Returns each server and Sentinel from a start to its end, in the order of the starts. */
  Stream<Life> lives() {
    return livesInOrder.stream();
  }

  private List<Life> serverLives() {
    return livesInOrder.stream().filter(life -> servers.contains(life.node)).toList();
  }

  /** Returns the acknowledged writes that the master does not have. */
  List<Acknowledged> lost() {
    var keys = keys(master());
    return clients.stream()
        .flatMap(client -> client.acknowledged().stream())
        .filter(write -> !keys.contains(write.key()))
        .toList();
  }

  /** Returns the keys of a server; each has to be there because a client has written it. */
  private Set<String> keys(Node server) {
    var keys = new HashSet<String>();
    for (var line : server.call("KEYS", "*").split("\r\n")) {
      if (line.startsWith("c")) {
        keys.add(line);
        int colon = line.indexOf(':');
        var client = clients.get(Integer.parseInt(line.substring(1, colon)));
        assertThat(client.hasWritten(line, line.substring(colon + 1))).as(line).isTrue();
      }
    }
    return keys;
  }

  /** Returns the number of writes that were acknowledged. */
  int acknowledged() {
    return clients.stream().mapToInt(client -> client.acknowledged().size()).sum();
  }
}
