package eightweeks.week4.aofload;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandTable;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.Query;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.CallFlags;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.command.ErrorStatistics;
import eightweeks.week3.command.ExecutionUnit;
import eightweeks.week3.keyspace.PipelineKeys;
import eightweeks.week3.loading.Loading;
import eightweeks.week3.machine.DataDisk;
import eightweeks.week3.machine.FileReader;
import eightweeks.week3.snapshots.Snapshots;
import eightweeks.week4.aoffiles.AofDirectives;
import eightweeks.week4.aoffiles.AofFolder;
import eightweeks.week4.aoffiles.AofManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Loads the data set from the files of a manifest: the base, then the commands of each incremental
 * file.
 *
 * <p>Answers to {@code aof.c: loadAppendOnlyFiles(), loadSingleAppendOnlyFile(),
 * createAOFClient()}.
 *
 * <p>What if the last file breaks off? After a crash its last command may be there in part only. No
 * client was told that it was done, so it is cut off, and the rest is loaded (aof-load-truncated).
 * A transaction without its EXEC is cut off in the same way. A file that breaks off and is not the
 * last one has lost commands that others followed: that is an error. So are bytes that are not a
 * command, wherever they are.
 */
public final class AofLoader {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Clients are served after this number of commands. */
  private static final int COMMANDS_BETWEEN_EVENTS = 1024;

  private static final int SIGNATURE = 5;

  private final DataDisk disk;
  private final Log log;
  private final AofFolder folder;
  private final AofDirectives directives;
  private final Loading loading;
  private final Snapshots snapshots;
  private final ExecutionUnit unit;
  private final CommandTable commands;
  private final PipelineKeys keys;
  private final ErrorStatistics errorStatistics;
  private final ServerBuilder server;
  private BooleanSupplier endsOnError = () -> false;

  /** The keys of the commands in front of this offset in the file were prefetched. */
  private long prefetched;

  /** The data set cannot be loaded; the log says why. */
  public static final class LoadException extends Exception {
    private static final long serialVersionUID = 1;

    LoadException(String message) {
      super(message);
    }
  }

  public AofLoader(ServerBuilder server, AofFolder folder, AofDirectives directives) {
    this.server = server;
    this.folder = folder;
    this.directives = directives;
    disk = DataDisk.of(server.world().disk());
    log = server.log();
    loading = server.need(Loading.SERVICE);
    snapshots = server.need(Snapshots.SERVICE);
    unit = server.need(ExecutionUnit.SERVICE);
    commands = server.commands();
    keys = server.need(PipelineKeys.SERVICE);
    errorStatistics = server.need(ErrorStatistics.SERVICE);
  }

  /** Sets what returns whether a command that fails ends the loading. */
  public void endsOnError(BooleanSupplier ends) {
    endsOnError = ends;
  }

  // tag::load[]
  /**
   * Loads all files of the manifest.
   *
   * @return whether the manifest names any
   * @throws LoadException if the data set cannot be loaded as a whole
   */
  public boolean load() throws LoadException {
    var files = folder.manifest().files();
    if (files.isEmpty()) {
      return false;
    }
    long total = 0;
    for (var file : files) {
      try {
        total += folder.length(file.name());
      } catch (IOException _) {
        throw new LoadException("a file of the manifest cannot be read, as the line above says");
      }
    }
    if (total == 0) {
      return true;
    }
    loading.begin(total);
    try {
      for (int i = 0; i < files.size(); i++) {
        loadFile(files.get(i), i == files.size() - 1);
      }
    } finally {
      loading.end();
    }
    return true;
  }

  private void loadFile(AofManifest.AofFile file, boolean last) throws LoadException {
    long began = server.loop().time().clock().nanos();
    try (var reader = disk.open(folder.path(file.name()))) {
      if (reader.length() == 0) {
        return;
      }
      long preamble = isRdb(file) ? loadPreamble(file, reader) : 0;
      run(file, preamble, last);
    } catch (IOException e) {
      throw failed(
          "Unrecoverable error reading the append only file "
              + file.name()
              + ": "
              + AofFolder.reason(e));
    }
    log.notice(
        String.format(
            Locale.ROOT,
            "DB loaded from %s file %s: %.3f seconds",
            file.type() == AofManifest.AofFile.BASE ? "base" : "incr",
            file.name(),
            (server.loop().time().clock().nanos() - began) / NANOS_PER_SECOND));
  }

  // end::load[]

  private boolean isRdb(AofManifest.AofFile file) throws IOException {
    var signature = new byte[SIGNATURE];
    try (var reader = disk.open(folder.path(file.name()))) {
      int read = 0;
      for (int n; read < SIGNATURE; read += n) {
        n = reader.read(signature, read, SIGNATURE - read);
        if (n < 0) {
          return false;
        }
      }
    }
    return signature[0] == 'R'
        && signature[1] == 'E'
        && signature[2] == 'D'
        && signature[3] == 'I'
        && signature[4] == 'S';
  }

