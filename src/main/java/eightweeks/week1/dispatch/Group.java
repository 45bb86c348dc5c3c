package eightweeks.week1.dispatch;

import java.util.Locale;

/** The chapter of the command reference that lists a command. */
public enum Group {
  GENERIC,
  STRING,
  LIST,
  SET,
  SORTED_SET,
  HASH,
  PUBSUB,
  TRANSACTIONS,
  CONNECTION,
  SERVER,
  SCRIPTING,
  HYPERLOGLOG,
  CLUSTER,
  SENTINEL,
  GEO,
  STREAM,
  BITMAP,
  MODULE;

  /** Returns the name in COMMAND DOCS: {@code sorted-set}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
