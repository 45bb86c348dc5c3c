package eightweeks.week4.sentinel.monitoring;

import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.listening.Listeners;
import eightweeks.week1.log.LogLevel;
import eightweeks.week4.sentinel.client.AsyncClient;
import eightweeks.week4.sentinel.client.ReplyValue;
import eightweeks.week4.sentinel.config.StateFile;
import eightweeks.week4.sentinel.events.Events;
import eightweeks.week4.sentinel.instances.AddressException;
import eightweeks.week4.sentinel.instances.Instance;
import eightweeks.week4.sentinel.instances.LeadingNumber;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.OtherSentinel;
import eightweeks.week4.sentinel.instances.Periods.Period;
import eightweeks.week4.sentinel.instances.SentinelState;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hello messages: how Sentinels find each other, and agree on who is the master.
 *
 * <p>Answers to {@code sentinel.c: sentinelSendHello(), sentinelProcessHelloMessage(),
 * sentinelForceHelloUpdateForMaster()}. Every Sentinel publishes a message on the channel {@code
 * __sentinel__:hello} of every master and replica, where all Sentinels listen, and sends it to the
 * Sentinels that it knows, with PUBLISH too. A message has eight words between commas:
 *
 * <pre>
 *   ip, port, id, current epoch  of the Sentinel
 *   name, ip, port, config epoch of a master that it watches
 * </pre>
 *
 * <p>The message with the newest config epoch is believed: a Sentinel that has slept through a
 * failover hears of the new master so.
 */
public final class Hello {
  public static final String CHANNEL = "__sentinel__:hello";
  private static final int WORDS = 8;

  private final SentinelState state;
  private final Events events;
  private final StateFile file;
  private final MasterSwitch masterSwitch;
  private final Listeners listeners;
  private final BooleanSupplier linksAreTls;

  /**
   * @param linksAreTls whether others are to talk to this Sentinel over TLS
   */
  public Hello(
      SentinelState state,
      Events events,
      StateFile file,
      MasterSwitch masterSwitch,
      Listeners listeners,
      BooleanSupplier linksAreTls) {
    this.state = state;
    this.events = events;
    this.file = file;
    this.masterSwitch = masterSwitch;
    this.listeners = listeners;
    this.linksAreTls = linksAreTls;
  }

  // Sending.

  /** Sends a hello message to an instance. */
  void send(Instance instance) {
    var client = instance.link.commands();
    if (instance.link.disconnected || client == null || !client.isConnected()) {
      return;
    }
    var ip = state.announceIp;
    if (ip == null || ip.isEmpty()) {
      ip = client.local() instanceof Endpoint.Tcp(String host, int _) ? host : "";
    }
    var master = instance.master();
    var current = master.currentAddress();
    var message =
        String.join(
            ",",
            ip,
            Integer.toString(port()),
            state.id,
            Long.toString(state.currentEpoch),
            master.name(),
            state.addresses().shown(current),
            Integer.toString(current.port()),
            Long.toString(master.configEpoch));
    instance.link.send(instance, reply -> published(instance, reply), "PUBLISH", CHANNEL, message);
  }

  private int port() {
    if (state.announcePort != 0) {
      return state.announcePort;
    }
    int tls = listeners.port("tls");
    return linksAreTls.getAsBoolean() && tls != 0 ? tls : listeners.port("tcp");
  }

  private void published(Instance instance, ReplyValue reply) {
    if (!(reply instanceof ReplyValue.Failure)) {
      instance.lastPublish = state.now();
    }
  }

  /** Has messages about a master be sent as soon as the timer comes by: something has changed. */
  public void sendSoon(Master master) {
    forgetPublish(master);
    master.sentinels().values().forEach(this::forgetPublish);
    master.replicas().values().forEach(this::forgetPublish);
  }

  private void forgetPublish(Instance instance) {
    instance.lastPublish =
        Math.max(0, instance.lastPublish - state.period(Period.PUBLISH_PERIOD) - 1);
  }

  // Receiving.

  /** Subscribes to the messages that come by a master or replica. */
  void listen(Instance instance, AsyncClient client) {
    client.subscribe(
        message -> received(instance, message), instance.commandName("SUBSCRIBE"), CHANNEL);
  }

  private void received(Instance instance, ReplyValue message) {
    if (instance.isGone()) {
      return;
    }
    // Own messages come back, too: a link on which nothing comes is no link.
    instance.link.lastMessage = state.now();
    if (message instanceof ReplyValue.Elements elements
        && elements.values().size() == 3
        && elements.text(0).equals("message")
        && !elements.text(2).contains(state.id)) {
      process(elements.text(2));
    }
  }

  /** Learns from a hello message. One about a master that is not watched here is ignored. */
  public void process(String message) {
    var words = message.split(",", -1);
    var master = words.length == WORDS ? state.instances().master(words[4]) : null;
    if (master == null) {
      return;
    }
    var sentinel = sentinel(master, words[0], (int) LeadingNumber.of(words[1]), words[2]);
    adoptEpoch(master, LeadingNumber.of(words[3]));
    if (sentinel == null) {
      return;
    }
    long configEpoch = LeadingNumber.of(words[7]);
    if (master.configEpoch < configEpoch) {
      master.configEpoch = configEpoch;
      int port = (int) LeadingNumber.of(words[6]);
      if (!state.addresses().isAt(master.address, words[5], port)) {
        events.warning("+config-update-from", sentinel);
        masterSwitch.followOthers(master, words[5], port);
      }
    }
    sentinel.lastHello = state.now();
  }

  /** Returns the Sentinel that has sent a message. One that is new, or has moved, is added. */
  private @Nullable OtherSentinel sentinel(Master master, String host, int port, String id) {
    var instances = state.instances();
    var known = instances.sentinelAt(master, host, port, id);
    if (known != null || !isAddress(host, port)) {
      return known; // an address that is none removes no Sentinel
    }
    boolean moved = instances.removeSentinel(master, id);
    if (moved) {
      events.notice(
          "+sentinel-address-switch", master, "ip " + host + " port " + port + " for " + id);
    } else {
      var other = instances.sentinelAt(master, host, port, null);
      if (other != null) {
        // Two Sentinels cannot be at one address: the older one is gone.
        events.notice("+sentinel-invalid-addr", other);
        instances.removeSentinel(other.name());
      }
    }
    OtherSentinel added;
    try {
      added = instances.addSentinel(master, id, host, port);
    } catch (AddressException _) {
      return null;
    }
    if (moved) {
      int others = instances.moveSentinel(added);
      if (others > 0) {
        events.notice("+sentinel-address-update", added, others + " additional matching instances");
      }
    } else {
      events.notice("+sentinel", added);
    }
    file.flush();
    return added;
  }

  private boolean isAddress(String host, int port) {
    try {
      state.addresses().find(host, port, true);
      return true;
    } catch (AddressException _) {
      return false;
    }
  }

  private void adoptEpoch(Master master, long epoch) {
    if (epoch > state.currentEpoch) {
      state.currentEpoch = epoch;
      file.flush();
      events.publish(LogLevel.WARNING, "+new-epoch", master, Long.toString(epoch));
    }
  }
}
