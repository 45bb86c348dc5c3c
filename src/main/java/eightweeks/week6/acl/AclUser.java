package eightweeks.week6.acl;

import eightweeks.week1.networking.User;
import eightweeks.week6.aclrules.UserRules;

/**
 * A user: a name, and the rules that are in force for it.
 *
 * <p>Answers to {@code server.h: user}. Clients hold this object, so that a change of the rules
 * reaches them at once.
 */
final class AclUser implements User {
  private final String name;
  private UserRules rules;

  AclUser(String name, UserRules rules) {
    this.name = name;
    this.rules = rules;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isRestricted() {
    return !rules.allowsEverything();
  }

  @Override
  public boolean isTrusted() {
    return rules.skipsSanitizing();
  }

  UserRules rules() {
    return rules;
  }

  /** Replaces the rules. {@link Users} calls it, and then tells the clients. */
  void rules(UserRules newRules) {
    rules = newRules;
  }

  /** Returns the line that makes this user in a configuration file. */
  @Override
  public String toString() {
    return "user " + name + " " + rules;
  }
}
