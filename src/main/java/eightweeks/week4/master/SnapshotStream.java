package eightweeks.week4.master;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week3.snapshots.SnapshotTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends a snapshot to replicas while it is being taken.
 *
 * <p>Answers to {@code rdb.c: rdbSaveToSlavesSockets()}, {@code replication.c:
 * rdbPipeReadHandler()}. The length is not known at the beginning. So the snapshot stands between
 * {@code $EOF:<mark>} and the mark, which are 40 random characters.
 *
 * <p>Each piece is in memory once for all replicas. The slowest replica sets the pace: while too
 * much waits for it ({@link #waiting}), the snapshot does not go on. Arrays are used again ({@link
 * SnapshotPieces}).
 */
final class SnapshotStream implements SnapshotTarget {
  private final EventLoop loop;
  private final String mark;
  private final SnapshotPieces pieces = new SnapshotPieces();
  private final List<Replica> replicas = new ArrayList<>();

  private boolean complete;

  SnapshotStream(EventLoop loop, String mark) {
    this.loop = loop;
    this.mark = mark;
  }

  /** Adds a replica; no piece was written before. */
  void add(Replica replica) {
    replicas.add(replica);
    replica.output.add(Ascii.bytes("$EOF:" + mark + "\r\n"));
  }

  /** Returns the replicas that are still there. */
  List<Replica> replicas() {
    replicas.removeIf(replica -> replica.state != Replica.State.WAIT_END || isGone(replica));
    return replicas;
  }

  private static boolean isGone(Replica replica) {
    return replica.client.has(eightweeks.week1.networking.Client.CLOSE_ASAP);
  }

  @Override
  public void create() {}

  @Override
  public void write(byte[] bytes, int offset, int length) {
    for (int done = 0; done < length; done += SnapshotPieces.LENGTH) {
      int n = Math.min(SnapshotPieces.LENGTH, length - done);
      var piece = pieces.array();
      System.arraycopy(bytes, offset + done, piece, 0, n);
      loop.post(() -> send(piece, n));
    }
  }

  private void send(byte[] array, int length) {
    pieces.send(array, length, replicas().stream().map(replica -> replica.output).toList());
  }

  @Override
  public void commit() {
    var end = Ascii.bytes(mark);
    write(end, 0, end.length);
    loop.post(() -> complete = true);
  }

  /** Returns whether all of it is on its way, the mark included. */
  boolean isComplete() {
    return complete;
  }

  @Override
  public @Nullable String discard() {
    return null;
  }

  @Override
  public @Nullable String delete() {
    return null;
  }

  @Override
  public String failure(IOException e) {
    return "Error sending the snapshot to replicas: " + e.getMessage();
  }

  @Override
  public long waiting() {
    return pieces.bytesInUse();
  }
}
