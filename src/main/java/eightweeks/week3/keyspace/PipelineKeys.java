package eightweeks.week3.keyspace;

import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.PrefetchListener;
import eightweeks.week1.resp.PipelineKeyScanner;

/**
 * Prefetches the keys of the commands of a pipeline: while the first command runs, the keys of the
 * others are read from memory ({@link Prefetch}).
 *
 * <p>A wrong guess costs only time: an argument that is no key, or a key of another database after
 * a SELECT in the pipeline, reads an entry that no command uses.
 */
final class PipelineKeys implements PrefetchListener {
  private final Keyspace keyspace;

  PipelineKeys(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

  @Override
  public boolean isWorthwhile(Client client) {
    return keyspace.all()[client.database].prefetch.isWorthwhile();
  }

  @Override
  public void expect(Client client, PipelineKeyScanner keys) {
    keyspace.all()[client.database].prefetch.pipeline(keys);
  }
}
