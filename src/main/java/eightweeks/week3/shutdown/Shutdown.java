package eightweeks.week3.shutdown;

import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.extension.Service;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a server ends: by SHUTDOWN, or by a signal.
 *
 * <p>Answers to {@code server.c: prepareForShutdown()}, {@code finishShutdown()}, {@code
 * abortShutdown()}. Every week may add a step. A step may ask for time (replicas that have not
 * caught up) or refuse (a snapshot that cannot be written); after a refusal the server goes on.
 */
public final class Shutdown {
  public static final Service<Shutdown> SERVICE = new Service<>("shutdown", Shutdown.class);

  /** An option of SHUTDOWN. */
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

  /** A step of the shutdown. */
  @FunctionalInterface
  public interface Step {
    Answer take(Set<Option> options);
  }

  /** Told of a client whose SHUTDOWN has to wait for a step; it gets no reply yet. */
  @FunctionalInterface
  public interface Waiting {
    void waits(Client client, Args args);
  }

  /** The exit status of a server that was not shut down in order. */
  private static final int INSISTED = 1;

  private final EventLoop loop;
  private final Log log;
  private final IntConsumer exitStatus;
  private final Hook<Step> steps = new Hook<>(Step[]::new);
  private final Hook<Waiting> waitings = new Hook<>(Waiting[]::new);
  private final Hook<Runnable> cancellations = new Hook<>(Runnable[]::new);
  private Set<Option> options = Set.of();
  private Function<String, Set<Option>> signalOptions = _ -> Set.of();
  private UnaryOperator<Set<Option>> restriction = how -> how;

  /** The last signal if it was not handled yet, otherwise null. */
  private volatile @Nullable String signal;

  /** True from a signal until the shutdown has ended, or was refused or aborted (shutdown_asap). */
  private volatile boolean signalled;

  /** True if SIGINT has come behind another signal. */
  private volatile boolean insists;

  private boolean underWay;
  private boolean finished;
  private int next;

  Shutdown(EventLoop loop, Log log, IntConsumer exitStatus) {
    this.loop = loop;
    this.log = log;
    this.exitStatus = exitStatus;
  }

  /** Returns the steps. The one that was added last is taken first. */
  public Hook<Step> steps() {
    return steps;
  }

  /** Records a signal, on any thread; the cron begins the shutdown. */
  void signal(String name) {
    if (name.equals("SIGINT") && signalled) {
      insists = true;
    }
    signalled = true;
    signal = name;
  }

  /** Begins a shutdown if a signal has come, and asks the steps that are left. */
  void cron() {
    var name = takeSignal();
    if (name != null) {
      log.notice("Received " + name + " scheduling shutdown...");
      begin(signalOptions.apply(name));
    }
    resume();
  }

  /**
   * Returns whether SIGINT has come behind another signal: then a step that takes long gives up,
   * and the server waits for nothing. SIGINT behind a SHUTDOWN does not insist yet. Any thread may
   * call this.
   */
  public boolean insists() {
    return insists;
  }

  /** Returns the last signal and forgets it; null if none waits. */
  public @Nullable String takeSignal() {
    var name = signal;
    signal = null;
    return name;
  }

  /** Sets the function that returns the options of a shutdown from the name of its signal. */
  public void signalOptions(Function<String, Set<Option>> options) {
    signalOptions = options;
  }

  /** Sets the function that restricts the options of every shutdown. */
  public void restrict(UnaryOperator<Set<Option>> newRestriction) {
    restriction = newRestriction;
  }

  /**
   * Begins a shutdown.
   *
   * @return READY if the loop stops after this turn, WAIT if one is under way or a step needs time
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
        cancelled();
        return answer;
      }
      if (answer == Answer.WAIT) {
        if (!insists) {
          return answer;
        }
        log.warning("You insist... exiting now.");
      }
    }
    finished = true;
    if (insists) {
      exitStatus.accept(INSISTED); // a step may have been cut short
    }
    loop.stop();
    return Answer.READY;
  }

  /** Cancels a shutdown that waits, or a signal; returns whether there was one. */
  public boolean abort() {
    boolean waits = takeSignal() != null;
    boolean was = underWay && !finished;
    if (was || waits) {
      log.notice("Shutdown manually aborted.");
    }
    if (was) {
      cancelled();
    } else if (waits) {
      forgetSignals();
    }
    return was || waits;
  }

  private void forgetSignals() {
    signalled = false;
    insists = false;
  }

  private void cancelled() {
    underWay = false;
    forgetSignals();
    for (var cancellation : cancellations.listeners()) {
      cancellation.run();
    }
  }

  /** Returns the listeners that are told of clients that have to wait (week 3 blocks them). */
  public Hook<Waiting> waitings() {
    return waitings;
  }

  /** Returns the actions that run when a shutdown that has begun is refused or aborted. */
  public Hook<Runnable> cancellations() {
    return cancellations;
  }

  public void waits(Client client, Args args) {
    for (var waiting : waitings.listeners()) {
      waiting.waits(client, args);
    }
  }

  /** Returns whether a shutdown has begun and was neither refused nor aborted. */
  public boolean isUnderWay() {
    return underWay;
  }
}
