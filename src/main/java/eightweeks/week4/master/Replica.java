package eightweeks.week4.master;

import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.networking.Client;
import eightweeks.week3.snapshots.Snapshots;

/**
 * What a master knows of a replica.
 *
 * <p>Answers to the fields {@code repl_*} and {@code slave_*} of {@code server.h: client}.
 *
 * <pre>
 *   REPLCONF …, PSYNC or SYNC
 *        │ the history is here            ┌─────────────────────────────┐
 *        ├───────── +CONTINUE ───────────►│ ONLINE: is sent every change │
 *        ▼                                └─────────────────────────────┘
 *   WAIT_START: waits for a snapshot              ▲            ▲
 *        │ +FULLRESYNC id offset                  │ all sent   │ first ACK
 *        ▼                                        │            │
 *   WAIT_END: the snapshot is taken ──► SEND_FILE │            │
 *        └───── or it is sent while it is taken ──────────────►┘
 * </pre>
 *
 * <p>A replica that wants the snapshot alone ends in {@link State#SENT}.
 */
final class Replica {
  /** How far the synchronization is. */
  enum State {
    /** Not a replica yet: only REPLCONF has come. */
    HANDSHAKE,
    WAIT_START,
    WAIT_END,
    SEND_FILE,
    ONLINE,
    SENT
  }

  final Client client;
  final ReplicaOutput output = new ReplicaOutput();
  State state = State.HANDSHAKE;

  /** The address that it has told; empty if it has told none. */
  String announcedHost = "";

  int port;

  /** Whether it can tell the end of a snapshot whose length it does not know. */
  boolean knowsEndMark;

  boolean knowsPsync2;

  /** Whether it has come with SYNC: it acknowledges nothing. */
  boolean isOld;

  boolean wantsSnapshotOnly;
  Snapshots.Contents contents = Snapshots.Contents.ALL;

  /** The offset up to which it has run the stream, and that up to which it has synced it. */
  long acknowledged;

  long synced;

  /** When it has acknowledged something, in seconds of the steady time. */
  long lastAck;

  /** When it has taken some bytes, in seconds of the steady time. */
  long lastWrite;

  /** Since when it waits for a snapshot, in seconds of the steady time. */
  long waitsSince;

  /** The offset of the snapshot that it gets. */
  long snapshotOffset;

  /** Whether the stream begins when it has acknowledged that the snapshot is loaded. */
  boolean startsOnAck;

  Replica(Client client) {
    this.client = client;
  }

  String host() {
    if (!announcedHost.isEmpty()) {
      return announcedHost;
    }
    return client.remote() instanceof Endpoint.Tcp(String host, int _) ? host : "";
  }

  /** Returns its name for the log. */
  String name() {
    return port == 0 ? "client id #" + client.id() : host() + ":" + port;
  }

  /** Returns the state as INFO shows it; empty if INFO does not show the replica. */
  String stateText() {
    return switch (state) {
      case WAIT_START, WAIT_END -> "wait_bgsave";
      case SEND_FILE -> "send_bulk";
      case ONLINE -> "online";
      case HANDSHAKE, SENT -> "";
    };
  }
}
