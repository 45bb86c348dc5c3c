package eightweeks.week4.sentinel.events;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.log.Log;
import eightweeks.week1.log.LogLevel;
import eightweeks.week3.pubsub.PubSub;
import eightweeks.week4.sentinel.instances.Address;
import eightweeks.week4.sentinel.instances.Addresses;
import eightweeks.week4.sentinel.instances.Instance;
import eightweeks.week4.sentinel.instances.Master;
import org.jspecify.annotations.Nullable;

/**
 * Tells of an event: a line in the log, a message on the channel that is called like the event
 * ({@code +sdown}), and for events of the level warning a run of the master's notification script.
 *
 * <p>Answers to {@code sentinel.c: sentinelEvent()}. Clients that follow failovers subscribe to
 * {@code +switch-master}; the text of each event is part of what they rely on. Events of the level
 * debug are not published.
 */
public final class Events {
  private final Log log;
  private final PubSub pubSub;
  private final Addresses addresses;
  private Notifications notifications = (_, _, _) -> {};

  /** Told of the events of the level warning that are about a master with a notification script. */
  @FunctionalInterface
  public interface Notifications {
    void notify(String script, String event, String text);
  }

  public Events(Log log, PubSub pubSub, Addresses addresses) {
    this.log = log;
    this.pubSub = pubSub;
    this.addresses = addresses;
  }

  /** Sets what runs notification scripts. */
  public void notifications(Notifications runner) {
    notifications = runner;
  }

  /** Tells of something important that has happened to an instance. */
  public void warning(String event, Instance about) {
    publish(LogLevel.WARNING, event, about.master(), describe(about));
  }

  /**
   * Tells of something important that has happened to an instance.
   *
   * @param more what follows its description
   */
  public void warning(String event, Instance about, String more) {
    publish(LogLevel.WARNING, event, about.master(), describe(about) + " " + more);
  }

  /** Tells of something that has happened to an instance. */
  public void notice(String event, Instance about) {
    publish(LogLevel.NOTICE, event, about.master(), describe(about));
  }

  /** The same with some more text behind the description. */
  public void notice(String event, Instance about, String more) {
    publish(LogLevel.NOTICE, event, about.master(), describe(about) + " " + more);
  }

  /** Tells of something that only readers of details want to know. */
  public void verbose(String event, Instance about, String more) {
    publish(LogLevel.VERBOSE, event, about.master(), describe(about) + " " + more);
  }

  /** Logs something for those who look for a mistake; it is not published. */
  public void debug(String event, Instance about, String more) {
    publish(LogLevel.DEBUG, event, about.master(), describe(about) + " " + more);
  }

  /**
   * Tells of an event with a text of its own.
   *
   * @param master whose notification script is run; null for none
   */
  public void publish(LogLevel level, String event, @Nullable Master master, String text) {
    log.write(level, event + " " + text);
    if (level == LogLevel.DEBUG) {
      return;
    }
    pubSub.publish(Ascii.bytes(event), Ascii.bytes(text));
    if (level == LogLevel.WARNING && master != null && master.notificationScript != null) {
      notifications.notify(master.notificationScript, event, text);
    }
  }

  /** Tells that clients of a master must talk to another server from now on. */
  public void switchMaster(Master master, String toHost, int toPort) {
    publish(
        LogLevel.WARNING,
        "+switch-master",
        master,
        master.name() + " " + place(master.address) + " " + toHost + " " + toPort);
  }

  /** Returns {@code type name ip port}, and behind an {@code @} the master, if it is another. */
  private String describe(Instance about) {
    var text = about.type() + " " + about.name() + " " + place(about.address);
    var master = about.master();
    return master == about ? text : text + " @ " + master.name() + " " + place(master.address);
  }

  private String place(Address address) {
    return addresses.shown(address) + " " + address.port();
  }
}
