package eightweeks.week3.machine;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;

/**
 * Lowers the priority of a thread, with {@code nice()} of the C library.
 *
 * <p>Redis can bind its forked child to processors of its own ({@code bgsave_cpulist}, {@code
 * setcpuaffinity.c}). That takes a machine with processors to spare, and a person who knows them. A
 * lower priority serves the same purpose on any machine: while a processor is free, the thread runs
 * as fast as ever; while none is free, clients come first.
 *
 * <p><b>How much is left for the thread?</b> The scheduler of Linux gives each thread a share by
 * its weight. Five steps of {@code nice} mean a third of the usual weight. So beside one busy
 * thread on its processor it still gets a quarter of the time, and a save makes progress on a
 * machine that is always full. Ten steps would leave a tenth.
 *
 * <p><b>Why no more than five?</b> The collector stops all threads now and then. It waits until
 * each of them has noticed that. A thread that may run no more than now and then would notice late,
 * and the clients would wait with it.
 *
 * <p><b>Why only on Linux?</b> There {@code nice()} concerns the calling thread alone. Elsewhere it
 * concerns the whole process, as POSIX says. The priorities of Java itself ({@code
 * Thread.setPriority}) do nothing on Linux, unless the JVM is started with a flag that warns each
 * user who is not root.
 */
final class LowPriority {
  private static final int STEPS = 5;

  private LowPriority() {}

  /** Lowers the priority of the calling thread until its end, where the system can do that. */
  static void ofThisThread() {
    if (!"Linux".equals(System.getProperty("os.name"))
        || !LowPriority.class.getModule().isNativeAccessEnabled()) {
      return;
    }
    try {
      nice();
    } catch (Throwable _) {
      // As without memory for the handle: the work is done at the usual priority.
    }
  }

  @SuppressWarnings("restricted") // a wrong description could crash the JVM
  private static void nice() throws Throwable {
    var linker = Linker.nativeLinker();
    var address = linker.defaultLookup().findOrThrow("nice");
    var nice = linker.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    int _ = (int) nice.invokeExact(STEPS);
  }
}
