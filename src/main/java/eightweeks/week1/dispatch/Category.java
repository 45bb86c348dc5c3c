package eightweeks.week1.dispatch;

import java.util.Locale;

/** Groups of commands that ACL rules name (answers to {@code acl.c: ACLCommandCategories}). */
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

  /** The name in COMMAND INFO, with its at sign. */
  public final String wireName = "@" + name().toLowerCase(Locale.ROOT);
}
