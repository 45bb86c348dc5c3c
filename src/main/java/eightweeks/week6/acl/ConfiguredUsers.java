package eightweeks.week6.acl;

import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.config.FileDirective;
import eightweeks.week1.config.Rewriting;
import eightweeks.week1.config.StringDirective;
import eightweeks.week1.log.Log;
import eightweeks.week1.startup.StartupException;
import eightweeks.week6.aclrules.RuleException;
import eightweeks.week6.aclrules.Selector;
import eightweeks.week6.aclrules.UserDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines {@code user name rule…} of the configuration file.
 *
 * <p>Answers to {@code acl.c: ACLAppendUserForLoading()}, {@code ACLLoadConfiguredUsers()}, {@code
 * config.c: rewriteConfigUserOption()}. They are kept until the server starts, because a module may
 * bring a command that a rule names; what is wrong in any case is said at once.
 */
final class ConfiguredUsers implements FileDirective {
  private final Users users;
  private final StringDirective file;
  private final Log log;
  private final Map<String, List<String>> waiting = new LinkedHashMap<>();

  /**
   * @param file the directive aclfile: with it, the lines are left out of a rewritten file
   */
  ConfiguredUsers(Users users, StringDirective file, Log log) {
    this.users = users;
    this.file = file;
    this.log = log;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  @Override
  public void read(List<String> words) throws DirectiveException {
    var name = words.getFirst();
    if (waiting.containsKey(name)) {
      throw inUser(name, RuleException.Reason.DUPLICATE_USER.text);
    }
    var rules = rules(words.subList(1, words.size()));
    var trial = users.newRules();
    for (var rule : rules) {
      try {
        trial.apply(rule);
      } catch (RuleException e) {
        if (e.reason() != RuleException.Reason.UNKNOWN) {
          throw inUser(rule, e.text());
        }
      }
    }
    waiting.put(name, rules);
  }

  private static List<String> rules(List<String> words) throws DirectiveException {
    try {
      return UserDefinition.rules(words);
    } catch (UserDefinition.UnmatchedException e) {
      throw inUser(e.word(), "Unmatched parenthesis");
    }
  }

  private static DirectiveException inUser(String word, String why) {
    return new DirectiveException("Error in user declaration '" + word + "': " + why);
  }

  /** Creates the users, when every command is there. */
  void create() throws StartupException {
    for (var definition : waiting.entrySet()) {
      var name = definition.getKey();
      if (Selector.hasSpaces(name)) {
        throw failed("Spaces not allowed in ACL usernames");
      }
      var rules = users.newRules();
      for (var rule : definition.getValue()) {
        try {
          rules.apply(rule);
        } catch (RuleException e) {
          throw failed(
              "Error loading ACL rule '%s' for the user named '%s': %s"
                  .formatted(rule, name, e.text()));
        }
      }
      users.set(name, rules);
      if (!rules.isEnabled()) {
        log.notice(
            "The user '"
                + name
                + "' is disabled (there is no 'on' modifier in the user description). Make sure"
                + " this is not a configuration error.");
      }
    }
    waiting.clear();
  }

  private StartupException failed(String why) {
    log.warning(why);
    return new StartupException("Critical error while loading ACLs. Exiting.");
  }

  @Override
  public void rewrite(Rewriting lines) {
    if (!file.isSet()) {
      for (var user : users.all()) {
        var line = user.toString();
        lines.line("user", line.substring("user ".length()), true);
      }
    }
    lines.done("user");
  }
}
