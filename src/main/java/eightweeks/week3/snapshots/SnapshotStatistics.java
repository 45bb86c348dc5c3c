package eightweeks.week3.snapshots;

/** The numbers of INFO about loading and payloads. */
final class SnapshotStatistics {
  /** Compact values of payloads and files that were checked thoroughly. */
  long sanitizations;

  /** Keys that the last load has added. */
  long keysLoaded;

  /** Keys that the last load has dropped because they had expired. */
  long keysExpired;
}
