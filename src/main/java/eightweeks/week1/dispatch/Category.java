package eightweeks.week1.dispatch;

import java.util.Locale;

/** Groups of commands that access control lists speak of (answers to {@code acl.c}). */
public enum Category {
  KEYSPACE,
  READ,
  WRITE,
  SET,
  SORTEDSET,
  LIST,
  HASH,
  STRING,
  BITMAP,
  HYPERLOGLOG,
  GEO,
  STREAM,
  PUBSUB,
  ADMIN,
  FAST,
  SLOW,
  BLOCKING,
  DANGEROUS,
  CONNECTION,
  TRANSACTION,
  SCRIPTING;

  /** As COMMAND INFO writes it, with its at sign. */
  public final String wireName = "@" + name().toLowerCase(Locale.ROOT);
}
