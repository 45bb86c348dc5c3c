package eightweeks.week4.replication;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.extension.Service;
import eightweeks.week1.log.Log;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.world.Entropy;
import eightweeks.week3.command.EffectSink;
import eightweeks.week3.command.Effects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The history of the data set: all changes as one stream of bytes, of which the last ones are kept.
 *
 * <p>Answers to {@code replication.c: replicationFeedSlaves()}, {@code
 * replicationFeedStreamFromMasterStream()}, {@code createReplicationBacklog()}, {@code
 * changeReplicationId()}, {@code shiftReplicationId()}.
 *
 * <p>An id and an offset name a state of the data: two servers with the same ones have the same
 * data. A master makes up the id and writes the stream. A replica has the id of its master, and
 * passes the stream on as it has come, byte for byte: so all servers below a master count the same
 * bytes.
 *
 * <p>Why a second id? When a replica is promoted, its own changes begin, so it needs a new id. The
 * replicas of the old master know the old one. The promoted server keeps it as its second id, with
 * the offset up to which it is true: a replica that asks for that id and a lower offset can
 * continue.
 *
 * <p>Invariants: without a buffer the stream is not written and the offset stands; a buffer that is
 * made anew comes with a new id, otherwise changes without an offset would be missing in it.
 */
public final class ReplicationHistory implements EffectSink {
  public static final Service<ReplicationHistory> SERVICE =
      new Service<>("replication history", ReplicationHistory.class);

  public static final String NO_ID = "0".repeat(40);
  private static final int ID_LENGTH = 40;

  private final Log log;
  private final Entropy entropy;
  private final Effects effects;
  private final ReplicationDirectives directives;
  private final ReplicationRole role;
  private final Hook<Runnable> growth = new Hook<>(Runnable[]::new);
  private LongSupplier needed = () -> Long.MAX_VALUE;
  private String id;
  private String secondId = NO_ID;

  /** Number of bytes of the second id's stream, plus 1; -1 if there is no second id. */
  private long secondOffset = -1;

  private long offset;
  private @Nullable ReplicationBuffer buffer;
  private boolean feeding;

  /** The database that the stream has selected; {@link Effects#NO_DATABASE} if it is not known. */
  private int selected = Effects.NO_DATABASE;

  public ReplicationHistory(
      ServerBuilder server, ReplicationDirectives directives, ReplicationRole role) {
    log = server.log();
    entropy = server.world().entropy();
    effects = server.need(Effects.SERVICE);
    this.directives = directives;
    this.role = role;
    id = entropy.hex(ID_LENGTH);
    role.onChange(this::feedIfMaster);
    directives.backlogSize.onChange(this::resize);
  }

  // The ids.

  public String id() {
    return id;
  }

  public String secondId() {
    return secondId;
  }

  public long secondOffset() {
    return secondOffset;
  }

  /** Returns the number of bytes that the stream has had. */
  public long offset() {
    return offset;
  }

  // tag::ids[]
  /** Begins a history of its own, which no other server has. */
  public void changeId() {
    id = entropy.hex(ID_LENGTH);
  }

  /** Forgets the second id. */
  public void clearSecondId() {
    secondId = NO_ID;
    secondOffset = -1;
  }

  /** Begins a history of its own that continues another one: this server was promoted. */
  public void shiftId() {
    shiftTo(entropy.hex(ID_LENGTH));
  }

  // tag::shift[]
  /** Continues the history under another id: the master was promoted. */
  public void shiftTo(String newId) {
    secondId = id;
    // The first byte that is not part of the old history is the next one; a replica that has all
    // of the old one asks for just that byte.
    secondOffset = offset + 1;
    id = newId;
    // end::shift[]
    log.notice(
        "Setting secondary replication ID to "
            + secondId
            + ", valid up to offset: "
            + secondOffset
            + ". New replication ID is "
            + id);
  }

  /** Takes over the history of a master with its data. */
  public void adopt(String newId, long newOffset) {
    id = newId;
    clearSecondId();
    reset(newOffset);
  }

  /**
   * The data of a file were loaded, which says what state of what history it has. What a master has
   * changed while it loaded them comes behind that state.
   */
  public void restore(String savedId, long savedOffset, boolean asReplica) {
    if (asReplica) {
      id = savedId;
      reset(savedOffset);
      return;
    }
    secondId = savedId;
    secondOffset = savedOffset + 1;
    if (buffer == null) {
      reset(savedOffset);
    } else {
      buffer.move(savedOffset);
      offset += savedOffset;
    }
  }

