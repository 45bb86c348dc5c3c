package eightweeks.week1.connection;

import eightweeks.exercise.Crashes;
import eightweeks.study.lesson.Lesson;
import eightweeks.week1.Week1;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.startup.Server;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.World;
import eightweeks.week7.machine.VirtualOperatingSystem;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryNetwork;
import eightweeks.week7.simulation.MemoryPeer;
import eightweeks.week7.simulation.Simulation;
import eightweeks.week7.simulation.VirtualClock;
import org.junit.jupiter.api.Test;

/** Day 01: PING, sent over a connection in memory to the whole server of week 1. */
final class Day01TourTest {
  private static final String CHAPTER = "weeks/week1/day01-tour.adoc, ";
  private static final String RUN = CHAPTER + "\"Frames 2 and 1: a command is a class\"";
  private static final String COUNTING = CHAPTER + "\"Frame 4: may the command run?\"";
  private static final String BUILD = CHAPTER + "\"Build\"";
  private static final String ARITY = "-ERR wrong number of arguments for 'ping' command\r\n";

  @Test
  void pingAlone_isPong() {
    expect(
        Lesson.because(
                "without a message there is only the name, so the number of arguments is 1 and not"
                    + " 0",
                "the reply of another case was written, or a second one as well")
            .readAgain(RUN),
        sent("PING"),
        "+PONG\r\n");
  }

  @Test
  void pingWithAMessage_bringsItBack() {
    expect(
        Lesson.because(
                "argument 0 is the name; the message is argument 1",
                "the message is not written as a bulk string, with its length before it")
            .when(
                "+PONG\r\n",
                "there is a message, and the reply is the one of PING without a message")
            .readAgain(RUN),
        sent("PING", "hello"),
        "$5\r\nhello\r\n");
  }

  @Test
  void emptyMessage_isAMessage() {
    expect(
        Lesson.because(
                "whether there is a message is a question of the number of arguments, not of its"
                    + " length",
                "a message without bytes is treated like no message")
            .readAgain(RUN),
        sent("PING", ""),
        "$0\r\n\r\n");
  }

  @Test
  void messageWithALineEnd_comesBackWhole() {
    expect(
        Lesson.because(
                "a simple string (+) ends at the first line end; a bulk string says its length"
                    + " first",
                "the message was cut or changed before it was written")
            .readAgain(RUN),
        sent("PING", "a\r\nb"),
        "$4\r\na\r\nb\r\n");
  }

  @Test
  void messageOfAnyBytes_comesBackUnchanged() {
    expect(
        Lesson.because(
                "the message was made a text and back; its bytes are no text",
                "the message is not written as a bulk string")
            .readAgain(RUN),
        sent("PING", "\u00ff\u0000\u00c3"),
        "$3\r\n\u00ff\u0000\u00c3\r\n");
  }

  @Test
  void twoMessages_areRefused() {
    expect(
        Lesson.because(
                "arity -1 sets no upper bound, so PING itself has to count",
                "the name counts, so one message makes two arguments",
                "something was written before the error was thrown")
            .readAgain(COUNTING),
        sent("PING", "a", "b"),
        ARITY);
  }

  @Test
  void subscriberInResp2_getsAnArray() {
    expectAsSubscriber(
        Lesson.because(
                "a subscribed client of RESP2 gets an array, whether it has sent a message or not",
                "the array has to announce two elements, and an empty string is the second",
                "the first element is not a bulk string, pong in small letters",
                "the plain reply was written as well")
            .readAgain(BUILD),
        2,
        sent("PING"),
        "*2\r\n$4\r\npong\r\n$0\r\n\r\n");
  }

  @Test
  void subscriberInResp2_getsItsMessageInTheArray() {
    expectAsSubscriber(
        Lesson.because(
                "a subscribed client of RESP2 gets an array of two: pong and its message",
                "the message is argument 1; argument 0 is the name",
                "the first element is not a bulk string, pong in small letters",
                "the plain reply was written as well")
            .readAgain(BUILD),
        2,
        sent("PING", "hello"),
        "*2\r\n$4\r\npong\r\n$5\r\nhello\r\n");
  }

  @Test
  void subscribersMessageOfAnyBytes_comesBackUnchanged() {
    expectAsSubscriber(
        Lesson.because(
                "in the array, the message was made a text and back; its bytes are no text",
                "the first element is not a bulk string, pong in small letters")
            .readAgain(BUILD),
        2,
        sent("PING", "\u00ff\u0000\u00c3"),
        "*2\r\n$4\r\npong\r\n$3\r\n\u00ff\u0000\u00c3\r\n");
  }

  @Test
  void subscriberWithoutAMessage_doesNotGetTheOneBefore() {
    var lesson =
        Lesson.because(
                "argument 1 was read although there is none; what lies there is an earlier"
                    + " command's",
                "the array has to announce two elements, and an empty string is the second")
            .readAgain(BUILD);
    var received =
        lesson.calling(
            "sending PING hello and then PING as a subscriber",
            () -> {
              var conversation = subscriber(2);
              conversation.ask(sent("PING", "hello"));
              return conversation.ask(sent("PING"));
            });
    lesson.reply(sent("PING"), "*2\r\n$4\r\npong\r\n$0\r\n\r\n", received);
  }

  @Test
  void subscriberInResp3_isAnsweredLikeAnybody() {
    var lesson =
        Lesson.because(
                "the array is for RESP2 alone: type and protocol both decide",
                "the two cases stand in the wrong order, and the first one takes all subscribers")
            .readAgain(BUILD);
    expectAsSubscriber(lesson, 3, sent("PING"), "+PONG\r\n");
    expectAsSubscriber(lesson, 3, sent("PING", "hello"), "$5\r\nhello\r\n");
  }

  @Test
  void twoMessagesOfASubscriber_areRefused() {
    expectAsSubscriber(
        Lesson.because(
                "the arguments are counted only for clients without subscriptions",
                "part of the array was written before the arguments were counted")
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
            "sending " + quoted(sent) + " as a subscriber", () -> subscriber(protocol).ask(sent));
    lesson.reply(sent, expected, received);
  }

  /** A server of this week has no SUBSCRIBE, so the client is told that it has subscribed. */
  private static Conversation subscriber(int protocol) throws Exception {
    var conversation = new Conversation();
    for (var client : conversation.server.clients().all()) {
      client.type = ClientType.PUBSUB;
      client.reply().protocol(protocol);
    }
    return conversation;
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
    private final Crashes crashes = new Crashes(Ping.class.getName());
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
      var parts = new ServerBuilder(world).install(Week1.features());
      crashes.watch(parts);
      server = parts.build();
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
      crashes.none();
      return peer.receiveText();
    }
  }
}
