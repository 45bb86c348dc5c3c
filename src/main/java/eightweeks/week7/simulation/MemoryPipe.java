package eightweeks.week7.simulation;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a {@link MemoryConnection}: bytes that have arrived, in a ring that grows up to
 * a limit, as the buffers of a socket do, and before them those that are still on their way over
 * the {@link MemoryLink}.
 */
final class MemoryPipe {
  /** A piece on its way: bytes, or what its kind says. */
  private record Packet(Kind kind, byte[] bytes) {}

  /** What arrives. */
  enum Kind {
    BYTES,
    /** No more bytes come. */
    END,
    /** No more bytes come, and those of the other direction are not read any more. */
    CLOSE,
    /** Bytes that were not read yet are lost. */
    RESET,
    /** The link breaks the connection here. */
    CUT
  }

  private static final byte[] NONE = {};

  private static final int FIRST_SIZE = 256;

  private final int capacity;
  private byte[] ring = new byte[0];
  private int head;
  private int size;

  /** Nothing comes any more once what is here has been read. */
  boolean ended;

  /** The reading side has closed. */
  boolean abandoned;

  /**
   * Maximum number of bytes that one read returns: small numbers split sent data into fragments.
   */
  int fragment = Integer.MAX_VALUE;

  private final MemoryLink link;
  private final VirtualClock clock;
  private final Queue<Packet> underWay = new ArrayDeque<>();
  private int bytesUnderWay;

  /** Until when the bytes sent so far occupy the link. */
  private long busyUntil;

  /** When the last piece sent so far arrives. */
  private long lastArrival;

  /** Whether the link has cut the connection behind what was sent so far. */
  private boolean isCut;

  /** The end that reads. */
  private @Nullable MemoryConnection reader;

  MemoryPipe(int capacity, MemoryLink link, VirtualClock clock) {
    this.capacity = capacity;
    this.link = link;
    this.clock = clock;
    link.opened(this);
  }

  void readBy(MemoryConnection end) {
    reader = end;
  }

  /** Both ends are closed. */
  void closed() {
    link.closed(this);
  }

  int size() {
    return size;
  }

  boolean hasRoom() {
    return size + bytesUnderWay < capacity;
  }

  /** Sends bytes until the pipe is full; returns the number of bytes taken. */
  int put(byte[] from, int offset, int length) {
    int n = Math.min(length, capacity - size - bytesUnderWay);
    if (isCut) {
      return n; // no client gets them
    }
    int passing = link.bytesUntilCut(n);
    int sent = passing < 0 ? n : passing;
    if (underWay.isEmpty() && link.isInstant()) {
      add(from, offset, sent);
      if (sent > 0) {
        arrived(Kind.BYTES);
      }
    } else if (sent > 0) {
      bytesUnderWay += sent;
      send(new Packet(Kind.BYTES, Arrays.copyOfRange(from, offset, offset + sent)));
    }
    if (passing >= 0) {
      isCut = true;
      send(Kind.CUT);
    }
    return n;
  }

  /** Sends something that is not bytes, behind those that are under way. */
  void send(Kind kind) {
    if (underWay.isEmpty() && link.isInstant()) {
      arrived(kind);
    } else {
      send(new Packet(kind, NONE));
    }
  }

  private void send(Packet packet) {
    underWay.add(packet);
    long now = clock.nanos();
    busyUntil = Math.max(busyUntil, now) + link.occupiedNanos(packet.bytes.length);
    lastArrival = Math.max(lastArrival, busyUntil + link.delayNanos());
    clock.schedule(lastArrival - now, this::arrive);
  }

  private void arrive() {
    if (link.isSilent()) {
      link.hold(this::arrive);
      return;
    }
    var packet = underWay.poll();
    if (packet != null) {
      bytesUnderWay -= packet.bytes.length;
      add(packet.bytes, 0, packet.bytes.length);
      arrived(packet.kind);
    }
  }

  private void arrived(Kind kind) {
    var end = reader;
    if (end != null) {
      end.arrived(kind);
    }
  }

  /** The link breaks the connection, now. */
  void cut() {
    arrived(Kind.CUT);
  }

  private void add(byte[] from, int offset, int n) {
    if (size + n > ring.length) {
      grow(size + n);
    }
    int tail = ring.length == 0 ? 0 : (head + size) % ring.length;
    int first = Math.min(n, ring.length - tail);
    System.arraycopy(from, offset, ring, tail, first);
    System.arraycopy(from, offset + first, ring, 0, n - first);
    size += n;
  }

  private void grow(int needed) {
    int context = Math.max(FIRST_SIZE, ring.length);
    while (context < needed) {
      context *= 2;
    }
    var bytes = new byte[size];
    peek(bytes, 0, size);
    ring = Arrays.copyOf(bytes, context);
    head = 0;
  }

  private void peek(byte[] into, int offset, int n) {
    int first = Math.min(n, ring.length - head);
    System.arraycopy(ring, head, into, offset, first);
    System.arraycopy(ring, 0, into, offset + first, n - first);
  }

  /** Takes out at most a number of bytes; returns the number of bytes taken. */
  int take(byte[] into, int offset, int length) {
    int n = Math.min(Math.min(length, fragment), size);
    if (n > 0) {
      peek(into, offset, n);
      head = (head + n) % ring.length;
      size -= n;
    }
    return n;
  }

  /** Throws away what is on its way and what was not read. */
  void clear() {
    size = 0;
    clearUnderWay();
  }

  /** Throws away what is on its way. */
  void clearUnderWay() {
    underWay.clear();
    bytesUnderWay = 0;
  }
}
