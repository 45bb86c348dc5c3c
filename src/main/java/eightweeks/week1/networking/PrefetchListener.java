package eightweeks.week1.networking;

import eightweeks.week1.resp.PipelineKeyScanner;

/**
 * Learns the keys of the commands of a pipeline before the first of them runs. The keyspace uses it
 * to load their entries into the processor's cache together, instead of waiting for each of them.
 */
public interface PrefetchListener {
  /** Returns whether prefetching would help this client; otherwise its keys are not looked for. */
  boolean isWorthwhile(Client client);

  /** Prefetches the keys. They are a guess, so no visible state may change. */
  void expect(Client client, PipelineKeyScanner keys);
}
