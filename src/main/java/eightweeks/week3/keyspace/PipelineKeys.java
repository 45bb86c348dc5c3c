package eightweeks.week3.keyspace;

import eightweeks.week1.extension.Service;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.resp.Query;
import eightweeks.week3.prefetch.PipelineKeyScanner;
import eightweeks.week3.prefetch.Prefetch;

/**
 * Prefetches the keys of the commands of a pipeline: before the first command runs, the keys of all
 * are read from memory together ({@link Prefetch}).
 *
 * <p>A wrong guess costs only time: an argument that is no key, or a key of another database after
 * a SELECT in the pipeline, reads an entry that no command uses.
 */
public final class PipelineKeys implements Clients.ReadListener {
  public static final Service<PipelineKeys> SERVICE =
      new Service<>("pipeline keys", PipelineKeys.class);

  private final Keyspace keyspace;
  private final PipelineKeyScanner scanner = new PipelineKeyScanner();

  PipelineKeys(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

  @Override
  public void read(Client client, Query query) {
    prefetch(client, query);
  }

  /** Prefetches where it saves time; returns the number of commands whose keys were read. */
  int prefetch(Client client, Query query) {
    var prefetch = keyspace.all()[client.database].prefetch;
    if (!prefetch.isWorthwhile()) {
      return 0;
    }
    query.show(scanner);
    if (scanner.count() <= 1) {
      return 0;
    }
    prefetch.pipeline(scanner);
    return scanner.count();
  }

  /**
   * Prefetches the keys of commands that are read from a file, where it saves time.
   *
   * @param client the client that runs the commands
   * @param from where a command begins
   * @param until the end of the bytes
   * @return the offset up to which nothing more needs to be prefetched
   */
  public int prefetch(Client client, byte[] bytes, int from, int until) {
    var prefetch = keyspace.all()[client.database].prefetch;
    if (!prefetch.isWorthwhile()) {
      return until;
    }
    scanner.view(bytes, from, until);
    prefetch.pipeline(scanner);
    return scanner.scanned();
  }
}
