package eightweeks.week4.sentinel.monitoring;

import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week4.links.LinkTypes;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.sentinel.client.AsyncClient;
import eightweeks.week4.sentinel.events.Events;
import eightweeks.week4.sentinel.instances.AddressException;
import eightweeks.week4.sentinel.instances.Instance;
import eightweeks.week4.sentinel.instances.InstanceLink;
import eightweeks.week4.sentinel.instances.OtherSentinel;
import eightweeks.week4.sentinel.instances.Periods.Period;
import eightweeks.week4.sentinel.instances.SentinelState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the connections of an instance that are missing, and introduces this Sentinel on each.
 *
 * <p>Answers to {@code sentinel.c: sentinelReconnectInstance(), sentinelSendAuthIfNeeded(),
 * sentinelSetClientName()}.
 */
public final class Connector {
  private static final int NAME_DIGITS = 8;

  private final SentinelState state;
  private final EventLoop loop;
  private final Events events;
  private final Hello hello;
  private final PeriodicCommands commands;
  private final LinkTypes.Choice type;
  private final ReplicationDirectives directives;
  private final ServerBuilder server;

  public Connector(
      ServerBuilder server,
      SentinelState state,
      Events events,
      Hello hello,
      PeriodicCommands commands) {
    this.server = server;
    this.state = state;
    this.events = events;
    this.hello = hello;
    this.commands = commands;
    loop = server.loop();
    directives = server.need(ReplicationDirectives.SERVICE);
    type = server.need(LinkTypes.SERVICE).chosenBy(directives.tls, "tls");
  }

  /** Connects to an instance, at most once in a ping period. */
  public void reconnect(Instance instance) {
    var link = instance.link;
    long now = state.now();
    if (!link.disconnected
        || instance.address.port() == 0
        || now - link.lastTry < state.period(Period.PING_PERIOD)) {
      return;
    }
    link.lastTry = now;
    boolean isSentinel = instance instanceof OtherSentinel;
    if (link.commands() == null) {
      resolveAgain(instance);
      openCommands(instance, link, now);
    }
    if (!isSentinel && link.messages() == null) {
      openMessages(instance, link, now);
    }
    link.disconnected = link.commands() == null || !isSentinel && link.messages() == null;
  }

  /** The name of a host may lead to another address than before. */
  private void resolveAgain(Instance instance) {
    if (state.addresses().resolvesNames) {
      try {
        var old = instance.address;
        instance.address = state.addresses().find(old.host(), old.port(), false);
      } catch (AddressException _) {
        // The old address stays.
      }
    }
  }

  private void openCommands(Instance instance, InstanceLink link, long now) {
    try {
      var client = open(instance, link::commandsLost);
      link.commands(client, now);
      introduce(instance, client, "cmd");
      commands.ping(instance);
    } catch (IOException e) {
      events.debug("-cmd-link-reconnection", instance, "#" + e.getMessage());
    }
  }

  private void openMessages(Instance instance, InstanceLink link, long now) {
    try {
      var client = open(instance, link::messagesLost);
      link.messages(client, now);
      introduce(instance, client, "pubsub");
      hello.listen(instance, client);
    } catch (IOException e) {
      events.debug("-pubsub-link-reconnection", instance, "#" + e.getMessage());
    }
  }

  private AsyncClient open(Instance instance, Runnable lost) throws IOException {
    var address = instance.address;
    if (address.ip().isEmpty()) {
      throw new IOException("Name or service not known");
    }
    var source = directives.sourceAddress;
    var from = source.isSet() ? new Endpoint.Tcp(source.value(), 0) : null;
    var to = new Endpoint.Tcp(address.ip(), address.port());
    return new AsyncClient(loop, type.type(), to, from, lost);
  }

  private void introduce(Instance instance, AsyncClient client, String kind) {
    var login = login(instance);
    if (login != null) {
      instance.link.sendOn(client, instance, _ -> {}, login.toArray(String[]::new));
    }
    var name = "sentinel-" + state.id.substring(0, NAME_DIGITS) + "-" + kind;
    instance.link.sendOn(client, instance, _ -> {}, "CLIENT", "SETNAME", name);
  }

  /**
   * Returns the words of AUTH; null if there is no password. Sentinels of old configurations have
   * one password for all, {@code requirepass}.
   */
  private @Nullable List<String> login(Instance instance) {
    String user;
    String password;
    if (!(instance instanceof OtherSentinel)) {
      user = instance.master().authUser;
      password = instance.master().authPass;
    } else if (state.authPass != null) {
      user = state.authUser;
      password = state.authPass;
    } else {
      var own = server.network().requirePass;
      user = null;
      password = own.isSet() ? own.value() : null;
    }
    if (password == null) {
      return null;
    }
    var words = new ArrayList<>(List.of("AUTH"));
    if (user != null) {
      words.add(user);
    }
    words.add(password);
    return words;
  }
}
