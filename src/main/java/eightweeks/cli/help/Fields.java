package eightweeks.cli.help;

import eightweeks.cli.resp.ServerReply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks into replies that are a table of names and values: a map, or in RESP2 a flat array. */
final class Fields {
  private Fields() {}

  static List<ServerReply> items(@Nullable ServerReply reply) {
    return reply instanceof ServerReply.Aggregate list ? list.items() : List.of();
  }

  /** Returns the value behind this name; null if there is none. */
  static @Nullable ServerReply get(ServerReply table, String name) {
    List<ServerReply> items = items(table);
    for (int i = 0; i + 1 < items.size(); i += 2) {
      if (items.get(i) instanceof ServerReply.Text key && key.text().equals(name)) {
        return items.get(i + 1);
      }
    }
    return null;
  }

  static @Nullable String text(ServerReply table, String name) {
    return get(table, name) instanceof ServerReply.Text value ? value.text() : null;
  }
}