  // end::ids[]

  // The stream.

  /** Begins the buffer, if there is none; a new one comes with a new id. */
  public void open() {
    if (buffer == null) {
      changeId();
      clearSecondId();
      reset(offset);
      log.notice(
          "Replication backlog created, my new replication IDs are '"
              + id
              + "' and '"
              + secondId
              + "'");
    }
  }

  /** Begins an empty buffer at an offset. */
  private void reset(long at) {
    offset = at;
    selected = Effects.NO_DATABASE;
    buffer = new ReplicationBuffer(directives.backlogSize.value(), at);
    feedIfMaster();
  }

  /** Frees the buffer. What follows is not part of this history, so the id changes. */
  public void close() {
    changeId();
    clearSecondId();
    buffer = null;
    feedIfMaster();
  }

  /** Begins the buffer, if there is none, for the history that goes on. */
  public void keep() {
    if (buffer == null) {
      reset(offset);
    }
  }

  /** Frees the buffer; another history will begin. */
  public void drop() {
    buffer = null;
    feedIfMaster();
  }

  private void resize() {
    if (buffer != null) {
      buffer.resize(directives.backlogSize.value());
      buffer.trim(needed.getAsLong());
    }
  }

  /** Returns the last bytes of the stream; null if nothing is kept. */
  public @Nullable ReplicationBuffer buffer() {
    return buffer;
  }

  /** Returns the bytes of memory of the kept part of the stream. */
  public long memory() {
    return buffer == null ? 0 : buffer.memory();
  }

  /** Sets what returns the lowest offset that a replica still needs. */
  public void needed(LongSupplier lowest) {
    needed = lowest;
  }

  /** Drops what neither the backlog nor a replica needs any more. */
  public void trim() {
    if (buffer != null) {
      buffer.trim(needed.getAsLong());
    }
  }

  /**
   * Adds a listener that is called when the buffer has grown by a block: for each effect, it would
   * cost more than the effect.
   */
  public void onGrowth(Runnable listener) {
    growth.add(listener);
  }

  /** A replica passes on the stream of its master; its own changes are not part of it. */
  private void feedIfMaster() {
    boolean feeds = buffer != null && !role.isReplica();
    if (feeds != feeding) {
      feeding = feeds;
      if (feeds) {
        effects.addSink(this);
      } else {
        effects.removeSink(this);
      }
    }
  }

  @Override
  public int targets() {
    return Effects.REPLICAS;
  }

  // tag::feed[]
  // tag::effect[]
  @Override
  public void effect(int database, int targets, byte[] resp, int from, int length) {
    if (database != Effects.NO_DATABASE && database != selected) {
      selected = database;
      var number = Integer.toString(database);
      append(Ascii.bytes("*2\r\n$6\r\nSELECT\r\n$" + number.length() + "\r\n" + number + "\r\n"));
    }
    append(resp, from, length);
  }

  // end::effect[]

  /** Returns whether this server's changes are written into the stream. */
  public boolean isFed() {
    return feeding;
  }

  /** Writes a command into the stream that changes nothing: PING, REPLCONF GETACK. */
  public void command(String... words) {
    var text = new StringBuilder("*" + words.length + "\r\n");
    for (var word : words) {
      text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    append(Ascii.bytes(text.toString()));
  }

  /** Passes on bytes of the master's stream whose commands this server has run. */
  public void forward(byte[] bytes, int from, int length) {
    append(bytes, from, length);
  }

  // end::feed[]

  private void append(byte[] bytes) {
    append(bytes, 0, bytes.length);
  }

  // tag::effect[]
  private void append(byte[] bytes, int from, int length) {
    offset += length;
    if (buffer != null && buffer.append(bytes, from, length)) {
      trim();
      for (var listener : growth.listeners()) {
        listener.run();
      }
    }
  }

  // end::effect[]

  /** The next effect selects its database: a replica that begins has selected none. */
  public void forgetSelected() {
    selected = Effects.NO_DATABASE;
  }

  /** Returns the database that the stream has selected; 0 if none. */
  public int selected() {
    return Math.max(0, selected);
  }
}
