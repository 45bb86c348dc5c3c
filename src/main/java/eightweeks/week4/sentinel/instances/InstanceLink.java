package eightweeks.week4.sentinel.instances;

import eightweeks.week4.sentinel.client.AsyncClient;
import eightweeks.week4.sentinel.client.ReplyValue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections to an instance: one for commands, and for masters and replicas one that is
 * subscribed to hello messages. With them the times by which an instance is found to be down.
 *
 * <p>Answers to {@code sentinel.c: instanceLink}. Another Sentinel that watches several masters
 * with this one is an instance of each of them. These instances share one link, so that each
 * Sentinel is pinged once and not once a master ({@link Instances#shareLink}).
 *
 * <p>All times are milliseconds of the steady time; 0 means never.
 */
public final class InstanceLink {
  private @Nullable AsyncClient commands;
  private @Nullable AsyncClient messages;
  private int pending;
  private int owners = 1;

  /** When each connection was begun. */
  public long commandsSince;

  public long messagesSince;

  /** When a message has come last. */
  public long lastMessage;

  /** When the instance has last replied to PING in a way that says it is available. */
  public long lastAvailable;

  /**
   * When the PING was sent that waits for such a reply; 0 if none waits. A new link begins as if
   * one waited, so that an instance which was never reached is found to be down.
   */
  public long pingWaitsSince;

  public long lastPing;

  /** When any reply to PING has come last. */
  public long lastPong;

  /** Time of the last attempt to connect. */
  public long lastTry;

  /** Whether a connection is missing. */
  public boolean disconnected = true;

  InstanceLink(long now) {
    restart(now);
  }

  /** Begins to measure anew, as with a new link. */
  void restart(long now) {
    pingWaitsSince = now;
    lastPing = 0;
    lastAvailable = now;
    lastPong = now;
  }

  /** Sets the connection for commands. */
  public void commands(AsyncClient client, long now) {
    commands = client;
    commandsSince = now;
    pending = 0;
  }

  /** Sets the connection for messages. */
  public void messages(AsyncClient client, long now) {
    messages = client;
    messagesSince = now;
  }

  public @Nullable AsyncClient commands() {
    return commands;
  }

  public @Nullable AsyncClient messages() {
    return messages;
  }

  /** Returns how many commands wait for their replies. */
  public int pending() {
    return pending;
  }

  /** Returns how many instances use the link. */
  public int owners() {
    return owners;
  }

  void addOwner() {
    owners++;
  }

  /**
   * Sends a command for an instance.
   *
   * @param callback gets the reply, unless the instance is removed meanwhile
   * @return false if there is no connection
   */
  public boolean send(Instance sender, Consumer<ReplyValue> callback, String... words) {
    var client = commands;
    if (client == null) {
      return false;
    }
    sendOn(client, sender, callback, words);
    return true;
  }

  /** Sends a command for an instance on one of the two connections. */
  public void sendOn(
      AsyncClient client, Instance sender, Consumer<ReplyValue> callback, String... words) {
    var mapped = words.clone();
    mapped[0] = sender.commandName(words[0]);
    pending++;
    client.send(
        reply -> {
          pending--;
          if (!sender.isGone()) {
            callback.accept(reply);
          }
        },
        mapped);
  }

  /** Closes the connection for commands. */
  public void closeCommands() {
    if (commands != null) {
      commands.close();
      commandsLost();
    }
  }

  /** The connection for commands is gone. */
  public void commandsLost() {
    commands = null;
    pending = 0;
    disconnected = true;
  }

  /** Closes the connection for messages. */
  public void closeMessages() {
    if (messages != null) {
      messages.close();
      messagesLost();
    }
  }

  /** The connection for messages is gone. */
  public void messagesLost() {
    messages = null;
    disconnected = true;
  }

  /** Closes both connections. */
  public void close() {
    closeCommands();
    closeMessages();
  }

  /** An instance does not use the link any more; the last one closes it. */
  void release() {
    owners--;
    if (owners == 0) {
      close();
    }
  }
}
