package eightweeks.week1.networking;

import org.jspecify.annotations.Nullable;

/**
 * The types of clients, as CLIENT LIST TYPE and client-output-buffer-limit name them.
 *
 * <p>Answers to {@code networking.c: getClientType()}, {@code getClientTypeByName()}.
 */
public enum ClientType {
  NORMAL("normal"),
  REPLICA("slave"),
  PUBSUB("pubsub"),
  MASTER("master");

  private final String wireName;

  ClientType(String wireName) {
    this.wireName = wireName;
  }

  /** Returns the name in commands and directives; that of a replica is "slave". */
  public String wireName() {
    return wireName;
  }

  /** Returns the type of that name, in any case, "replica" included; null if there is none. */
  public static @Nullable ClientType of(String name) {
    for (var type : values()) {
      if (type.wireName.equalsIgnoreCase(name)) {
        return type;
      }
    }
    return name.equalsIgnoreCase("replica") ? REPLICA : null;
  }
}
