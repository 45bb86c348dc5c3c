package eightweeks.week7.machine;

import eightweeks.week1.world.OperatingSystem;
import eightweeks.week3.machine.MachineProcesses;
import eightweeks.week3.machine.MachineThreads;
import eightweeks.week3.machine.Worker;
import eightweeks.week4.machine.ChildProcess;
import eightweeks.week4.machine.HostNames;
import eightweeks.week4.machine.Programs;
import eightweeks.week5.machine.MachineMemory;
import eightweeks.week7.simulation.VirtualClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A machine that does not exist, for tests and simulations: what it says about itself never changes
 * but by {@link #setEnvironment} and {@link #useMemory}, what is printed is kept, and signals come
 * from {@link #signal}.
 */
public final class VirtualOperatingSystem
    implements OperatingSystem,
        MachineThreads,
        MachineProcesses,
        Programs,
        HostNames,
        MachineMemory {
  private static final long TOTAL_MEMORY = 16L << 30;
  private static final long FIRST_CHILD = 5000;

  private final long pid;
  private final StringBuilder printed = new StringBuilder();
  private final Map<String, String> environment = new HashMap<>();
  private final Set<Long> others = new HashSet<>();
  private final List<TerminationHandler> handlers = new ArrayList<>();
  private long usedMemory = 1 << 20;
  private long maxHeap = Long.MAX_VALUE;
  private int collections;
  private boolean holdsWorkers;
  private int backgroundWorkers;

  /** The tasks of workers that are held. */
  private final List<Runnable> heldTasks = new ArrayList<>();

  private final Set<String> programs = new HashSet<>();
  private final Map<String, @Nullable String> hosts = new HashMap<>();
  private final List<VirtualProcess> started = new ArrayList<>();
  private @Nullable VirtualClock clock;

  public VirtualOperatingSystem(long pid) {
    this.pid = pid;
  }

  /** Sets a variable of the environment. */
  public void setEnvironment(String name, String value) {
    environment.put(name, value);
  }

  /** Sets what {@link #residentMemory} and {@link #usedHeap} say, in bytes. */
  public void useMemory(long bytes) {
    usedMemory = bytes;
  }

  /** Sets the clock that a {@link #pause} moves; without one a pause takes no time. */
  public void clock(VirtualClock movedByPauses) {
    clock = movedByPauses;
  }

  /** Returns everything that was printed. */
  public String printed() {
    return printed.toString();
  }

  /** Returns what was printed behind this number of characters. */
  public String printedSince(int from) {
    return printed.substring(from);
  }

  /** Sends a signal to the server: "SIGTERM" or "SIGINT". */
  public void signal(String signal) {
    handlers.forEach(handler -> handler.terminate(signal));
  }

  /** Has tasks of workers wait from now on, as if each took long. */
  public void holdWorkers() {
    holdsWorkers = true;
  }

  /** Runs the tasks that have waited; later ones do not wait any more. */
  public void releaseWorkers() {
    holdsWorkers = false;
    while (!heldTasks.isEmpty()) {
      heldTasks.removeFirst().run();
    }
  }

  /** Runs a task of a worker, now or when the workers are released. */
  void run(Runnable task) {
    if (holdsWorkers) {
      heldTasks.add(task);
    } else {
      task.run();
    }
  }

  @Override
  public void pause(long micros) {
    if (clock != null) {
      clock.advanceNanos(micros * 1_000);
    }
  }

  @Override
  public Worker worker(String name) {
    return new VirtualWorker(this);
  }

  @Override
  public Worker backgroundWorker(String name) {
    backgroundWorkers++;
    return worker(name);
  }

  /** Returns how many workers were created that leave the processors to other threads. */
  public int backgroundWorkers() {
    return backgroundWorkers;
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public boolean isRunning(long other) {
    return other == pid || others.contains(other);
  }

  /** Sets that another process is running, from now on. */
  public void run(long other) {
    others.add(other);
  }

  @Override
  public String describe() {
    return "Virtual 1.0 memory";
  }

  @Override
  public boolean isTerminal() {
    return false;
  }

  @Override
  public String executable() {
    return "";
  }

  @Override
  public String workingDirectory() {
    return "/";
  }

  @Override
  public @Nullable String environment(String name) {
    return environment.get(name);
  }

  @Override
  public CpuTime cpuTime() {
    return new CpuTime(0, 0);
  }

  @Override
  public CpuTime cpuTimeOfThread() {
    return new CpuTime(0, 0);
  }

  @Override
  public long totalMemory() {
    return TOTAL_MEMORY;
  }

  @Override
  public long residentMemory() {
    return usedMemory;
  }

  @Override
  public long usedHeap() {
    return usedMemory;
  }

  @Override
  public long committedHeap() {
    return usedMemory;
  }

  @Override
  public long maxHeap() {
    return maxHeap;
  }

  /** Sets the size of the heap that the server sees. Set it before the server starts. */
  public void maxHeap(long bytes) {
    maxHeap = bytes;
  }

  @Override
  public void collectGarbage() {
    collections++;
  }

  @Override
  public boolean collectsConcurrently() {
    return true;
  }

  /** Returns how often garbage was collected. */
  public int collections() {
    return collections;
  }

  /** Has a path be a program that can be started, from now on. */
  public void program(String path) {
    programs.add(path);
  }

  /** Has a name of a host lead to an address, from now on; null for none. */
  public void host(String name, @Nullable String address) {
    hosts.put(name, address);
  }

  /** Returns the programs that were started, in that order. */
  public List<VirtualProcess> started() {
    return started;
  }

  @Override
  public ChildProcess start(List<String> words, String directory) throws IOException {
    if (!isExecutable(words.getFirst())) {
      throw new IOException("Cannot run program " + words.getFirst());
    }
    var process = new VirtualProcess(FIRST_CHILD + started.size(), List.copyOf(words));
    started.add(process);
    return process;
  }

  @Override
  public boolean isExecutable(String path) {
    return programs.contains(path);
  }

  @Override
  public @Nullable String resolve(String host) {
    boolean isNumber = host.indexOf(':') >= 0 || host.chars().allMatch(c -> c < 'A');
    return isNumber ? host : hosts.get(host);
  }

  @Override
  public void print(String text) {
    printed.append(text);
  }

  @Override
  public void onTermination(TerminationHandler handler) {
    handlers.add(handler);
  }
}
