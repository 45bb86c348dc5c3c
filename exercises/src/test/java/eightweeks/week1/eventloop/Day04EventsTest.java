package eightweeks.week1.eventloop;

import eightweeks.study.lesson.Lesson;
import eightweeks.week7.simulation.VirtualClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Day 04: what the loop waits for. The transport below polls what it was told, and no sockets. */
final class Day04EventsTest {
  private static final int READABLE = Channel.READABLE;
  private static final int WRITABLE = Channel.WRITABLE;
  private static final int BARRIER = Channel.BARRIER;

  private static final String CHAPTER = "weeks/week1/day04-events.adoc, ";
  private static final String NOTES = CHAPTER + "\"The notes in a channel\"";
  private static final String SYSTEM = CHAPTER + "\"From the mask to the system\"";
  private static final String HANDLERS = CHAPTER + "\"Which handler is called\"";

  private final Poller poller = new Poller();
  private final EventLoop loop = new EventLoop(poller, new VirtualClock(1_000_000));
  private final Socket socket = new Socket(poller);
  private final List<String> called = new ArrayList<>();

  @Test
  void addingReadable_callsTheHandlerWhenThereIsSomethingToRead() {
    loop.watch(socket, READABLE, () -> called.add("reader"));
    var lesson =
        Lesson.because(
                "the new bit is not noted in channel.mask",
                "another bit was noted, or bits were lost")
            .readAgain(NOTES);
    lesson.same("the mask after watch(READABLE)", "READABLE", words(socket.mask()));
    Lesson.because(
            "the mask has changed, and the transport was not told",
            "the transport was told before the mask had changed")
        .readAgain(SYSTEM)
        .same("what the transport polls for after watch(READABLE)", "READABLE", polled());
    turn("a turn with the channel readable", READABLE);
    Lesson.because(
            "the handler of this direction was not set", "it was set for the other direction")
        .readAgain(HANDLERS)
        .same("the handlers called in that turn", List.of("reader"), called);
  }

  @Test
  void addingWritable_keepsReadable() {
    loop.watch(socket, READABLE, () -> called.add("reader"));
    loop.watch(socket, WRITABLE, () -> called.add("writer"));
    var lesson =
        Lesson.because(
                "the new bits take the place of the old ones instead of joining them",
                "the transport hears of the new bits alone")
            .readAgain(NOTES);
    var when = " after watch(READABLE) and then watch(WRITABLE)";
    lesson.same("the mask" + when, "READABLE WRITABLE", words(socket.mask()));
    lesson.same("what the transport polls for" + when, "READABLE WRITABLE", polled());
    turn("a turn with the channel ready for both", READABLE | WRITABLE);
    Lesson.because(
            "each direction has a handler of its own, and adding one has replaced the other",
            "a direction whose bit is not given has got the handler, too")
        .readAgain(HANDLERS)
        .same("the handlers called, in order", List.of("reader", "writer"), called);
  }

  @Test
  void addingBothAtOnce_givesTheHandlerToBoth() {
    loop.watch(socket, READABLE | WRITABLE, () -> called.add("handler"));
    turn("a turn with the channel ready for both", READABLE | WRITABLE);
    Lesson.because(
            "a mask can have several bits, and only the first one was looked at",
            "the handler was set for one direction alone")
        .when(
            List.of(),
            "the mask was compared as a whole with a single bit; with two bits it equals neither")
        .readAgain(NOTES)
        .same("the handlers called", List.of("handler", "handler"), called);
  }

  @Test
  void addingReadableAgain_replacesItsHandler() {
    loop.watch(socket, READABLE, () -> called.add("first"));
    loop.watch(socket, READABLE, () -> called.add("second"));
    Lesson.because(
            "a bit that is there already stays as it is",
            "the new bits are added as a number, or turned over, and not joined")
        .when("nothing", "a bit that was there already is switched off: bits were turned over")
        .when("WRITABLE", "the bits were added as numbers: 1 and 1 is 2, which is another bit")
        .readAgain(NOTES)
        .same("the mask after watch(READABLE), twice", "READABLE", words(socket.mask()));
    turn("a turn with the channel readable", READABLE);
    Lesson.because(
            "the handler given last is the one to call", "the first handler was taken away only")
        .when(
            List.of("first"),
            "the first handler is still set: a new one was noted only where there was none")
        .readAgain(NOTES)
        .same("the handlers called in that turn", List.of("second"), called);
  }