  /** Loads the part of a file that is RDB; returns its length in bytes. */
  private long loadPreamble(AofManifest.AofFile file, FileReader reader) throws LoadException {
    boolean old = file.name().equals(directives.fileName.value());
    log.notice(
        old ? "Reading RDB preamble from AOF file..." : "Reading RDB base file on AOF loading...");
    try {
      long length = snapshots.loadPreamble(reader);
      if (old) {
        log.notice("Reading the remaining AOF tail...");
      }
      return length;
    } catch (IOException e) {
      log.warning("Internal error in RDB reading " + e.getMessage());
      throw failed(
          "Error reading the RDB "
              + (old ? "preamble of the AOF file " : "base file ")
              + file.name()
              + ", AOF loading aborted");
    }
  }

  // tag::run[]
  /** Runs the commands of a file. */
  private void run(AofManifest.AofFile file, long skip, boolean last)
      throws LoadException, IOException {
    var client = server.clients().internal();
    client.set(ClientFlags.DENY_BLOCKING);
    client.set(ClientFlags.MUST_OBEY);
    long valid = skip;
    try (var reader = disk.open(folder.path(file.name()))) {
      var in = new AofReader(reader, skip);
      prefetched = skip;
      Query.Viewer prefetching =
          (bytes, from, until) ->
              prefetched = in.offset() + keys.prefetch(client, bytes, from, until) - from;
      List<Args> transaction = null;
      try {
        for (long count = 1; ; count++) {
          if (in.offset() >= prefetched) {
            in.show(prefetching);
          }
          var args = in.next();
          if (args == null) {
            break;
          }
          if (transaction == null && args.is(0, "multi")) {
            transaction = new ArrayList<>();
          } else if (transaction == null) {
            run(file, client, args);
          } else if (args.is(0, "exec")) {
            for (var queued : transaction) {
              run(file, client, queued);
            }
            transaction = null;
          } else {
            transaction.add(args.own());
          }
          loading.requireRoom();
          if (transaction == null) {
            loading.progress(in.offset() - valid);
            valid = in.offset();
          }
          snapshots.delayLoad(count);
          if (count % COMMANDS_BETWEEN_EVENTS == 0) {
            loading.processEvents();
          }
        }
      } catch (AofReader.AofException e) {
        if (!e.isTruncated()) {
          throw failed(badFormat(file, e.at()));
        }
        transaction = transaction == null ? List.of() : transaction;
      }
      if (transaction != null) { // what comes behind the last complete command is cut off
        if (!transaction.isEmpty()) {
          log.warning("Revert incomplete MULTI/EXEC transaction in AOF file " + file.name());
        }
        truncate(file, valid, last);
      }
    } finally {
      server.clients().close(client);
    }
  }

  private void run(AofManifest.AofFile file, Client client, Args args) throws LoadException {
    var command = commands.find(args);
    if (command == null) {
      throw failed(
          "Unknown command '" + args.text(0) + "' reading the append only file " + file.name());
    }
    if (!command.takes(args.count())) {
      throw failed(
          "Wrong number of arguments for '"
              + command.fullName()
              + "' reading the append only file "
              + file.name());
    }
    long errors = client.reply().errors();
    unit.nested(client, command, args, CallFlags.NONE);
    if (client.reply().errors() > errors) {
      errorStatistics.countUnexpected(client.reply().errors() - errors);
      warn(Ascii.text(client.reply().drain()), command);
    } else {
      client.reply().truncate(0, 0);
    }
  }

  /** A command of the file has failed: the data set is not what it was (afterErrorReply). */
  private void warn(String reply, Command command) throws LoadException {
    log.warning(
        "== CRITICAL == This server is sending an error to its AOF-loading-client: '"
            + reply.substring(1).strip()
            + "' after processing the command '"
            + command.fullName()
            + "'");
    if (endsOnError.getAsBoolean()) {
      throw failed(
          "This server panicked sending an error to its AOF-loading-client after processing the"
              + " command '"
              + command.fullName()
              + "'");
    }
  }

  // end::run[]

  /** Cuts off what a crash has left behind the last complete command. */
  private void truncate(AofManifest.AofFile file, long at, boolean last) throws LoadException {
    if (!directives.loadsTruncated.value()) {
      throw failed(
          "Unexpected end of file reading the append only file "
              + file.name()
              + ". You can: 1) Make a backup of your AOF file, then use ./redis-check-aof --fix"
              + " <filename.manifest>. 2) Alternatively you can set the 'aof-load-truncated'"
              + " configuration option to yes and restart the server.");
    }
    log.warning("!!! Warning: short read while loading the AOF file " + file.name() + "!!!");
    if (!last) {
      throw failed("Fatal error: the truncated file is not the last file");
    }
    log.warning("!!! Truncating the AOF " + file.name() + " at offset " + at + " !!!");
    try {
      disk.truncate(folder.path(file.name()), at);
    } catch (IOException e) {
      throw failed("Error truncating the AOF file " + file.name() + ": " + AofFolder.reason(e));
    }
    log.warning("AOF " + file.name() + " loaded anyway because aof-load-truncated is enabled");
  }

  private static String badFormat(AofManifest.AofFile file, long at) {
    return "Bad file format reading the append only file "
        + file.name()
        + " at offset "
        + at
        + ": make a backup of your AOF file, then use ./redis-check-aof --fix <filename.manifest>";
  }

  private LoadException failed(String problem) {
    log.warning(problem);
    return new LoadException(problem);
  }
}
