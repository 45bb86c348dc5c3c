package eightweeks.cli.prompt;

import eightweeks.cli.text.ArgumentSplitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jline.keymap.KeyMap;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EndOfFileException;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultHighlighter;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp;
import org.jspecify.annotations.Nullable;

/**
 * Line editing at a terminal: arrow keys, history, hints, completion. The only class that knows the
 * JLine library.
 *
 * <p>To JLine a line is one word: {@link ArgumentSplitter} alone decides what an argument is, and a
 * completion replaces the whole line. History is kept by {@link HistoryFile}; JLine gets its lines
 * for the arrow keys.
 *
 * <p>Answers to linenoise.c.
 */
public final class LineEditor implements LineInput {
  private final Terminal terminal;
  private final LineReader reader;
  private @Nullable Adviser adviser;
  private final OwnHistory history = new OwnHistory();
  private int promptWidth;

  public LineEditor() throws IOException {
    terminal = TerminalBuilder.builder().name("redis-cli").system(true).dumb(false).build();
    reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("redis-cli")
            .parser(new WholeLine())
            .highlighter(new HintingHighlighter())
            .completer(
                (_, line, candidates) -> {
                  for (String name : completions(line.word())) {
                    candidates.add(new Candidate(name, name, null, null, null, null, true));
                  }
                })
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .option(LineReader.Option.AUTO_FRESH_LINE, false)
            .option(LineReader.Option.BRACKETED_PASTE, false)
            .option(LineReader.Option.HISTORY_IGNORE_SPACE, false)
            .option(LineReader.Option.HISTORY_REDUCE_BLANKS, false)
            .history(history)
            .variable(LineReader.BELL_STYLE, "none")
            .build();
    reader.setAutosuggestion(LineReader.SuggestionType.TAIL_TIP);
    // Terminals in cursor mode send these; JLine expects application mode alone.
    bind("\u001b[A", LineReader.UP_LINE_OR_HISTORY);
    bind("\u001b[B", LineReader.DOWN_LINE_OR_HISTORY);
    bind("\u001b[C", LineReader.FORWARD_CHAR);
    bind("\u001b[D", LineReader.BACKWARD_CHAR);
    bind("\u001b[H", LineReader.BEGINNING_OF_LINE);
    bind("\u001b[F", LineReader.END_OF_LINE);
  }

  private void bind(String keys, String widget) {
    KeyMap<org.jline.reader.Binding> map = reader.getKeyMaps().get(LineReader.MAIN);
    if (map != null) {
      map.bind(new Reference(widget), keys);
    }
  }

  private List<String> completions(String typed) {
    return adviser == null ? List.of() : adviser.completions(typed);
  }

  @Override
  public byte @Nullable [] readLine(String prompt) {
    promptWidth = prompt.length();
    try {
      return reader.readLine(prompt).getBytes(StandardCharsets.UTF_8);
    } catch (UserInterruptException | EndOfFileException _) {
      return null;
    }
  }

  @Override
  public byte @Nullable [] readPassword(String prompt) {
    try {
      return reader.readLine(prompt, '*').getBytes(StandardCharsets.UTF_8);
    } catch (UserInterruptException | EndOfFileException _) {
      return null;
    }
  }

  @Override
  public void remember(String line) {
    history.keep(line);
  }

  /** The key stays where it is: the next line begins with it. */
  @Override
  public boolean awaitTyping(int millis) {
    Attributes before = terminal.enterRawMode();
    try {
      return terminal.reader().peek(millis) != -2;
    } catch (IOException _) {
      return true;
    } finally {
      terminal.setAttributes(before);
    }
  }

  @Override
  public void clearScreen() {
    terminal.puts(InfoCmp.Capability.clear_screen);
    terminal.flush();
  }

  @Override
  public void onInterrupt(Runnable action) {
    terminal.handle(Terminal.Signal.INT, _ -> action.run());
  }

  @Override
  public void adviser(Adviser newAdviser) {
    adviser = newAdviser;
  }

  /** Called before each time the line is drawn: the moment to say what the hint is. */
  private final class HintingHighlighter extends DefaultHighlighter implements Highlighter {
    @Override
    public AttributedString highlight(LineReader shown, String typed) {
      String hint = adviser == null ? "" : adviser.hint(typed);
      // Cut to the rest of the line: a hint must not make the screen scroll.
      int room = Math.max(0, terminal.getWidth() - promptWidth - typed.length() - 1);
      shown.setTailTip(hint.length() > room ? hint.substring(0, room) : hint);
      return new AttributedString(typed);
    }
  }

  /** Keeps only the lines that the prompt adds: a line that JLine adds may hold a password. */
  private static final class OwnHistory extends DefaultHistory {
    void keep(String line) {
      super.add(Instant.now(), line);
    }

    @Override
    public void add(Instant time, String line) {}
  }

  /** A parser that finds one word, the line. */
  private static final class WholeLine implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      return new OneWord(line, cursor);
    }

    @Override
    public boolean isEscapeChar(char c) {
      return false;
    }
  }

  private record OneWord(String line, int cursor) implements CompletingParsedLine {
    @Override
    public String word() {
      return line;
    }

    @Override
    public int wordCursor() {
      return cursor;
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(line);
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return cursor;
    }

    @Override
    public int rawWordLength() {
      return line.length();
    }
  }
}
