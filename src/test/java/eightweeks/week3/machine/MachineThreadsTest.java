package eightweeks.week3.machine;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.world.SystemOperatingSystem;
import eightweeks.week7.machine.VirtualOperatingSystem;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Worker threads of the real system: order, names, and their end. */
final class MachineThreadsTest {
  private final MachineThreads threads = MachineThreads.of(new SystemOperatingSystem());

  @Test
  void worker_runsTasksInTheirOrder_onAThreadOfItsName() throws InterruptedException {
    var seen = new ArrayList<String>();
    var done = new CountDownLatch(1);
    try (var worker = threads.worker("rdb")) {
      worker.submit(() -> seen.add("first on " + Thread.currentThread().getName()));
      worker.submit(() -> seen.add("second"));
      worker.submit(done::countDown);
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(seen).containsExactly("first on rdb", "second");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void backgroundWorker_hasALowerPriority_andItsThreadAlone() throws Exception {
    assertThat(niceness()).isLessThanOrEqualTo(14);
    var seen = new CompletableFuture<Integer>();
    try (var worker = threads.backgroundWorker("rdb")) {
      worker.submit(() -> seen.complete(niceness()));
      assertThat(seen.get(30, TimeUnit.SECONDS)).isEqualTo(niceness() + 5);
    }
  }

  /** Returns the nice value of the calling thread: the 19th field, the 17th behind the name. */
  private static int niceness() {
    var stat = String.valueOf(SystemOperatingSystem.read("/proc/thread-self/stat"));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
  }

  @Test
  void pause_blocksTheThreadAtLeastThatLong() {
    long began = System.nanoTime();
    threads.pause(2_000);
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(2_000_000);
  }

  @Test
  void simulatedSystem_hasThreadsOfItsOwn() {
    var system = new VirtualOperatingSystem(1);
    assertThat(MachineThreads.of(system)).isSameAs(system);
  }
}
