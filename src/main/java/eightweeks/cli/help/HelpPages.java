package eightweeks.cli.help;

import eightweeks.cli.options.CliUsage;
import eightweeks.cli.resp.ServerReply;
import eightweeks.cli.text.ByteBuilder;
import eightweeks.cli.text.Words;
import java.util.Comparator;
import java.util.List;

/**
 * The pages that {@code help} shows, as a terminal gets them.
 *
 * <p>Answers to redis-cli.c: cliOutputHelp(), cliOutputCommandHelp().
 */
public final class HelpPages {
  private HelpPages() {}

  /**
   * Returns what {@code help} shows.
   *
   * @param docs the server's reply to COMMAND DOCS
   * @param words what was typed behind {@code help}
   */
  public static ByteBuilder of(ServerReply docs, List<byte[]> words) {
    if (words.isEmpty()) {
      return new ByteBuilder().text(CliUsage.PROMPT_HELP);
    }
    var topics = HelpTopic.fromDocs(docs);
    topics.sort(Comparator.comparing(HelpTopic::name));
    return of(topics, words);
  }

  static ByteBuilder of(List<HelpTopic> known, List<byte[]> words) {
    var out = new ByteBuilder();
    List<String> typed = words.stream().map(Words::text).toList();
    String first = typed.getFirst();
    for (HelpTopic topic : known) {
      if (first.startsWith("@")) {
        if (topic.group().equalsIgnoreCase(first.substring(1))) {
          page(topic, false, out);
        }
      } else if (topic.startsWith(typed)) {
        page(topic, true, out);
      }
    }
    return out.text("\r\n");
  }

  private static void page(HelpTopic topic, boolean withGroup, ByteBuilder out) {
    out.text("\r\n  \u001b[1m" + topic.name() + "\u001b[0m ");
    out.text("\u001b[90m" + topic.parameters() + "\u001b[0m\r\n");
    out.text("  \u001b[33msummary:\u001b[0m " + topic.summary() + "\r\n");
    if (topic.since() != null) {
      out.text("  \u001b[33msince:\u001b[0m " + topic.since() + "\r\n");
    }
    if (withGroup) {
      out.text("  \u001b[33mgroup:\u001b[0m " + topic.group() + "\r\n");
    }
  }
}
