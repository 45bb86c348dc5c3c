package eightweeks.week1.networking;

import eightweeks.week1.resp.PipelineKeyScanner;

/**
 * Told which keys the commands of a pipeline are about to use, before the first of them runs.
 * Whoever keeps them can use that to read from memory once what would be waited for again and
 * again.
 */
public interface PrefetchListener {
  /** Whether it would help this client's commands; if not, nobody looks for their keys. */
  boolean isWorthwhile(Client client);

  /** What seems to be the keys. Nothing must change by it that anybody could see. */
  void expect(Client client, PipelineKeyScanner keys);
}
