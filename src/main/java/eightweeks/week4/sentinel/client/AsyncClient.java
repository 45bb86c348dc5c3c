package eightweeks.week4.sentinel.client;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.listening.ConnectionType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to another server, over which commands are sent. Nothing here waits: the bytes are
 * written and read when the loop says that the connection is ready.
 *
 * <p>Answers to {@code async.c: redisAsyncContext}.
 *
 * <pre>
 *   new ──► CONNECTING ──────► OPEN ──────► CLOSED
 *               │ no answer      │ lost, or close()   ▲
 *               └────────────────┴────────────────────┘
 * </pre>
 *
 * <p>Commands that are sent while the connection is being made wait for it. Replies come in the
 * order of the commands, so callbacks are a queue. What comes while no command waits is a message
 * of publish and subscribe. When the connection is lost, the callbacks that wait are forgotten:
 * their clients cannot know what became of their commands.
 */
public final class AsyncClient {
  private static final int READ_BYTES = 16 * 1024;

  private final EventLoop loop;
  private final Connection connection;
  private final Runnable lost;
  private final byte[] buffer = new byte[READ_BYTES];
  private final ByteArrayOutputStream toSend = new ByteArrayOutputStream();
  private final ReplyReader replies = new ReplyReader();
  private final Queue<Consumer<ReplyValue>> callbacks = new ArrayDeque<>();
  private Consumer<ReplyValue> messages = _ -> {};
  private boolean connected;
  private boolean closed;

  /**
   * Begins to connect.
   *
   * @param from the local address to use; null for any
   * @param lost called once if the connection cannot be made, or is lost later; not by {@link
   *     #close}
   * @throws IOException if the attempt fails at once
   */
  public AsyncClient(
      EventLoop loop, ConnectionType type, Endpoint to, @Nullable Endpoint from, Runnable lost)
      throws IOException {
    this.loop = loop;
    this.lost = lost;
    connection = type.connect(to, from);
    loop.watch(connection, Channel.WRITABLE, this::writable);
  }

  /** Sends a command. The callback gets the reply, if one comes. */
  public void send(Consumer<ReplyValue> callback, String... words) {
    if (closed) {
      return;
    }
    callbacks.add(callback);
    append(words);
  }

  /** Sends SUBSCRIBE. The callback gets all messages from then on. */
  public void subscribe(Consumer<ReplyValue> callback, String... words) {
    messages = callback;
    if (!closed) {
      append(words);
    }
  }

  private void append(String... words) {
    var text = new StringBuilder("*" + words.length + "\r\n");
    for (var word : words) {
      text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    var bytes = Ascii.bytes(text.toString());
    toSend.write(bytes, 0, bytes.length);
    loop.watch(connection, Channel.WRITABLE, this::writable);
  }

  private void writable() {
    try {
      if (!connected) {
        if (!connection.finishConnect()) {
          return;
        }
        connected = true;
        connection.noDelay(true);
        loop.watch(connection, Channel.READABLE, this::readable);
      }
      var bytes = toSend.toByteArray();
      int written = bytes.length == 0 ? 0 : connection.write(bytes, 0, bytes.length);
      toSend.reset();
      toSend.write(bytes, written, bytes.length - written);
      if (toSend.size() == 0) {
        loop.unwatch(connection, Channel.WRITABLE);
      }
    } catch (IOException _) {
      fail();
    }
  }

  private void readable() {
    try {
      int n = connection.read(buffer, 0, buffer.length);
      if (n < 0) {
        fail();
        return;
      }
      replies.add(buffer, n);
      while (!closed) {
        var reply = replies.next();
        if (reply == null) {
          break;
        }
        var callback = callbacks.poll();
        if (callback == null && reply instanceof ReplyValue.Failure) {
          throw new IOException("SUBSCRIBE was refused"); // it may be allowed later
        }
        (callback == null ? messages : callback).accept(reply);
      }
    } catch (IOException _) {
      fail();
    }
  }

  private void fail() {
    if (!closed) {
      close();
      lost.run();
    }
  }

  /** Ends the connection; the callbacks that wait are not called. */
  public void close() {
    if (!closed) {
      closed = true;
      callbacks.clear();
      loop.close(connection);
    }
  }

  /** Returns whether the connection is made. Before that it has no address of its own. */
  public boolean isConnected() {
    return connected;
  }

  /** Returns the address of this side. */
  public Endpoint local() {
    return connection.local();
  }
}
