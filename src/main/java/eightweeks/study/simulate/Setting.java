package eightweeks.study.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * What is different from the plain run of a seed.
 *
 * @param minReplicas whether a master refuses writes when it has heard of no replica for three
 *     seconds
 * @param waits whether clients send WAIT behind each write
 */
public record Setting(boolean minReplicas, boolean waits) {
  /** The servers' own settings, and no WAIT. */
  public static final Setting PLAIN = new Setting(false, false);

  /** Returns the lines that the configuration of each server has in addition. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    if (minReplicas) {
      lines.add("min-replicas-to-write 1");
      lines.add("min-replicas-max-lag 3");
    }
    return lines;
  }
}
