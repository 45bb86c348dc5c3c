package eightweeks.cli.connection;

import eightweeks.cli.environment.Output;
import eightweeks.cli.options.Options;
import eightweeks.cli.resp.ServerReply;
import eightweeks.cli.text.Words;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of a conversation: the connection, and what both sides have agreed on since it
 * began (database, protocol, transaction, subscriptions).
 *
 * <p>A session outlives its connection: when the connection is lost, {@link #connect} opens a new
 * one and brings it to where the user wants to be (password, database, protocol). Transactions and
 * subscriptions end with the connection.
 *
 * <p>Answers to redis-cli.c: cliConnect(), cliAuth(), cliSelect(), cliSwitchProto(),
 * cliRefreshPrompt().
 */
public final class Session {
  /** Takes a message that the server pushes while a reply is awaited. */
  public enum Pushes {
    DROP,
    SHOW,
    /** The push is the reply: pushes confirm SUBSCRIBE and UNSUBSCRIBE. */
    DELIVER
  }

  public final Options options;
  public final Output out;
  public final Output err;

  // Where the user wants to be.
  public String host;
  public int port;
  int wantedDatabase;
  private byte @Nullable [] password;

  // Where the connection is.
  private volatile @Nullable ServerConnection connection;
  int database;
  public boolean resp3;
  public boolean inTransaction;
  private int databaseBeforeTransaction;
  public boolean subscribed;
  public Pushes pushes = Pushes.DROP;

  /** A person types at a prompt: a lost connection is no reason to end. */
  public boolean interactive;

  /** Set by a MOVED or ASK reply: the command has to be sent again, to another node. */
  public boolean redirected;

  public boolean asking;

  public Session(Options options, Output out, Output err) {
    this.options = options;
    this.out = out;
    this.err = err;
    this.host = options.host;
    this.port = options.port;
    this.wantedDatabase = options.database;
    this.password = options.password;
  }

  public void password(byte[] newPassword) {
    password = newPassword;
  }

  public boolean isConnected() {
    return connection != null;
  }

  /** Returns the open connection; the caller has checked that there is one. */
  public ServerConnection connection() {
    ServerConnection open = connection;
    if (open == null) {
      throw new IllegalStateException("not connected");
    }
    return open;
  }

  /**
   * Forgets the connection: the prompt shows that there is none, and the next command opens one.
   */
  public void disconnect() {
    ServerConnection open = connection;
    if (open != null) {
      open.close();
    }
    connection = null;
    inTransaction = false;
    subscribed = false;
  }

  /** Connects if there is no connection yet; prints failures unless it is {@code quiet}. */
  public boolean connect(boolean quiet) {
    return connection != null || reconnect(quiet);
  }

  /** Opens a new connection, also if there is one, and prepares it. */
  public boolean reconnect(boolean quiet) {
    disconnect();
    database = 0;
    boolean unix = options.socketPath != null && !(options.cluster && redirected);
    ServerConnection open;
    try {
      open = open(unix);
    } catch (TlsFailure e) {
      err.println("Could not negotiate a TLS connection: " + e.getMessage()).flush();
      return false;
    } catch (IOException e) {
      if (!quiet) {
        var where = new StringBuilder("Could not connect to Redis at ");
        if (unix) {
          where.append(options.socketPath);
        } else {
          where.append(host).append(':').append(port);
        }
        err.println(where.append(": ").append(ServerConnection.reason(e)).toString()).flush();
      }
      return false;
    }
    connection = open;
    resp3 = false;
    pushes = options.showPushes ? Pushes.SHOW : Pushes.DROP;
    return authenticate(open) && select() && switchProtocol(open);
  }

  private ServerConnection open(boolean unix) throws IOException, TlsFailure {
    if (unix && options.socketPath != null) {
      return ServerConnection.unix(options.socketPath);
    }
    if (!options.tls) {
      return ServerConnection.tcp(host, port, null);
    }
    CliTls tls;
    try {
      tls = CliTls.of(options);
    } catch (IOException e) {
      throw new TlsFailure(e);
    }
    try {
      return ServerConnection.tcp(host, port, tls);
    } catch (SSLException e) {
      boolean distrust = e.getCause() instanceof CertificateException;
      throw new IOException(
          "SSL_connect failed: " + (distrust ? "certificate verify failed" : e.getMessage()), e);
    }
  }

  private boolean authenticate(ServerConnection open) {
    if (password == null) {
      return true;
    }
    List<byte[]> command =
        options.user == null
            ? List.of(Words.bytes("AUTH"), password)
            : List.of(Words.bytes("AUTH"), options.user, password);
    return succeeds(open, "AUTH failed: ", command) != null;
  }

  /** Selects the wanted database if the connection has another one. */
  public boolean select() {
    if (wantedDatabase == database) {
      return true;
    }
    String number = Integer.toString(wantedDatabase);
    if (succeeds(connection(), "SELECT " + number + " failed: ", Words.of("SELECT", number))
        == null) {
      return false;
    }
    database = wantedDatabase;
    return true;
  }

  private boolean switchProtocol(ServerConnection open) {
    if (options.protocol == Options.Protocol.UNSAID || options.resp2) {
      return true;
    }
    ServerReply reply = succeeds(open, "HELLO 3 failed: ", Words.of("HELLO", "3"));
    resp3 = reply != null;
    return reply != null || options.protocol == Options.Protocol.RESP3_IF_POSSIBLE;
  }

  /** Tells the node that it was asked to take a command for a slot that is moving to it. */
  public boolean sendAsking() {
    asking = false;
    return succeeds(connection(), "ASKING failed: ", Words.of("ASKING")) != null;
  }

  private @Nullable ServerReply succeeds(
      ServerConnection open, String complaint, List<byte[]> command) {
    try {
      ServerReply reply = open.call(command);
      while (reply instanceof ServerReply.Push) {
        reply = open.read();
      }
      if (reply instanceof ServerReply.Error error) {
        err.println(complaint + error.text()).flush();
        return null;
      }
      return reply;
    } catch (IOException _) {
      err.println("\nI/O error").flush(); // the words of redis-cli, which names no cause
      return null;
    }
  }

  public void beginTransaction() {
    inTransaction = true;
    databaseBeforeTransaction = database;
  }

  /** Ends a transaction. If it was discarded, a SELECT in it had no effect. */
  public void endTransaction(boolean happened) {
    inTransaction = false;
    if (!happened) {
      selected(databaseBeforeTransaction);
    }
  }

  public void selected(int newDatabase) {
    database = newDatabase;
    wantedDatabase = newDatabase;
  }

  /** Notes a RESET: the connection is like a new one, without the user's password and database. */
  public void reset() {
    inTransaction = false;
    selected(0);
    resp3 = false;
    if (subscribed && options.showPushes) {
      pushes = Pushes.SHOW;
    }
    subscribed = false;
  }

  public String prompt() {
    if (connection == null) {
      return "not connected> ";
    }
    var prompt = new StringBuilder();
    if (options.socketPath != null) {
      prompt.append("redis ").append(options.socketPath);
    } else if (host.indexOf(':') >= 0) {
      prompt.append('[').append(host).append("]:").append(port);
    } else {
      prompt.append(host).append(':').append(port);
    }
    if (database != 0) {
      prompt.append('[').append(database).append(']');
    }
    if (inTransaction) {
      prompt.append("(TX)");
    }
    if (subscribed) {
      prompt.append("(subscribed mode)");
    }
    return prompt.append("> ").toString();
  }

  /** The files that TLS needs are missing or wrong. */
  private static final class TlsFailure extends Exception {
    private static final long serialVersionUID = 1L;

    TlsFailure(IOException cause) {
      super(String.valueOf(cause.getMessage()), cause);
    }
  }
}
