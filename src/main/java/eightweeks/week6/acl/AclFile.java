package eightweeks.week6.acl;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.world.Disk;
import eightweeks.week6.aclrules.RuleException;
import eightweeks.week6.aclrules.Selector;
import eightweeks.week6.aclrules.UserDefinition;
import eightweeks.week6.aclrules.UserRules;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file of users ({@code aclfile}): a line for each, as ACL LIST shows it.
 *
 * <p>Answers to {@code acl.c: ACLLoadFromFile()}, {@code ACLSaveToFile()}. A file with an error
 * changes nothing: the users stay as they are. There are no comments, because the next ACL SAVE
 * would drop them.
 */
final class AclFile {
  private final Users users;
  private final Disk disk;
  private final String path;

  /** The file has errors: all of them in one line. */
  static final class AclFileException extends Exception {
    private static final long serialVersionUID = 1;

    private final String text;

    AclFileException(String text) {
      super(text);
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  AclFile(Users users, Disk disk, String path) {
    this.users = users;
    this.disk = disk;
    this.path = path;
  }

  /** Returns the rules of the users in the file, by name. */
  Map<String, UserRules> read() throws AclFileException {
    if (!disk.exists(path)) {
      throw notOpened("No such file or directory");
    }
    String content;
    try {
      content = Ascii.text(disk.read(path));
    } catch (IOException e) {
      throw notOpened(String.valueOf(e.getMessage()));
    }
    var found = new TreeMap<String, UserRules>();
    var errors = new StringBuilder();
    int number = 0;
    for (var line : content.split("\n", -1)) {
      number++;
      var words = List.of(line.strip().split(" ", -1));
      if (!words.equals(List.of(""))) {
        readUser(words, number, found, errors);
      }
    }
    if (!errors.isEmpty()) {
      throw new AclFileException(
          errors
              + "WARNING: ACL errors detected, no change to the previously active ACL rules was"
              + " performed");
    }
    return found;
  }

  private AclFileException notOpened(String why) {
    return new AclFileException("Error loading ACLs, opening file '" + path + "': " + why);
  }

  private void readUser(
      List<String> words, int number, Map<String, UserRules> found, StringBuilder errors) {
    var place = path + ":" + number;
    if (!words.getFirst().equals("user") || words.size() < 2) {
      errors.append(place).append(" should start with user keyword followed by the username. ");
      return;
    }
    var name = words.get(1);
    if (Selector.hasSpaces(name)) {
      errors.append("'%s: username '%s' contains invalid characters. ".formatted(place, name));
      return;
    }
    var rules = users.newRules();
    if (found.putIfAbsent(name, rules) != null) {
      errors.append("WARNING: Duplicate user '%s' found on line %d. ".formatted(name, number));
      return;
    }
    try {
      apply(UserDefinition.rules(words.subList(2, words.size())), rules, place, errors);
    } catch (UserDefinition.UnmatchedException _) {
      errors.append(place).append(": Unmatched parenthesis in selector definition.");
    }
  }

  /**
   * Applies the rules of a line. Notes every unknown command, for that gives nothing away; of the
   * other errors the first, because they may follow from each other.
   */
  private static void apply(List<String> all, UserRules rules, String place, StringBuilder errors) {
    boolean wrong = false;
    for (var rule : all) {
      try {
        rules.apply(rule.strip());
      } catch (RuleException e) {
        if (e.reason() == RuleException.Reason.UNKNOWN) {
          errors.append(
              "%s: Error in applying operation '%s': %s. ".formatted(place, rule, e.text()));
        } else if (!wrong) {
          errors.append(place).append(": ").append(e.text()).append(". ");
          wrong = true;
        }
      }
    }
  }

  /** Writes all users into the file, which is replaced as a whole. */
  void save() throws IOException {
    var content = new StringBuilder();
    users.all().forEach(user -> content.append(user).append('\n'));
    disk.replace(path, Ascii.bytes(content.toString()));
  }
}
