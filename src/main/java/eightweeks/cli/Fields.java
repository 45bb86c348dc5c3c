package eightweeks.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks into replies that are a table of names and values: a map, or in RESP2 a flat array. */
final class Fields {
  private Fields() {}

  static List<Reply> items(@Nullable Reply reply) {
    return reply instanceof Reply.Aggregate list ? list.items() : List.of();
  }

  /** The value behind this name; null where there is none. */
  static @Nullable Reply get(Reply table, String name) {
    List<Reply> items = items(table);
    for (int i = 0; i + 1 < items.size(); i += 2) {
      if (items.get(i) instanceof Reply.Text key && key.text().equals(name)) {
        return items.get(i + 1);
      }
    }
    return null;
  }

  static @Nullable String text(Reply table, String name) {
    return get(table, name) instanceof Reply.Text value ? value.text() : null;
  }
}
