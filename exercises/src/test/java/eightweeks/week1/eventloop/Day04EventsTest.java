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
  private static final String NOTES = CHAPTER + "\"What a channel carries\"";
  private static final String DOORS = CHAPTER + "\"Two doors\"";
  private static final String HANDLERS = CHAPTER + "\"Who is called\"";
  private static final String ROOM = CHAPTER + "\"When WRITABLE is worth an event\"";

  private final Poller poller = new Poller();
  private final EventLoop loop = new EventLoop(poller, new VirtualClock(1_000_000));
  private final Socket socket = new Socket(poller);
  private final List<String> called = new ArrayList<>();

  @Test
  void addingReadable_callsTheHandlerWhenThereIsSomethingToRead() {
    loop.watch(socket, READABLE, () -> called.add("reader"));
    var lesson = Lesson.because("add() has to note the new bit in channel.mask").readAgain(NOTES);
    lesson.same("the mask after watch(READABLE)", "READABLE", words(socket.mask()));
    Lesson.because("who changes the mask has to call tellTransport(), or nobody polls")
        .readAgain(DOORS)
        .same("what the transport polls for after watch(READABLE)", "READABLE", polled());
    turn("a turn with the channel readable", READABLE);
    Lesson.because("a channel's onReadable is called when it is readable; add() has to set it")
        .readAgain(HANDLERS)
        .same("the handlers called in that turn", List.of("reader"), called);
  }

  @Test
  void addingWritable_keepsReadable() {
    loop.watch(socket, READABLE, () -> called.add("reader"));
    loop.watch(socket, WRITABLE, () -> called.add("writer"));
    var lesson =
        Lesson.because(
                "the new bits join those that are there; a client whose reply waits for room is"
                    + " still read")
            .readAgain(NOTES);
    var when = " after watch(READABLE) and then watch(WRITABLE)";
    lesson.same("the mask" + when, "READABLE WRITABLE", words(socket.mask()));
    lesson.same("what the transport polls for" + when, "READABLE WRITABLE", polled());
    turn("a turn with the channel ready for both", READABLE | WRITABLE);
    Lesson.because("each direction has a handler of its own; adding one must not replace the other")
        .readAgain(HANDLERS)
        .same("the handlers called, in order", List.of("reader", "writer"), called);
  }

  @Test
  void addingBothAtOnce_givesTheHandlerToBoth() {
    loop.watch(socket, READABLE | WRITABLE, () -> called.add("handler"));
    turn("a turn with the channel ready for both", READABLE | WRITABLE);
    Lesson.because("a mask can have several bits: look at each of them, without an else")
        .readAgain(DOORS)
        .same("the handlers called", List.of("handler", "handler"), called);
  }

  @Test
  void barrier_isInTheMaskAndNotPolledFor() {
    loop.watch(socket, READABLE, () -> called.add("reader"));
    loop.watch(socket, WRITABLE | BARRIER, () -> called.add("writer"));
    Lesson.because("all bits of the mask are noted, BARRIER too: handle() looks for it there")
        .readAgain(HANDLERS)
        .same("the mask", "READABLE WRITABLE BARRIER", words(socket.mask()));
    Lesson.because("tellTransport() leaves out what a poller does not know")
        .readAgain(DOORS)
        .same("what the transport polls for", "READABLE WRITABLE", polled());
    turn("a turn with the channel ready for both", READABLE | WRITABLE);
    Lesson.because("with a barrier the writer comes first")
        .readAgain(HANDLERS)
        .same("the handlers called, in order", List.of("writer", "reader"), called);
  }

  @Test
  void removingWritable_keepsReadable() {
    both(WRITABLE);
    var lesson =
        Lesson.because("only the bits of `mask` are taken away, the others stay: & with all but")
            .readAgain(NOTES);
    remove(WRITABLE);
    lesson.same("the mask after unwatch(WRITABLE)", "READABLE", words(socket.mask()));
    turn("a turn with the channel ready for both", READABLE | WRITABLE);
    Lesson.because("the reader was not taken away")
        .readAgain(HANDLERS)
        .same("the handlers called after unwatch(WRITABLE)", List.of("reader"), called);
  }

  @Test
  void removingWritable_takesTheBarrierAway() {
    both(WRITABLE | BARRIER);
    remove(WRITABLE);
    Lesson.because(
            "a barrier says in which order reader and writer run. One that is left over would apply"
                + " to the next writer, who did not ask for it")
        .readAgain(HANDLERS)
        .same("the mask after unwatch(WRITABLE)", "READABLE", words(socket.mask()));
  }

  @Test
  void removingReadable_keepsTheBarrier() {
    both(WRITABLE | BARRIER);
    remove(READABLE);
    Lesson.because("the barrier belongs to WRITABLE and leaves with it alone")
        .readAgain(HANDLERS)
        .same("the mask after unwatch(READABLE)", "WRITABLE BARRIER", words(socket.mask()));
  }

  @Test
  void removingWhatWasNotThere_addsNothing() {
    loop.watch(socket, READABLE, () -> called.add("reader"));
    remove(READABLE | WRITABLE);
    Lesson.because(
            "close() takes both directions away, whatever there is: a bit that was not set must"
                + " stay so (& ~ switches off, ^ switches over)")
        .readAgain(DOORS)
        .same("the mask after unwatch(READABLE | WRITABLE)", "nothing", words(socket.mask()));
  }

  @Test
  void removingWritable_letsTheLoopSleep() {
    both(WRITABLE);
    remove(WRITABLE);
    turn("a turn with the channel writable, as it nearly always is", WRITABLE);
    var lesson =
        Lesson.because(
                "the transport has to hear what is no longer waited for, or a channel with room"
                    + " wakes the loop for nothing, turn after turn")
            .readAgain(ROOM);
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
            "both directions were found ready by one poll. That the writer is not wanted any more"
                + " shows only in channel.onWritable, which remove() has to clear")
        .readAgain(HANDLERS)
        .same(
            "the handlers called when the reader takes the writer away", List.of("reader"), called);
  }

  @Test
  void channelThatIsClosed_isNotMentionedToTheTransport() {
    loop.watch(socket, READABLE, () -> called.add("reader"));
    socket.close();
    poller.polled.clear();
    remove(READABLE);
    Lesson.because(
            "a transport knows open channels; the number of a closed one may be somebody else's by"
                + " now")
        .readAgain(DOORS)
        .same("what the transport is told about a closed channel", "nothing at all", polled());
    Lesson.because("the notes are changed all the same")
        .readAgain(NOTES)
        .same("the mask after unwatch(READABLE)", "nothing", words(socket.mask()));
  }

  /** Waits for both directions. */
  private void both(int writable) {
    loop.watch(socket, READABLE, () -> called.add("reader"));
    loop.watch(socket, writable, () -> called.add("writer"));
    Lesson.because("what is to be taken away has to be there first: see the tests of add()")
        .readAgain(NOTES)
        .same("the mask", words(READABLE | writable), words(socket.mask()));
  }

  private void remove(int mask) {
    Lesson.because("remove() threw something")
        .readAgain(DOORS)
        .calling(
            "unwatch(" + words(mask) + ")",
            () -> {
              loop.unwatch(socket, mask);
              return true;
            });
  }

  private void turn(String what, int ready) {
    socket.ready = ready;
    Lesson.because("a handler that is null, or a loop that does not end")
        .readAgain(HANDLERS)
        .calling(what, () -> loop.turn(true));
  }

  private String polled() {
    var told = poller.polled.get(socket);
    return told == null ? "nothing at all" : words(told);
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
