package eightweeks.cli.help;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An argument while a hint is made: how much of it the user has typed.
 *
 * <p>A hint is made in two passes. {@link #match} walks the typed words and the slots side by side
 * and notes in each slot what was found. {@link HintText} then writes what is still missing. A tree
 * of slots serves one hint.
 *
 * <p>Optional arguments that stand together may come in any order; a required one ends them. An
 * argument that may repeat takes words as long as they fit, and is never complete.
 *
 * <p>Answers to redis-cli.c: matchArgs(), matchArg(), matchOptionalArgs(), matchNoTokenArg().
 */
final class HintSlot {
  final ArgumentHint argument;
  final List<HintSlot> parts;

  /** Number of words that it has taken, without the token; zero if the user has not reached it. */
  int matched;

  boolean tokenSeen;
  boolean nameSeen;
  boolean complete;

  private HintSlot(ArgumentHint argument) {
    this.argument = argument;
    this.parts = listOf(argument.parts());
  }

  static List<HintSlot> listOf(List<ArgumentHint> arguments) {
    var slots = new ArrayList<HintSlot>(arguments.size());
    for (ArgumentHint argument : arguments) {
      slots.add(new HintSlot(argument));
    }
    return slots;
  }

  void clear() {
    matched = 0;
    tokenSeen = false;
    nameSeen = false;
    complete = false;
    parts.forEach(HintSlot::clear);
  }

  /**
   * Returns how many words the slots take in order; zero if a required one does not fit its word.
   */
  static int match(List<String> words, List<HintSlot> slots) {
    int taken = 0;
    int at = 0;
    while (taken < words.size() && at < slots.size()) {
      List<String> rest = words.subList(taken, words.size());
      int end = endOfOptional(slots, at);
      if (end > at) {
        taken += matchAnyOrder(rest, slots.subList(at, end));
        at = end;
        continue;
      }
      int count = slots.get(at).matchRepeated(rest);
      if (count == 0) {
        return 0;
      }
      taken += count;
      at++;
    }
    return taken;
  }

  /**
   * Returns the end of the run of optional slots that begins at {@code from}; {@code from} itself
   * if there is none.
   */
  static int endOfOptional(List<HintSlot> slots, int from) {
    int end = from;
    while (end < slots.size() && slots.get(end).argument.optional()) {
      end++;
    }
    return end;
  }

  private static int matchAnyOrder(List<String> words, List<HintSlot> slots) {
    int taken = 0;
    HintSlot last = null;
    while (taken < words.size()) {
      int before = taken;
      for (HintSlot slot : slots) {
        if (slot.matched != 0) {
          continue;
        }
        int count = slot.matchRepeated(words.subList(taken, words.size()));
        if (count > 0) {
          if (last != null) {
            last.complete = true; // the user has gone on: nothing of it is missing
          }
          last = slot;
          taken += count;
          break;
        }
      }
      if (taken == before) {
        break;
      }
    }
    return taken;
  }

  private int matchRepeated(List<String> words) {
    int taken = matchOnce(words);
    if (!argument.multiple()) {
      return taken;
    }
    while (complete && taken < words.size()) {
      clear();
      List<String> rest = words.subList(taken, words.size());
      if (argument.token() != null && !argument.multipleToken()) {
        taken += matchBody(rest); // the token stands before the first one alone
        tokenSeen |= matched != 0;
      } else {
        taken += matchOnce(rest);
      }
    }
    complete = false; // one more is always possible
    return taken;
  }

  private int matchOnce(List<String> words) {
    String token = argument.token();
    if (token == null) {
      return matchBody(words);
    }
    if (!token.equalsIgnoreCase(words.getFirst())) {
      return 0;
    }
    tokenSeen = true;
    matched = 1;
    if (argument.kind() == ArgumentHint.Kind.PURE_TOKEN) {
      complete = true;
      return 1;
    }
    if (words.size() == 1) {
      return 1;
    }
    return matchBody(words.subList(1, words.size())) == 0 ? 0 : matched;
  }

  private int matchBody(List<String> words) {
    switch (argument.kind()) {
      case BLOCK -> {
        matched += match(words, parts);
        complete = true;
        for (HintSlot part : parts) {
          complete &= part.complete;
        }
      }
      case ONE_OF -> {
        for (HintSlot part : parts) {
          if (part.matchRepeated(words) > 0) {
            matched += part.matched;
            complete = part.complete;
            break;
          }
        }
      }
      case INTEGER -> take(startsWithNumber(words.getFirst(), false));
      case DOUBLE -> take(startsWithNumber(words.getFirst(), true));
      case WORD, PURE_TOKEN -> take(true);
    }
    return matched;
  }

  private void take(boolean fits) {
    matched = fits ? matched + 1 : 0;
    nameSeen = fits;
    complete |= fits;
  }

  private static boolean startsWithNumber(@Nullable String word, boolean fraction) {
    if (word == null || word.isEmpty()) {
      return true;
    }
    int at = word.charAt(0) == '-' || word.charAt(0) == '+' ? 1 : 0;
    if (fraction && at < word.length() && word.charAt(at) == '.') {
      at++;
    }
    String rest = word.substring(at);
    boolean named =
        fraction
            && (rest.regionMatches(true, 0, "inf", 0, 3)
                || rest.regionMatches(true, 0, "nan", 0, 3));
    return named || (!rest.isEmpty() && rest.charAt(0) >= '0' && rest.charAt(0) <= '9');
  }
}
