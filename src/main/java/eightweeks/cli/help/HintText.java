package eightweeks.cli.help;

import java.util.List;

/**
 * Writes what is missing from a command: {@code key value [NX|XX] [GET]}.
 *
 * <p>Brackets mean optional, a bar means one of these, dots mean more of it.
 *
 * <p>Answers to redis-cli.c: makeHint(), addHintForArguments(), addHintForArgument(),
 * addHintForRepeatedArgument().
 */
final class HintText {
  private final StringBuilder out = new StringBuilder();

  private HintText() {}

  /** Returns the hint behind these words, none of which belongs to the command's name. */
  static String of(List<ArgumentHint> arguments, List<String> words) {
    List<HintSlot> slots = HintSlot.listOf(arguments);
    if (!words.isEmpty() && HintSlot.match(words, slots) != words.size()) {
      return ""; // something was typed that does not fit: better say nothing
    }
    var text = new HintText();
    text.all(slots, " ");
    return text.out.toString();
  }

  private void all(List<HintSlot> slots, String separator) {
    int mark = out.length();
    int at = 0;
    while (at < slots.size()) {
      int end = HintSlot.endOfOptional(slots, at);
      if (end == at) {
        one(slots.get(at));
        mark = separate(mark, separator, at == slots.size() - 1);
        at++;
        continue;
      }
      // The argument that the user is typing comes first.
      HintSlot begun = null;
      for (HintSlot slot : slots.subList(at, end)) {
        if (slot.matched != 0 && !slot.complete) {
          one(slot);
          mark = separate(mark, separator, at == slots.size() - 1);
          begun = slot;
        }
      }
      boolean stillPossible = end == slots.size() || slots.get(end).matched == 0;
      for (int i = at; i < end && stillPossible; i++) {
        if (slots.get(i) != begun) {
          one(slots.get(i));
          mark = separate(mark, separator, i == slots.size() - 1);
        }
      }
      at = end;
    }
  }

  /** Writes a separator if text was written since the mark; returns the new mark. */
  private int separate(int mark, String separator, boolean last) {
    if (out.length() > mark && !last) {
      out.append(separator);
      return out.length();
    }
    return mark;
  }

  private void one(HintSlot slot) {
    if (slot.complete) {
      return;
    }
    ArgumentHint argument = slot.argument;
    boolean bracket = argument.optional() && slot.matched == 0;
    if (bracket) {
      out.append('[');
    }
    if (argument.token() != null && !slot.tokenSeen) {
      token(argument);
    }
    switch (argument.kind()) {
      case ONE_OF -> {
        if (slot.matched == 0) {
          all(slot.parts, "|");
        } else {
          for (HintSlot part : slot.parts) {
            if (part.matched != 0) {
              one(part);
            }
          }
        }
      }
      case BLOCK -> all(slot.parts, " ");
      case PURE_TOKEN -> {}
      default -> {
        if (!slot.nameSeen) {
          word(argument.name());
        }
      }
    }
    if (argument.multiple()) {
      slot.clear(); // the repetition is shown whole
      repetition(slot);
    }
    if (bracket) {
      out.append(']');
    }
  }

  private void repetition(HintSlot slot) {
    ArgumentHint argument = slot.argument;
    if (!out.isEmpty()) {
      out.append(' ');
    }
    out.append('[');
    if (argument.multipleToken()) {
      token(argument);
    }
    switch (argument.kind()) {
      case ONE_OF -> all(slot.parts, "|");
      case BLOCK -> all(slot.parts, " ");
      case PURE_TOKEN -> {}
      default -> word(argument.name());
    }
    out.append(" ...]");
  }

  private void token(ArgumentHint argument) {
    String token = argument.token();
    word(token == null ? "" : token);
    if (argument.kind() != ArgumentHint.Kind.PURE_TOKEN) {
      out.append(' ');
    }
  }

  private void word(String word) {
    out.append(word.isEmpty() ? "\"\"" : word);
  }
}
