package eightweeks.cli.connection;

import eightweeks.cli.resp.ReplyReader;
import eightweeks.cli.resp.ServerReply;
import eightweeks.cli.text.ByteBuilder;
import eightweeks.cli.text.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server: commands out, replies in. TCP, TLS or a unix socket.
 *
 * <p>Commands are gathered until {@link #flush}, so that a pipeline is one write. Reading and
 * writing may happen on two threads at once (the pipe mode does); {@link #close} may come from a
 * third and makes both fail.
 *
 * <p>Answers to hiredis.c: redisConnect(), redisConnectUnix(), redisAppendCommandArgv(),
 * redisGetReply().
 */
public final class ServerConnection implements AutoCloseable {
  private final @Nullable Socket socket;
  private final @Nullable SocketChannel channel;
  private final OutputStream out;
  private final ReplyReader reader;
  private final ByteBuilder pending = new ByteBuilder(256);

  /** A channel cannot read with a timeout: a thread of its own reads ahead while a caller waits. */
  private @Nullable FutureTask<Boolean> filling;

  private ServerConnection(
      @Nullable Socket socket, @Nullable SocketChannel channel, InputStream in, OutputStream out) {
    this.socket = socket;
    this.channel = channel;
    this.out = out;
    this.reader = new ReplyReader(in);
  }

  /** Tries the addresses of the host one after the other, IPv4 first; reports the last failure. */
  static ServerConnection tcp(String host, int port, @Nullable CliTls tls) throws IOException {
    InetAddress[] addresses = InetAddress.getAllByName(host);
    IOException failure = new UnknownHostException(host);
    for (int pass = 0; pass < 2; pass++) {
      for (InetAddress address : addresses) {
        if (address instanceof Inet4Address == (pass == 0)) {
          try {
            return tcp(new InetSocketAddress(address, port), host, tls);
          } catch (SocketException | SocketTimeoutException e) {
            failure = e;
          }
        }
      }
    }
    throw failure;
  }

  private static ServerConnection tcp(InetSocketAddress address, String host, @Nullable CliTls tls)
      throws IOException {
    Socket socket = new Socket(Proxy.NO_PROXY);
    try {
      socket.connect(address);
      socket.setTcpNoDelay(true);
      socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      Socket spoken = tls == null ? socket : tls.wrap(socket, host);
      return new ServerConnection(spoken, null, spoken.getInputStream(), spoken.getOutputStream());
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  static ServerConnection unix(String path) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(path));
      return new ServerConnection(
          null, channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Adds a command to what the next {@link #flush} sends. */
  public void append(List<byte[]> command) {
    pending.add('*').number(command.size()).text("\r\n");
    for (byte[] word : command) {
      pending.add('$').number(word.length).text("\r\n").add(word).text("\r\n");
    }
  }

  public void flush() throws IOException {
    out.write(pending.array(), 0, pending.length());
    out.flush();
    pending.cut(0);
  }

  /** Writes bytes that are protocol already. */
  public void write(byte[] bytes, int count) throws IOException {
    out.write(bytes, 0, count);
  }

  public ServerReply read() throws IOException {
    if (filling != null) {
      await(filling, 0);
    }
    return reader.read();
  }

  /** Reads bytes that are no reply; returns how many. */
  public int readBytes(byte[] into, int most) throws IOException {
    return reader.readRaw(into, most);
  }

  /** Reads a line that is no reply, without its end. */
  public String readLine() throws IOException {
    return reader.readRawLine();
  }

  /** Sends one command and reads one reply. */
  ServerReply call(List<byte[]> command) throws IOException {
    append(command);
    flush();
    return read();
  }

  public ServerReply call(String... words) throws IOException {
    return call(Words.of(words));
  }

  /** Returns whether a part of a reply has arrived. */
  public boolean hasBuffered() {
    return reader.hasBuffered();
  }

  /** Waits until the server sends something, at most for a time (at least a millisecond). */
  public boolean await(int millis) throws IOException {
    if (reader.hasBuffered()) {
      return true;
    }
    if (socket != null) {
      return await(socket, millis);
    }
    if (filling == null) {
      filling =
          new FutureTask<>(
              () -> {
                reader.fill();
                return true;
              });
      Thread.startVirtualThread(filling);
    }
    return await(filling, millis);
  }

  private boolean await(Socket socket, int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      reader.fill();
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    } finally {
      if (!socket.isClosed()) {
        socket.setSoTimeout(0);
      }
    }
  }

  /** Waits for the thread that reads ahead, without a limit if {@code millis} is zero. */
  private boolean await(FutureTask<Boolean> reading, int millis) throws IOException {
    try {
      if (millis > 0) {
        reading.get(millis, TimeUnit.MILLISECONDS);
      } else {
        reading.get();
      }
      filling = null;
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      filling = null;
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    try {
      if (socket != null) {
        socket.close();
      }
      if (channel != null) {
        channel.close();
      }
    } catch (IOException _) {
      // It is closed all the same.
    }
  }

  /** Returns the text of C's strerror() for an error. */
  public static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof UnknownHostException) {
      return "Name or service not known";
    }
    if (message.startsWith("Connection reset")) {
      return "Connection reset by peer";
    }
    if (message.startsWith("Connection timed out")) {
      return "Connection timed out";
    }
    int detail = message.indexOf(" ("); // "No route to host (Host unreachable)"
    return detail > 0 && e instanceof SocketException ? message.substring(0, detail) : message;
  }
}
