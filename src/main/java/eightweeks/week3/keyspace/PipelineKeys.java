package eightweeks.week3.keyspace;

import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.PrefetchListener;
import eightweeks.week1.resp.PipelineKeyScanner;

/**
 * Reads ahead for the commands of a pipeline: while the first runs, the keys of the others are on
 * their way from memory ({@link Prefetch}).
 *
 * <p>Guesses cost nothing but time: a second word that is no key finds an empty bucket, or a key
 * that nobody wanted, and after a SELECT in the pipeline it is looked for in the wrong database.
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
