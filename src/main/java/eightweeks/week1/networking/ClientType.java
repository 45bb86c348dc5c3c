package eightweeks.week1.networking;

import org.jspecify.annotations.Nullable;

/**
 * What a client is to the server, as CLIENT LIST TYPE and client-output-buffer-limit ask for it.
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

  /** The name on the wire; a replica's is still "slave" there. */
  public String wireName() {
    return wireName;
  }

  /** The type of a name, in any case, "replica" included; null if there is none. */
  public static @Nullable ClientType of(String name) {
    for (var type : values()) {
      if (type.wireName.equalsIgnoreCase(name)) {
        return type;
      }
    }
    return name.equalsIgnoreCase("replica") ? REPLICA : null;
  }
}
