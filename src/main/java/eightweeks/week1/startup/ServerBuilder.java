package eightweeks.week1.startup;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.config.Config;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.config.GeneralDirectives;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandTable;
import eightweeks.week1.dispatch.Dispatcher;
import eightweeks.week1.dispatch.Gates;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.extension.Service;
import eightweeks.week1.extension.Services;
import eightweeks.week1.info.Info;
import eightweeks.week1.listening.Listeners;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.networking.NetworkDirectives;
import eightweeks.week1.world.OperatingSystem;
import eightweeks.week1.world.World;
import java.util.List;

/**
 * A server while its features are being installed: the one place where they find each other.
 *
 * <p>Order: features are installed in the order of the weeks; the configuration is read; {@link
 * #onStart} steps run; the ports open; the {@link #onLoad} steps load the data; the loop turns.
 */
public final class ServerBuilder {
  private final World world;
  private final EventLoop loop;
  private final Log log;
  private final Config config = new Config();
  private final GeneralDirectives general;
  private final NetworkDirectives network;
  private final Dispatcher dispatcher;
  private final Clients clients;
  private final Listeners listeners;
  private final Cron cron;
  private final Info info = new Info();
  private final CrashReport crashReport;
  private final Services services = new Services();
  private final Hook<StartStep> startSteps = new Hook<>(StartStep[]::new);
  private final Hook<StartStep> loadSteps = new Hook<>(StartStep[]::new);
  private final Hook<OutOfMemoryListener> outOfMemory = new Hook<>(OutOfMemoryListener[]::new);
  private final Hook<Runnable> statisticsResets = new Hook<>(Runnable[]::new);
  private OperatingSystem.TerminationHandler termination;
  private final RandomStream random;
  private final String runId;
  private String mode = "standalone";

  /** The exit status of the process after an end in order. */
  public int exitStatus;

  /** A step of the start, before the ports open or when they are open. */
  @FunctionalInterface
  public interface StartStep {
    /**
     * @throws StartupException if the server must not start
     */
    void start() throws StartupException;
  }

  /** Told when the heap was full in the middle of a change; then the server ends. */
  @FunctionalInterface
  public interface OutOfMemoryListener {
    void heapIsFull(OutOfMemoryError failure);
  }

  public ServerBuilder(World world) {
    this.world = world;
    // tag::parts[]
    loop = new EventLoop(world.transport(), world.clock());
    log = new Log(world);
    random = new RandomStream(world.entropy().seed());
    runId = world.entropy().hex(40);
    general = new GeneralDirectives(config, world.disk(), log);
    network = new NetworkDirectives(config);
    dispatcher = new Dispatcher(loop.time());
    clients = new Clients(loop, log, network, dispatcher);
    config.inFile("rename-command", 2, 2, words -> rename(words.get(0), words.get(1)));
    listeners = new Listeners(loop, clients, network, world.disk(), log);
    cron = new Cron(loop, config, clients);
    // end::parts[]
    termination = signal -> loop.post(() -> end(signal));
    crashReport = new CrashReport(general.crashLog, loop, clients, log);
    loop.failures().add(crashReport);
    dispatcher.onCrash(crashReport);
    statisticsResets.add(dispatcher.statistics()::reset);
    statisticsResets.add(clients.statistics()::reset);
    statisticsResets.add(loop.statistics()::reset);
  }

  private void rename(String from, String to) throws DirectiveException {
    if (commands().find(from) == null) {
      throw new DirectiveException("No such command in rename-command");
    }
    if (!dispatcher.registry().rename(from, to)) {
      throw new DirectiveException("Target command name already exists");
    }
  }

  private void end(String signal) {
    log.notice("Received " + signal + " scheduling shutdown...");
    loop.stop();
  }

  /** Installs features, in order. */
  public ServerBuilder install(List<Feature> features) {
    for (var feature : features) {
      feature.install(this);
    }
    return this;
  }

  /** Returns the server, complete; it has not read its configuration yet. */
  public Server build() {
    return new Server(this);
  }

  // What features add to.

  /** Adds a command; a module does it while the server runs. */
  public void command(Command command) {
    dispatcher.registry().add(command);
  }

  public CommandTable commands() {
    return dispatcher.table();
  }

  public Gates gates() {
    return dispatcher.gates();
  }

  public Dispatcher dispatcher() {
    return dispatcher;
  }

  public Config config() {
    return config;
  }

  public Info info() {
    return info;
  }

  public Cron cron() {
    return cron;
  }

  public CrashReport crashReport() {
    return crashReport;
  }

  /** Adds a step between reading the configuration and opening the ports. */
  public void onStart(StartStep step) {
    startSteps.add(step);
  }

  /**
   * Sets the handler of SIGTERM and SIGINT, in place of stopping the loop. Another thread calls it.
   */
  public void onTermination(OperatingSystem.TerminationHandler handler) {
    termination = handler;
  }

  OperatingSystem.TerminationHandler termination() {
    return termination;
  }

  /** Adds a step that loads data, after the ports were opened. */
  public void onLoad(StartStep step) {
    loadSteps.add(step);
  }

  Hook<StartStep> loadSteps() {
    return loadSteps;
  }

  /** Returns the listeners that are told when the heap is full in the middle of a change. */
  public Hook<OutOfMemoryListener> outOfMemory() {
    return outOfMemory;
  }

  /** Returns the actions of CONFIG RESETSTAT. */
  public Hook<Runnable> statisticsResets() {
    return statisticsResets;
  }

  Hook<StartStep> startSteps() {
    return startSteps;
  }

  // How features find each other.

  /** Offers an object to the features after this one. */
  public <T> void provide(Service<T> service, T object) {
    services.provide(service, object);
  }

  /** Returns the object that an earlier feature offers; throws if there is none. */
  public <T> T need(Service<T> service) {
    return services.need(service);
  }

  // The server itself.

  public World world() {
    return world;
  }

  public EventLoop loop() {
    return loop;
  }

  public Log log() {
    return log;
  }

  public Clients clients() {
    return clients;
  }

  public Listeners listeners() {
    return listeners;
  }

  public GeneralDirectives general() {
    return general;
  }

  public NetworkDirectives network() {
    return network;
  }

  /** Returns a stream of random numbers of its own for a subsystem. */
  public RandomStream random(String subsystem) {
    return random.split(subsystem);
  }

  /** Returns the forty random hexadecimal digits that identify this run of the server. */
  public String runId() {
    return runId;
  }

  /** Returns the mode: "standalone", "cluster" or "sentinel". */
  public String mode() {
    return mode;
  }

  public void mode(String name) {
    mode = name;
  }
}
