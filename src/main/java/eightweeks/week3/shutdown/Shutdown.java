package eightweeks.week3.shutdown;

import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.extension.Service;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a server ends: by SHUTDOWN, or by a signal.
 *
 * <p>Answers to {@code server.c: prepareForShutdown()}, {@code finishShutdown()}, {@code
 * abortShutdown()}. Every week may add a step: one may ask for time (replicas that have not caught
 * up) and one may say no (a snapshot that cannot be written); then the server goes on.
 */
public final class Shutdown {
  public static final Service<Shutdown> SERVICE = new Service<>("shutdown", Shutdown.class);

  /** How to end. */
  public enum Option {
    /** Save though no save points are configured. */
    SAVE,
    /** Do not save though save points are configured. */
    NOSAVE,
    /** Do not wait for replicas. */
    NOW,
    /** End even if saving fails. */
    FORCE
  }

  /** The answer of a step. */
  public enum Answer {
    /** Go on to the next step. */
    READY,
    /** Ask again in the next turn of the cron. */
    WAIT,
    /** Do not end. */
    REFUSE
  }

  /** A step of ending. */
  @FunctionalInterface
  public interface Step {
    Answer take(Set<Option> options);
  }

  /** Told of a client whose SHUTDOWN has to wait for a step; it gets no reply yet. */
  @FunctionalInterface
  public interface Waiting {
    void waits(Client client, Args args);
  }

  private final EventLoop loop;
  private final Log log;
  private final Hook<Step> steps = new Hook<>(Step[]::new);
  private final Hook<Waiting> waitings = new Hook<>(Waiting[]::new);
  private final Hook<Runnable> cancellations = new Hook<>(Runnable[]::new);
  private Set<Option> options = Set.of();
  private Function<String, Set<Option>> signalOptions = _ -> Set.of();
  private UnaryOperator<Set<Option>> restriction = how -> how;

  /** The signal that has come last and was not dealt with yet; null for none. */
  private volatile @Nullable String signal;

  private volatile boolean underWay;

  /** True if SIGINT has come once more, after a shutdown had begun. */
  private volatile boolean insists;

  private boolean finished;
  private int next;

  Shutdown(EventLoop loop, Log log) {
    this.loop = loop;
    this.log = log;
  }

  /** Returns the steps. The one that was added last is taken first. */
  public Hook<Step> steps() {
    return steps;
  }

  /** A signal came, on a thread of its own: the cron does what it asks for. */
  void signal(String name) {
    if (name.equals("SIGINT") && (underWay || signal != null)) {
      insists = true;
    }
    signal = name;
  }

  /** Begins to end if a signal has come, and asks the steps that are left. */
  void cron() {
    var name = takeSignal();
    if (name != null) {
      log.notice("Received " + name + " scheduling shutdown...");
      begin(signalOptions.apply(name));
    }
    resume();
  }

  /**
   * Returns whether SIGINT has come once more, after a shutdown had begun: a step that takes long
   * gives up. Any thread may ask.
   */
  public boolean insists() {
    return insists;
  }

  /** Takes the signal that has come last and was not dealt with yet; null for none. */
  public @Nullable String takeSignal() {
    var name = signal;
    signal = null;
    return name;
  }

  /** Sets what returns the options of a shutdown by a signal of that name. */
  public void signalOptions(Function<String, Set<Option>> options) {
    signalOptions = options;
  }

  /** Sets what restricts the options of every shutdown. */
  public void restrict(UnaryOperator<Set<Option>> newRestriction) {
    restriction = newRestriction;
  }

  /**
   * Begins to end.
   *
   * @return what came of it at once: READY means that the loop stops after this turn
   */
  public Answer begin(Set<Option> how) {
    if (underWay) {
      return Answer.WAIT;
    }
    options = restriction.apply(how);
    underWay = true;
    next = steps.listeners().length - 1;
    log.notice("User requested shutdown...");
    return resume();
  }

  /** Asks the steps that are left. */
  private Answer resume() {
    if (!underWay || finished) {
      return Answer.WAIT;
    }
    for (; next >= 0; next--) {
      var answer = steps.listeners()[next].take(options);
      if (answer == Answer.REFUSE) {
        log.warning("Errors trying to shut down the server. Check the logs for more information.");
        underWay = false;
        cancelled();
      }
      if (answer != Answer.READY) {
        return answer;
      }
    }
    finished = true;
    loop.stop();
    return Answer.READY;
  }

  /** Takes a shutdown back that is waiting, or a signal; returns whether there was one. */
  public boolean abort() {
    boolean signalled = takeSignal() != null;
    boolean was = underWay && !finished;
    if (was || signalled) {
      log.notice("Shutdown manually aborted.");
    }
    if (was) {
      underWay = false;
      cancelled();
    }
    return was || signalled;
  }

  private void cancelled() {
    for (var cancellation : cancellations.listeners()) {
      cancellation.run();
    }
  }

  /** Returns the listeners that are told of clients that have to wait (week 3 blocks them). */
  public Hook<Waiting> waitings() {
    return waitings;
  }

  /** Returns the actions for a shutdown that has begun and does not come to its end. */
  public Hook<Runnable> cancellations() {
    return cancellations;
  }

  public void waits(Client client, Args args) {
    for (var waiting : waitings.listeners()) {
      waiting.waits(client, args);
    }
  }

  /** Returns whether a shutdown has begun and waits for a step. */
  public boolean isUnderWay() {
    return underWay;
  }
}
