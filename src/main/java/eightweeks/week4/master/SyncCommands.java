package eightweeks.week4.master;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.ALLOW_BUSY;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.NO_ASYNC_LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NO_MULTI;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.bytes.QuotedWords;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week3.snapshots.Snapshots;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.replication.ReplicationHistory;
import eightweeks.week4.replication.ReplicationRole;
import java.io.IOException;
import java.util.Locale;

/**
 * The commands that replicas send: REPLCONF, PSYNC, SYNC.
 *
 * <p>Answers to {@code replication.c: replconfCommand()}, {@code syncCommand()}, {@code
 * masterTryPartialResynchronization()}.
 */
final class SyncCommands {
  private SyncCommands() {}

  private static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity).group(Group.SERVER).since(since);
  }

  /** PSYNC id offset: continues from an offset, or begins with a snapshot. SYNC: begins. */
  static final class Sync extends Command {
    private static final CommandError NOT_LINKED =
        new CommandError("NOMASTERLINK Can't SYNC while not connected with my master");
    private static final CommandError FAILING_OVER =
        new CommandError("NOMASTERLINK Can't SYNC while failing over");
    private static final CommandError PENDING =
        new CommandError("ERR SYNC and PSYNC are invalid with pending output");
    private static final CommandError NO_END_MARK =
        new CommandError("ERR Filtered replica requires EOF capability");

    private final boolean partial;
    private final Log log;
    private final Replicas replicas;
    private final FullSync fullSync;
    private final ReplicationDirectives directives;
    private final ReplicationHistory history;
    private final ReplicationRole role;
    private final PromotionRequest promotion;

    Sync(
        boolean partial,
        Log log,
        Replicas replicas,
        FullSync fullSync,
        ReplicationDirectives directives,
        ReplicationHistory history,
        ReplicationRole role,
        PromotionRequest promotion) {
      super(
          partial
              ? declare("psync", -3, "2.8.0")
                  .complexity("O(1) if it continues; otherwise O(N) in the background")
                  .summary("Makes the connection a replica's, from an offset on if possible.")
                  .arguments("replicationid:string offset:integer")
                  .flags(NO_ASYNC_LOADING, ADMIN, NO_MULTI, NOSCRIPT)
              : declare("sync", 1, "1.0.0")
                  .complexity("O(N) in the background where N is the number of keys")
                  .summary("Makes the connection a replica's, beginning with a snapshot.")
                  .flags(NO_ASYNC_LOADING, ADMIN, NO_MULTI, NOSCRIPT));
      this.partial = partial;
      this.log = log;
      this.replicas = replicas;
      this.fullSync = fullSync;
      this.directives = directives;
      this.history = history;
      this.role = role;
      this.promotion = promotion;
    }

    // tag::psync[]
    @Override
    public void run(Client client, Args args) {
      if (client.type == ClientType.REPLICA || client.connection() == null) {
        return;
      }
      if (partial && args.count() > 3 && args.is(3, "failover")) {
        promotion.promote(client, args.text(1));
      }
      if (promotion.isFailingOver()) {
        throw FAILING_OVER;
      }
      if (role.isReplica() && !role.isLinked()) {
        throw NOT_LINKED;
      }
      if (!client.reply().isEmpty()) {
        throw PENDING;
      }
      var replica = replicas.of(client);
      if (replica.contents != Snapshots.Contents.ALL && !replica.knowsEndMark) {
        throw NO_END_MARK;
      }
      log.notice("Replica " + replica.name() + " asks for synchronization");
      if (partial) {
        long offset = offset(replica, args);
        if (continueFrom(replica, args.text(1), offset)) {
          replicas.partialSyncs++;
          return;
        }
        replicas.refusedPartialSyncs += args.text(1).startsWith("?") ? 0 : 1;
      } else {
        replica.isOld = true;
      }
      if (directives.disablesNoDelay.value()) {
        delay(client);
      }
      fullSync.request(replica);
    }

    private long offset(Replica replica, Args args) {
      try {
        return args.integer(2);
      } catch (CommandError e) {
        log.warning(
            "Replica " + replica.name() + " asks for synchronization but with a wrong offset");
        throw e;
      }
    }

    /**
     * Continues the stream where the replica has left it, if that is possible.
     *
     * @param first the number of the first byte that it lacks, counted from 1
     */
    private boolean continueFrom(Replica replica, String id, long first) {
      return switch (PartialSync.decide(history, id, first)) {
        case PartialSync.Refusal why -> {
          logRefusal(replica, why, id, first);
          yield false;
        }
        case PartialSync.Continue stream -> {
          continueWith(replica, stream);
          yield true;
        }
      };
    }

    // end::psync[]

    // tag::accept[]
    private void continueWith(Replica replica, PartialSync.Continue stream) {
      replica.state = Replica.State.ONLINE;
      var newId = replica.knowsPsync2 ? " " + history.id() : "";
      replica.output.add(Ascii.bytes("+CONTINUE" + newId + "\r\n"));
      replica.output.position(stream.buffer().at(stream.offset()), stream.offset());
      replica.output.start();
      replicas.add(replica);
      // end::accept[]
      log.notice(
          "Partial resynchronization request from "
              + replica.name()
              + " accepted. Sending "
              + (history.offset() - stream.offset())
              + " bytes of backlog starting from offset "
              + (stream.offset() + 1)
              + ".");
    }

    private void logRefusal(Replica replica, PartialSync.Refusal why, String id, long first) {
      switch (why) {
        case REQUESTED -> log.notice("Full resync requested by replica " + replica.name());
        case UNKNOWN_ID ->
            log.notice(
                "Partial resynchronization not accepted: Replication ID mismatch (Replica asked for"
                    + " '"
                    + id
                    + "', my replication IDs are '"
                    + history.id()
                    + "' and '"
                    + history.secondId()
                    + "')");
        case BEYOND_SECOND_ID ->
            log.notice(
                "Partial resynchronization not accepted: Requested offset for second ID was "
                    + first
                    + ", but I can reply up to "
                    + history.secondOffset());
        case NOT_KEPT -> {
          log.notice(
              "Unable to partial resync with replica "
                  + replica.name()
                  + " for lack of backlog (Replica request was: "
                  + first
                  + ").");
          if (first > history.offset()) {
            log.warning(
                "Warning: replica "
                    + replica.name()
                    + " tried to PSYNC with an offset that is greater than the master replication"
                    + " offset.");
          }
        }
      }
    }

    private static void delay(Client client) {
      try {
        var connection = client.connection();
        if (connection != null) {
          connection.noDelay(false);
        }
      } catch (IOException _) {
        // The stream goes out all the same.
      }
    }
  }

  /** REPLCONF option value …: what a replica says of itself, and its acknowledgements. */
  static final class ReplConf extends Command {
    private static final int MAX_HOST = 255;

    private final Replicas replicas;
    private final Runnable acknowledge;

    /**
     * @param acknowledge called when the master asks for an acknowledgement
     */
    ReplConf(Replicas replicas, Runnable acknowledge) {
      super(
          declare("replconf", -1, "3.0.0")
              .complexity("O(1)")
              .summary("Tells a master or a replica something about the other one.")
              .internal()
              .flags(ALLOW_BUSY, LOADING, STALE, ADMIN, NOSCRIPT));
      this.replicas = replicas;
      this.acknowledge = acknowledge;
    }

    @Override
    public void run(Client client, Args args) {
      if (args.count() % 2 == 0) {
        throw CommandError.SYNTAX;
      }
      for (int i = 1; i < args.count(); i += 2) {
        switch (args.text(i).toLowerCase(Locale.ROOT)) {
          case "ack" -> {
            acknowledged(client, args, i);
            return; // without a reply
          }
          case "getack" -> {
            if (client.type == ClientType.MASTER) {
              acknowledge.run();
            }
            return;
          }
          default -> set(replicas.of(client), args, i);
        }
      }
      client.reply().ok();
    }

    private void acknowledged(Client client, Args args, int i) {
      var replica = replicas.find(client);
      long offset = number(args, i + 1);
      if (replica == null || offset == Numbers.NOT_AN_INTEGER) {
        return;
      }
      boolean tellsSynced = args.count() > i + 3 && args.is(i + 2, "fack");
      long synced = tellsSynced ? number(args, i + 3) : 0;
      replicas.acknowledged(replica, offset, synced);
    }

    private static long number(Args args, int i) {
      return Numbers.parse(args.array(i), args.offset(i), args.length(i));
    }

    private static void set(Replica replica, Args args, int i) {
      switch (args.text(i).toLowerCase(Locale.ROOT)) {
        case "listening-port" -> replica.port = (int) args.integer(i + 1);
        case "ip-address" -> {
          if (args.length(i + 1) > MAX_HOST) {
            throw new CommandError(
                "ERR REPLCONF ip-address provided by replica instance is too long: "
                    + args.length(i + 1)
                    + " bytes");
          }
          replica.announcedHost = args.text(i + 1);
        }
        case "capa" -> {
          replica.knowsEndMark |= args.is(i + 1, "eof");
          replica.knowsPsync2 |= args.is(i + 1, "psync2");
        }
        case "rdb-only" -> replica.wantsSnapshotOnly = args.integer(i + 1, 0, 1) == 1;
        case "rdb-filter-only" -> replica.contents = filter(args.text(i + 1));
        default -> throw new CommandError("ERR Unrecognized REPLCONF option: " + args.text(i));
      }
    }

    private static Snapshots.Contents filter(String text) {
      var words = QuotedWords.split(text);
      if (words == null) {
        throw new CommandError("ERR Missing rdb-filter-only values");
      }
      var contents = Snapshots.Contents.NOTHING;
      for (var word : words) {
        if (!word.equalsIgnoreCase("functions")) {
          throw new CommandError("ERR Unsupported rdb-filter-only option: " + word);
        }
        contents = Snapshots.Contents.FUNCTIONS;
      }
      return contents;
    }
  }
}