  @Test
  void barrier_isInTheMaskAndNotPolledFor() {
    loop.watch(socket, READABLE, () -> called.add("reader"));
    loop.watch(socket, WRITABLE | BARRIER, () -> called.add("writer"));
    Lesson.because(
            "BARRIER is a bit of the mask like the others, and was left out",
            "bits that were there before are lost")
        .readAgain(HANDLERS)
        .same("the mask", "READABLE WRITABLE BARRIER", words(socket.mask()));
    Lesson.because(
            "the transport was told the bits directly, and not by tellTransport(), which leaves"
                + " BARRIER out",
            "the transport was not told")
        .readAgain(SYSTEM)
        .same("what the transport polls for", "READABLE WRITABLE", polled());
    turn("a turn with the channel ready for both", READABLE | WRITABLE);
    Lesson.because(
            "with BARRIER in the mask the writer comes first: is the bit there?",
            "one of the two handlers is not set")
        .readAgain(HANDLERS)
        .same("the handlers called, in order", List.of("writer", "reader"), called);
  }

  @Test
  void removingWritable_keepsReadable() {
    both(WRITABLE);
    var lesson =
        Lesson.because(
                "more is taken away than the bits that were given",
                "the bits are not taken away at all")
            .when(
                "READABLE BARRIER",
                "a bit that was not there was switched on: taking away was done as turning over")
            .readAgain(NOTES);
    remove(WRITABLE);
    lesson.same("the mask after unwatch(WRITABLE)", "READABLE", words(socket.mask()));
    turn("a turn with the channel ready for both", READABLE | WRITABLE);
    Lesson.because(
            "the reader was taken away as well, or the bit of READABLE with it",
            "the writer is still called: the transport still waits for WRITABLE")
        .when(
            List.of("reader", "writer"),
            "the writer is still called: its handler is there, and the transport still waits for"
                + " it")
        .when(List.of(), "nothing is called: the reader was taken away as well")
        .readAgain(HANDLERS)
        .same("the handlers called after unwatch(WRITABLE)", List.of("reader"), called);
  }

  @Test
  void removingWritable_takesTheBarrierAway() {
    both(WRITABLE | BARRIER);
    remove(WRITABLE);
    Lesson.because(
            "BARRIER is left over, and would apply to the next writer, which did not ask for it",
            "more or less than WRITABLE and BARRIER was taken away")
        .readAgain(HANDLERS)
        .same("the mask after unwatch(WRITABLE)", "READABLE", words(socket.mask()));
  }

  @Test
  void removingReadable_keepsTheBarrier() {
    both(WRITABLE | BARRIER);
    remove(READABLE);
    Lesson.because(
            "BARRIER belongs to WRITABLE; it leaves with it and with nothing else",
            "the bit of READABLE is still there")
        .readAgain(HANDLERS)
        .same("the mask after unwatch(READABLE)", "WRITABLE BARRIER", words(socket.mask()));
  }

  @Test
  void removingWhatWasNotThere_addsNothing() {
    loop.watch(socket, READABLE, () -> called.add("reader"));
    remove(READABLE | WRITABLE);
    Lesson.because(
            "a bit that was not set is set now: taking away was done as turning over",
            "READABLE was not taken away")
        .when(
            "READABLE",
            "READABLE was not taken away: is anything, where not all of the bits are there?")
        .readAgain(NOTES)
        .same("the mask after unwatch(READABLE | WRITABLE)", "nothing", words(socket.mask()));
  }

  @Test
  void removingWritable_letsTheLoopSleep() {
    both(WRITABLE);
    remove(WRITABLE);
    turn("a turn with the channel writable, as it nearly always is", WRITABLE);
    var lesson =
        Lesson.because(
                "the transport was not told what is no longer waited for, so a channel with room"
                    + " wakes the loop in every turn",
                "the transport was told before the mask had changed")
            .readAgain(NOTES);
    lesson.same("what the transport polls for after unwatch(WRITABLE)", "READABLE", polled());
    lesson.same("whether that turn found something ready", false, poller.found);
  }

  @Test
  void writerThatTheReaderTookAway_isNotCalled() {
    loop.watch(
        socket,
        READABLE,
        () -> {
          called.add("reader");
          loop.unwatch(socket, WRITABLE);
        });
    loop.watch(socket, WRITABLE, () -> called.add("writer"));
    turn("a turn with the channel ready for both", READABLE | WRITABLE);
    Lesson.because(
            "both directions were found ready by one poll; the writer is called unless its handler"
                + " is gone",
            "the handler is looked for by a mask that was changed before")
        .when(
            List.of("reader", "writer"),
            "the bit is gone from the mask, but the handler of WRITABLE is still set: it was not"
                + " cleared, or it was asked for after its bit was gone")
        .when(List.of(), "no handler was called: adding one has removed the other")
        .readAgain(HANDLERS)
        .same(
            "the handlers called when the reader takes the writer away", List.of("reader"), called);
  }

