package eightweeks.week1.connection;

import eightweeks.study.lesson.Lesson;
import eightweeks.week1.Week1;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.startup.Server;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.World;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryNetwork;
import eightweeks.week7.simulation.MemoryPeer;
import eightweeks.week7.simulation.Simulation;
import eightweeks.week7.simulation.VirtualClock;
import eightweeks.week7.simulation.VirtualOperatingSystem;
import org.junit.jupiter.api.Test;

/** Day 01: PING, sent over a connection in memory to the whole server of week 1. */
final class Day01TourTest {
  private static final String CHAPTER = "weeks/week1/day01-tour.adoc, ";
  private static final String PING = CHAPTER + "\"A command is a class\"";
  private static final String COUNTING = CHAPTER + "\"Who counts the words\"";
  private static final String ARITY = "-ERR wrong number of arguments for 'ping' command\r\n";

  @Test
  void pingAlone_isPong() {
    expect(
        Lesson.because("args holds the name alone (count() is 1): reply.pong() says +PONG")
            .readAgain(PING),
        sent("PING"),
        "+PONG\r\n");
  }

  @Test
  void pingWithAMessage_bringsItBack() {
    expect(
        Lesson.because(
                "the message is argument 1, behind the name, and goes back as a bulk string:"
                    + " reply.bulk(args.array(1), args.offset(1), args.length(1))")
            .readAgain(PING),
        sent("PING", "hello"),
        "$5\r\nhello\r\n");
  }

  @Test
  void emptyMessage_isAMessage() {
    expect(
        Lesson.because(
                "\"no message\" is args.count() == 1; a message without bytes is one, and comes"
                    + " back as an empty bulk string")
            .readAgain(PING),
        sent("PING", ""),
        "$0\r\n\r\n");
  }

  @Test
  void messageWithALineEnd_comesBackWhole() {
    expect(
        Lesson.because(
                "a bulk string says its length first, so any byte may be in it; a simple string"
                    + " (+...) ends at the first line end")
            .readAgain(PING),
        sent("PING", "a\r\nb"),
        "$4\r\na\r\nb\r\n");
  }

  @Test
  void messageOfAnyBytes_comesBackUnchanged() {
    expect(
        Lesson.because("the message is bytes and no text: hand them over as they lie in args")
            .readAgain(PING),
        sent("PING", "\u00ff\u0000\u00c3"),
        "$3\r\n\u00ff\u0000\u00c3\r\n");
  }

  @Test
  void twoMessages_areRefused() {
    expect(
        Lesson.because(
                "PING's arity is -1, \"at least one word\", so nobody but PING itself looks whether"
                    + " there are too many; the name counts, so more than 2 are")
            .readAgain(COUNTING),
        sent("PING", "a", "b"),
        ARITY);
  }

  @Test
  void subscriberInResp2_getsAnArray() {
    expectAsSubscriber(
        Lesson.because(
                "a subscribed client of RESP2 expects arrays only: reply.array(2), then \"pong\""
                    + " and an empty bulk string")
            .readAgain(PING),
        2,
        sent("PING"),
        "*2\r\n$4\r\npong\r\n$0\r\n\r\n");
  }

  @Test
  void subscriberInResp2_getsItsMessageInTheArray() {
    expectAsSubscriber(
        Lesson.because(
                "a subscribed client of RESP2 expects arrays only: reply.array(2), then \"pong\""
                    + " and the message")
            .readAgain(PING),
        2,
        sent("PING", "hello"),
        "*2\r\n$4\r\npong\r\n$5\r\nhello\r\n");
  }

  @Test
  void subscriberInResp3_isAnsweredLikeAnybody() {
    var lesson =
        Lesson.because(
                "RESP3 has a type of its own for messages to subscribers, so a reply can be a"
                    + " reply: the array is for protocol 2 alone")
            .readAgain(PING);
    expectAsSubscriber(lesson, 3, sent("PING"), "+PONG\r\n");
    expectAsSubscriber(lesson, 3, sent("PING", "hello"), "$5\r\nhello\r\n");
  }

  @Test
  void twoMessagesOfASubscriber_areRefused() {
    expectAsSubscriber(
        Lesson.because("the words are counted before anything else, whoever asks")
            .readAgain(COUNTING),
        2,
        sent("PING", "a", "b"),
        ARITY);
  }

  private static void expect(Lesson lesson, String sent, String expected) {
    var received = lesson.calling("sending " + quoted(sent), () -> new Conversation().ask(sent));
    lesson.reply(sent, expected, received);
  }

  private static void expectAsSubscriber(
      Lesson lesson, int protocol, String sent, String expected) {
    var received =
        lesson.calling(
            "sending " + quoted(sent) + " as a subscriber",
            () -> {
              var conversation = new Conversation();
              // Nobody can subscribe to anything in week 1, so the client is told that it has.
              for (var client : conversation.server.clients().all()) {
                client.type = ClientType.PUBSUB;
                client.reply().protocol(protocol);
              }
              return conversation.ask(sent);
            });
    lesson.reply(sent, expected, received);
  }

  /** Returns the words as a client sends them. */
  private static String sent(String... words) {
    var text = new StringBuilder("*" + words.length + "\r\n");
    for (var word : words) {
      text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return text.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\r", "\\r").replace("\n", "\\n") + '"';
  }

  /** A server of week 1 and a connection to it, without sockets and without waiting. */
  private static final class Conversation {
    final Server server;
    private final Simulation simulation;
    private final MemoryPeer peer;

    Conversation() throws Exception {
      var clock = new VirtualClock(1_795_364_464_000_000L);
      var network = new MemoryNetwork(clock);
      var world =
          new World(
              clock,
              network.transport(),
              new MemoryDisk(),
              Entropy.seeded(1),
              new VirtualOperatingSystem(1));
      server = new ServerBuilder(world).install(Week1.features()).build();
      server.configure(CommandLine.EMPTY, null);
      server.start();
      simulation = new Simulation(clock);
      simulation.add(server.loop());
      peer = network.connect(new Endpoint.Tcp("127.0.0.1", 6379));
      simulation.settle();
    }

    /** Sends bytes, lets the loop turn until it has nothing left to do, takes what came back. */
    String ask(String bytes) throws Exception {
      peer.send(bytes);
      simulation.settle();
      return peer.receiveText();
    }
  }
}
