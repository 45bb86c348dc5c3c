package eightweeks.week5.epoll;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.FiredEvents;
import eightweeks.week1.eventloop.Listener;
import eightweeks.week1.eventloop.Transport;
import eightweeks.week1.transport.Addresses;
import eightweeks.week5.epoll.LibC.Call;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The transport for Linux: descriptors of its own, and epoll to wait for them.
 *
 * <p>Answers to {@code ae_epoll.c}. Java's selector uses epoll too, but has keys, sets and locks,
 * and copies all bytes through memory outside of the heap. This class has only what the server
 * needs.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>{@code channels[fd]} is the open channel with that descriptor, {@code interests[fd]} what
 *       epoll polls it for. With an interest of 0 epoll does not know the descriptor, because it
 *       would report hang-ups in any case.
 *   <li>epoll tells only descriptors, and the system gives the number of a closed one to the next
 *       that is opened. The two are not mixed up, because {@link #poll} turns every number into its
 *       channel before the first handler runs, and epoll drops a descriptor that is closed.
 *   <li>Events are level-triggered: what is not read now is reported again.
 * </ul>
 */
final class EpollTransport implements Transport {
  /**
   * Declared here and not in {@link LibC}, because {@link #isSupported} must not load that class.
   */
  static final boolean IS_X86 = "amd64".equals(System.getProperty("os.arch"));

  private static final int EPOLL_CLOEXEC = 0x80000;
  private static final int EFD_NONBLOCK_CLOEXEC = 0x800 | 0x80000;
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLL_CTL_DEL = 2;
  private static final int EPOLL_CTL_MOD = 3;
  private static final int EPOLLIN = 1;
  private static final int EPOLLOUT = 4;
  private static final int EPOLLERR = 8;
  private static final int EPOLLHUP = 16;

  /** Maximum number of events of one poll; the others come with the next poll. */
  private static final int MAX_EVENTS = 1024;

  /**
   * {@code struct epoll_event} has 32 bits of events and 64 bits of the user's choice. On x86-64 it
   * is packed: the second follows the first at once. Elsewhere it begins at a multiple of 8.
   */
  private static final int EVENT_DATA = IS_X86 ? 4 : 8;

  private static final int EVENT_SIZE = EVENT_DATA + 8;

  /** The size of the system's own sets of signals, which {@code epoll_pwait()} wants to be told. */
  private static final int SIGNAL_SET_SIZE = 8;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final LibC libc = new LibC();
  private final Arena arena = Arena.ofAuto();
  private final Sockets sockets = new Sockets(libc, arena);
  private final int epoll;
  private final MemorySegment events = arena.allocate((long) MAX_EVENTS * EVENT_SIZE, 8);
  private final MemorySegment event = arena.allocate(EVENT_SIZE, 8);

  private @Nullable Channel[] channels = new Channel[64];
  private int[] interests = new int[64];

  /**
   * The scratch arrays of the threads, in which {@link EpollConnection} joins ranges: 64 KiB each.
   */
  @SuppressWarnings("ThreadLocalUsage") // not static: the arrays go with the transport
  private final ThreadLocal<byte[]> together = ThreadLocal.withInitial(() -> new byte[64 * 1024]);

  /** A counter inside the system; epoll reports it as readable while it is not 0. */
  private final int wakeups;

  private final MemorySegment counter = arena.allocate(JAVA_LONG);

  /** Whether the counter was raised and not reset yet, so that it need not be raised again. */
  private final AtomicBoolean woken = new AtomicBoolean();

  /** Other threads may be in {@link #wakeup}: they have an errno and a number of their own. */
  private final LibC wakers = new LibC();

  private final MemorySegment one = arena.allocate(JAVA_LONG);
  private boolean closed;

  public EpollTransport() throws IOException {
    epoll = check("epoll_create1: ", libc.call(Call.EPOLL_CREATE1, EPOLL_CLOEXEC, 0, 0));
    wakeups = check("eventfd: ", libc.call(Call.EVENTFD2, 0, EFD_NONBLOCK_CLOEXEC, 0));
    one.set(JAVA_LONG, 0, 1);
    check("epoll_ctl: ", control(EPOLL_CTL_ADD, wakeups, EPOLLIN));
  }

  /**
   * Returns whether this machine, and the way in which the JVM was started, allow this transport.
   */
  public static boolean isSupported() {
    return "Linux".equals(System.getProperty("os.name"))
        && (IS_X86 || "aarch64".equals(System.getProperty("os.arch")))
        && EpollTransport.class.getModule().isNativeAccessEnabled();
  }

  private static int check(String what, long result) throws IOException {
    if (result < 0) {
      throw new IOException(what + Errno.text((int) -result));
    }
    return (int) result;
  }

  @Override
  public String name() {
    return "epoll";
  }

  @Override
  public Listener listen(Endpoint at, int backlog) throws IOException {
    return switch (at) {
      case Endpoint.Unix(String path) ->
          new EpollListener(this, sockets, sockets.listen(path, backlog), at);
      case Endpoint.Tcp(String host, int port) -> {
        int descriptor = sockets.listen(Addresses.toListenOn(host), port, backlog);
        yield new EpollListener(this, sockets, descriptor, sockets.local(descriptor));
      }
    };
  }

  @Override
  public Connection connect(Endpoint to, @Nullable Endpoint from) throws IOException {
    return switch (to) {
      case Endpoint.Unix(String path) ->
          new EpollConnection(this, sockets, sockets.connect(path), to);
      case Endpoint.Tcp(String host, int port) -> {
        InetAddress fromHost = null;
        int fromPort = 0;
        if (from instanceof Endpoint.Tcp source) {
          fromHost = Addresses.toConnectTo(source.host());
          fromPort = source.port();
        }
        int descriptor = sockets.connect(Addresses.toConnectTo(host), port, fromHost, fromPort);
        yield new EpollConnection(this, sockets, descriptor, to);
      }
    };
  }

  /** Registers an open channel. */
  void opened(Channel channel, int descriptor) {
    if (descriptor >= channels.length) {
      int size = Math.max(descriptor + 1, 2 * channels.length);
      channels = Arrays.copyOf(channels, size);
      interests = Arrays.copyOf(interests, size);
    }
    channels[descriptor] = channel;
    interests[descriptor] = 0;
  }

  /** Closes a descriptor and forgets its channel. */
  void close(int descriptor) {
    channels[descriptor] = null;
    interests[descriptor] = 0;
    sockets.close(descriptor);
  }

  /** Returns the thread's array for joining ranges of bytes, for one call at a time. */
  byte[] together() {
    return together.get();
  }

  /**
   * Tells epoll what to poll for on a descriptor.
   *
   * @param descriptor -1 for a closed one, which epoll does not know any more
   * @param mask READABLE, WRITABLE, both, or 0 for nothing
   */
  void interest(int descriptor, int mask) {
    if (descriptor < 0 || interests[descriptor] == mask) {
      return;
    }
    // tag::control[]
    int operation =
        mask == 0 ? EPOLL_CTL_DEL : interests[descriptor] == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    int wanted =
        ((mask & Channel.READABLE) != 0 ? EPOLLIN : 0)
            | ((mask & Channel.WRITABLE) != 0 ? EPOLLOUT : 0);
    long result = control(operation, descriptor, wanted);
    // end::control[]
    if (result < 0) {
      // Lack of memory, or of watches that one user may have (fs.epoll.max_user_watches).
      throw new IllegalStateException("epoll_ctl: " + Errno.text((int) -result));
    }
    interests[descriptor] = mask;
  }

  private long control(int operation, int descriptor, int wanted) {
    event.set(JAVA_INT_UNALIGNED, 0, wanted);
    event.set(JAVA_INT_UNALIGNED, EVENT_DATA, descriptor);
    return libc.call(Call.EPOLL_CTL, epoll, operation, descriptor, event.address(), 0, 0);
  }

  @Override
  public void poll(long timeoutNanos, FiredEvents fired) throws IOException {
    long result =
        libc.call(
            Call.EPOLL_PWAIT,
            epoll,
            events.address(),
            MAX_EVENTS,
            millis(timeoutNanos),
            0, // no set of signals to let through
            SIGNAL_SET_SIZE);
    if (result < 0 && result != -Errno.EINTR) {
      throw new IOException("epoll_wait: " + Errno.text((int) -result));
    }
    // tag::found[]
    for (int i = 0; i < result; i++) {
      int flags = events.get(JAVA_INT_UNALIGNED, (long) i * EVENT_SIZE);
      int descriptor = events.get(JAVA_INT_UNALIGNED, (long) i * EVENT_SIZE + EVENT_DATA);
      if (descriptor == wakeups) {
        sleptEnough();
        continue;
      }
      var channel = channels[descriptor];
      if (channel != null) {
        fired.add(channel, ready(flags) & interests[descriptor]);
      }
    }
    // end::found[]
  }

  /** Returns milliseconds, rounded up: a loop that wakes too early turns for nothing. */
  private static long millis(long nanos) {
    return nanos < 0
        ? -1
        : Math.min((nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI, Integer.MAX_VALUE);
  }

  /**
   * Returns what events mean: an error or a hang-up is both, so that reading or writing throws it.
   */
  private static int ready(int flags) {
    boolean broken = (flags & (EPOLLERR | EPOLLHUP)) != 0;
    return (broken || (flags & EPOLLIN) != 0 ? Channel.READABLE : 0)
        | (broken || (flags & EPOLLOUT) != 0 ? Channel.WRITABLE : 0);
  }

  /**
   * Resets the counter. The order matters: a call of {@link #wakeup} before the flag is cleared is
   * answered by the poll that is about to return; a later call raises the counter again.
   */
  private void sleptEnough() {
    libc.call(Call.READ, wakeups, counter.address(), Long.BYTES);
    woken.set(false);
  }

  @Override
  public void wakeup() {
    if (woken.compareAndSet(false, true)) {
      synchronized (wakers) {
        if (!closed) {
          wakers.call(Call.WRITE, wakeups, one.address(), Long.BYTES);
        }
      }
    }
  }

  @Override
  public void close() {
    synchronized (wakers) {
      if (closed) {
        return;
      }
      closed = true; // wakeup() must not write to a number that may belong to another file
    }
    for (var channel : channels) {
      if (channel != null) {
        channel.close();
      }
    }
    sockets.close(wakeups);
    sockets.close(epoll);
  }
}