  @Test
  void channelThatAnotherCloses_isNotCalledInTheSameTurn() {
    var other = new Socket(poller);
    loop.watch(
        socket,
        READABLE,
        () -> {
          called.add("first");
          loop.close(other);
        });
    loop.watch(other, READABLE, () -> called.add("second"));
    other.ready = READABLE;
    turn("a turn with two channels readable, where the first closes the second", READABLE);
    Lesson.because(
            "one poll found both channels ready; the second is called unless its handler is gone",
            "the first channel was not called at all")
        .when(
            List.of("first", "second"),
            "the handler of READABLE is still set after its bit was taken away")
        .readAgain(HANDLERS)
        .same("the handlers called, in order", List.of("first"), called);
  }

  @Test
  void channelThatIsClosed_isNotMentionedToTheTransport() {
    loop.watch(socket, READABLE, () -> called.add("reader"));
    socket.close();
    poller.polled.clear();
    remove(READABLE);
    Lesson.because(
            "the transport is told of a channel that is closed; it knows open ones only",
            "whether the channel is open is not asked")
        .readAgain(SYSTEM)
        .same("what the transport is told about a closed channel", "no call", polled());
    Lesson.because(
            "the notes change for a closed channel, too; only the transport is not told",
            "the bits are not taken away at all")
        .readAgain(NOTES)
        .same("the mask after unwatch(READABLE)", "nothing", words(socket.mask()));
  }

  /** Waits for both directions. */
  private void both(int writable) {
    loop.watch(socket, READABLE, () -> called.add("reader"));
    loop.watch(socket, writable, () -> called.add("writer"));
    Lesson.because(
            "what is to be taken away has to be there first: see the tests that add",
            "bits are lost when a second direction is added")
        .readAgain(NOTES)
        .same("the mask", words(READABLE | writable), words(socket.mask()));
  }

  private void remove(int mask) {
    Lesson.because("remove() has thrown something", "something in it is null")
        .readAgain(SYSTEM)
        .calling(
            "unwatch(" + words(mask) + ")",
            () -> {
              loop.unwatch(socket, mask);
              return true;
            });
  }

  private void turn(String what, int ready) {
    socket.ready = ready;
    Lesson.because("a handler that is null was called", "the loop does not end")
        .readAgain(HANDLERS)
        .calling(what, () -> loop.turn(true));
  }

  private String polled() {
    var told = poller.polled.get(socket);
    if (told == null) {
      return "no call";
    }
    return told == 0 ? "a call with an empty mask" : words(told);
  }

  private static String words(int mask) {
    var words = new ArrayList<String>();
    if ((mask & READABLE) != 0) {
      words.add("READABLE");
    }
    if ((mask & WRITABLE) != 0) {
      words.add("WRITABLE");
    }
    if ((mask & BARRIER) != 0) {
      words.add("BARRIER");
    }
    return words.isEmpty() ? "nothing" : String.join(" ", words);
  }

  /** A channel that is ready for what a test says. */
  private static final class Socket extends Channel {
    private final Poller poller;
    private int ready;
    private boolean open = true;

    Socket(Poller poller) {
      this.poller = poller;
    }

    @Override
    public void interest(int mask) {
      poller.polled.put(this, mask);
    }

    @Override
    public void close() {
      open = false;
    }

    @Override
    public boolean isOpen() {
      return open;
    }
  }

  /** A transport that only polls, and only for what it was told. */
  private static final class Poller implements Transport {
    private final Map<Socket, Integer> polled = new LinkedHashMap<>();
    private boolean found;

    @Override
    public void poll(long timeoutNanos, FiredEvents fired) {
      found = false;
      polled.forEach(
          (socket, interest) -> {
            int ready = socket.ready & interest;
            if (ready != 0) {
              fired.add(socket, ready);
              found = true;
            }
          });
    }

    @Override
    public String name() {
      return "exercise";
    }

    @Override
    public Listener listen(Endpoint at, int backlog) {
      throw new IllegalStateException("nobody listens here");
    }

    @Override
    public Connection connect(Endpoint to, Endpoint from) {
      throw new IllegalStateException("nobody connects here");
    }

    @Override
    public void wakeup() {}

    @Override
    public void close() {}
  }
}
