package eightweeks.week6.aclrules;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules of a user as words: a selector may be spread over several of them.
 *
 * <p>Answers to {@code acl.c: ACLMergeSelectorArguments()}.
 */
public final class UserDefinition {
  private UserDefinition() {}

  /** A parenthesis that is not closed. */
  public static final class UnmatchedException extends Exception {
    private static final long serialVersionUID = 1;

    private final String word;

    UnmatchedException(String word) {
      super("Unmatched parenthesis in acl selector starting at '" + word + "'.");
      this.word = word;
    }

    /** Returns the word with the parenthesis. */
    public String word() {
      return word;
    }
  }

  /** Returns the rules, with one for each selector in parentheses. */
  public static List<String> rules(List<String> words) throws UnmatchedException {
    var rules = new ArrayList<String>();
    var selector = new StringBuilder();
    var opening = "";
    for (var word : words) {
      if (!selector.isEmpty()) {
        selector.append(' ').append(word);
        if (word.endsWith(")")) {
          rules.add(selector.toString());
          selector.setLength(0);
        }
      } else if (word.startsWith("(") && !word.endsWith(")")) {
        selector.append(word);
        opening = word;
      } else {
        rules.add(word);
      }
    }
    if (!selector.isEmpty()) {
      throw new UnmatchedException(opening);
    }
    return rules;
  }
}
