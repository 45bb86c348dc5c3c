package eightweeks.week5.epoll;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The system calls of the {@link EpollTransport}: three functions of the C library, called through
 * {@code java.lang.foreign}.
 *
 * <p>How: a {@link Linker} makes a {@link MethodHandle} for a C function from its address and a
 * description of its parameters. Calling the handle with {@code invokeExact} is a plain call for
 * the compiler, because the handle is a constant.
 *
 * <p>Why {@code syscall()} and not {@code socket()}, {@code bind()}, {@code listen()} and a dozen
 * more by name? The first handle of each signature costs the JVM several milliseconds, because it
 * writes and loads a class for it. All system calls have one signature: a number and up to six
 * longs. The whole start of a server takes a tenth of a second, so this matters. The two calls on
 * the path of every request, {@code recv()} and {@code send()}, have a handle of their own, because
 * they take a Java array as it is.
 *
 * <p>What about errors? A failing call returns -1 and leaves the reason in {@code errno}, which the
 * JVM itself may overwrite before we look; so the linker is asked to keep a copy ({@code
 * captureCallState}). Methods here return what the kernel returned in the first place: the result,
 * or the error number below zero.
 *
 * <p>Not thread-safe, because of that copy: each thread that makes calls has its own object.
 */
final class LibC {
  /** The numbers of the system calls: on x86-64, and on 64-bit ARM. */
  enum Call {
    READ(0, 63),
    WRITE(1, 64),
    CLOSE(3, 57),
    SOCKET(41, 198),
    CONNECT(42, 203),
    BIND(49, 200),
    LISTEN(50, 201),
    GETSOCKNAME(51, 204),
    GETPEERNAME(52, 205),
    SETSOCKOPT(54, 208),
    GETSOCKOPT(55, 209),
    EPOLL_CTL(233, 21),
    EPOLL_PWAIT(281, 22),
    ACCEPT4(288, 242),
    EVENTFD2(290, 19),
    EPOLL_CREATE1(291, 20);

    private final long number;

    Call(long x86, long arm) {
      number = EpollTransport.IS_X86 ? x86 : arm;
    }
  }

  private static final Linker LINKER = Linker.nativeLinker();

  /** The copy of errno, which stands first among the arguments of each handle. */
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

  private static final MethodHandle SYSCALL =
      function(
          "syscall",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
              JAVA_LONG),
          ERRNO,
          Linker.Option.firstVariadicArg(1));

  /**
   * {@code ssize_t recv(int, void *, size_t, int)} and {@code send()}. "Critical" has two sides.
   * The good one: the C code gets the address of a Java array, nothing is copied; and the thread
   * does not announce that it leaves Java. The bad one: while it is away the collector must wait
   * for it. So it is only for calls that cannot block, and on non-blocking sockets these two
   * cannot; never for waiting in epoll.
   */
  private static final FunctionDescriptor TRANSFER =
      FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

  private static final MethodHandle RECV =
      function("recv", TRANSFER, ERRNO, Linker.Option.critical(true));
  private static final MethodHandle SEND =
      function("send", TRANSFER, ERRNO, Linker.Option.critical(true));

  /** Has {@code send()} fail with EPIPE, without a signal, when the other side is closed. */
  private static final int MSG_NOSIGNAL = 0x4000;

  private final MemorySegment errno = Arena.ofAuto().allocate(Linker.Option.captureStateLayout());

  @SuppressWarnings("restricted") // a wrong description could crash the JVM: that is why
  private static MethodHandle function(
      String name, FunctionDescriptor description, Linker.Option... options) {
    var address = LINKER.defaultLookup().findOrThrow(name);
    return LINKER.downcallHandle(address, description, options);
  }

  /** Makes a system call with three arguments. */
  long call(Call call, long a, long b, long c) {
    return call(call, a, b, c, 0, 0, 0);
  }

  /**
   * Makes a system call. Addresses are given as numbers: the caller keeps the memory reachable.
   *
   * @return the result, or the negative error number
   */
  long call(Call call, long a, long b, long c, long d, long e, long f) {
    try {
      return orErrno((long) SYSCALL.invokeExact(errno, call.number, a, b, c, d, e, f));
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
  }

  /** Receives into an array; returns how many bytes, 0 at the end, or the negative error number. */
  long recv(int descriptor, byte[] into, int offset, int length) {
    try {
      return orErrno(
          (long) RECV.invokeExact(errno, descriptor, at(into, offset, length), (long) length, 0));
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
  }

  /** Sends from an array; returns how many bytes were taken, or the negative error number. */
  long send(int descriptor, byte[] from, int offset, int length) {
    try {
      return orErrno(
          (long)
              SEND.invokeExact(
                  errno, descriptor, at(from, offset, length), (long) length, MSG_NOSIGNAL));
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
  }

  /** Returns a range of an array. Slicing checks the bounds, which C would not. */
  private static MemorySegment at(byte[] array, int offset, int length) {
    return MemorySegment.ofArray(array).asSlice(offset, length);
  }

  private long orErrno(long result) {
    return result == -1 ? -errno.get(JAVA_INT, 0) : result;
  }

  /**
   * Returns the exception of a handle. The compiler expects any; these handles throw none of their
   * own.
   */
  private static RuntimeException unexpected(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException(thrown);
    };
  }
}
