package eightweeks.cli.help;

import eightweeks.cli.connection.Session;
import eightweeks.cli.environment.Output;
import eightweeks.cli.options.CliUsage;
import eightweeks.cli.resp.ServerReply;
import eightweeks.cli.text.ArgumentSplitter;
import eightweeks.cli.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The server's documentation of its commands: help pages, hints while typing, names to complete.
 *
 * <p>A server of version 7 answers COMMAND DOCS with everything. Another one answers COMMAND: then
 * names and numbers of arguments are known, and no more. Without a server there is no help, and the
 * client says so.
 *
 * <p>Answers to redis-cli.c: cliInitHelp(), cliLegacyIntegrateHelp(), cliOutputHelp(),
 * findHelpEntry(), getHintForInput(), completionCallback().
 */
public final class HelpTopics {
  private final Session session;
  private @Nullable List<HelpTopic> topics;

  public HelpTopics(Session session) {
    this.session = session;
  }

  /** Asks the server, unless it was asked before or cannot be reached. */
  public void load() {
    if (topics != null || !session.connect(true)) {
      return;
    }
    try {
      ServerReply docs = call("COMMAND", "DOCS");
      List<HelpTopic> found =
          docs.isError() ? HelpTopic.fromCommandTable(call("COMMAND")) : HelpTopic.fromDocs(docs);
      found.sort(Comparator.comparing(HelpTopic::name));
      topics = found;
    } catch (IOException _) {
      session.disconnect(); // the next command connects again, and tells if it cannot
    }
  }

  private ServerReply call(String... words) throws IOException {
    ServerReply reply = session.connection().call(words);
    while (reply instanceof ServerReply.Push) {
      reply = session.connection().read();
    }
    return reply;
  }

  /** {@code help}, {@code help @group}, {@code help command}, {@code help command subcommand}. */
  public void print(List<byte[]> words) {
    Output out = session.out;
    if (words.isEmpty()) {
      out.print(CliUsage.PROMPT_HELP).flush();
      return;
    }
    load();
    List<HelpTopic> known = topics;
    if (known == null) {
      out.println("No help: it comes from the server, which cannot be reached.").flush();
      return;
    }
    out.write(HelpPages.of(known, words)).flush();
  }

  /**
   * Returns the arguments that are missing from a line; empty if none is missing or the command is
   * unknown.
   */
  public String hint(String line) {
    List<HelpTopic> known = topics;
    List<byte[]> split = ArgumentSplitter.split(Words.bytes(line));
    if (known == null || split == null || split.isEmpty()) {
      return "";
    }
    List<String> words = split.stream().map(Words::text).toList();
    if (!Words.isSpace(line.charAt(line.length() - 1))) {
      words = words.subList(0, words.size() - 1); // the last word may still grow
    }
    HelpTopic best = null;
    for (HelpTopic topic : known) {
      if (topic.begins(words) && (best == null || topic.words().size() > best.words().size())) {
        best = topic;
      }
    }
    if (best == null) {
      return "";
    }
    List<String> arguments = words.subList(best.words().size(), words.size());
    if (best.arguments() == null) {
      return arguments.isEmpty() ? best.parameters().stripTrailing() : "";
    }
    return HintText.of(best.arguments(), arguments).stripTrailing();
  }

  /**
   * Returns the names of commands that begin with a text; if the line asks for help, also those of
   * groups.
   */
  public List<String> startingWith(String prefix, boolean groups) {
    List<HelpTopic> known = topics;
    if (known == null) {
      return List.of();
    }
    var names = new ArrayList<String>();
    var groupNames = new TreeSet<String>();
    for (HelpTopic topic : known) {
      names.add(topic.name());
      groupNames.add("@" + topic.group());
    }
    if (groups) {
      names.addAll(0, groupNames);
    }
    String lower = prefix.toLowerCase(Locale.ROOT);
    return names.stream().filter(n -> n.toLowerCase(Locale.ROOT).startsWith(lower)).toList();
  }
}
