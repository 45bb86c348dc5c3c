package eightweeks.week6.aclrules;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Glob;
import eightweeks.week1.resp.Args;
import eightweeks.week3.commandkeys.KeySpec;
import java.util.Set;

/**
 * A glob of keys, and whether a user may read or write those that it matches.
 *
 * <p>Answers to {@code acl.c: keyPattern}, {@code ACLSelectorCheckKey()}. Reading is to get data of
 * the value; whether a key exists, and of what type it is, says every pattern that matches.
 *
 * @param text the glob, one character a byte
 */
record KeyPattern(String text, byte[] glob, boolean reads, boolean writes) {
  static KeyPattern of(String text, boolean reads, boolean writes) {
    return new KeyPattern(text, Ascii.bytes(text), reads, writes);
  }

  /** Returns this pattern with the permissions of another one besides. */
  KeyPattern and(KeyPattern other) {
    return new KeyPattern(text, glob, reads || other.reads, writes || other.writes);
  }

  /** Returns whether the key in argument i may be used so. */
  boolean allows(Args args, int i, Set<KeySpec.Use> uses) {
    return permits(uses)
        && Glob.matches(glob, 0, glob.length, args.array(i), args.offset(i), args.length(i), false);
  }

  /** Returns whether every key may be used so. */
  boolean allowsEveryKey(Set<KeySpec.Use> uses) {
    return permits(uses) && text.equals("*");
  }

  private boolean permits(Set<KeySpec.Use> uses) {
    boolean wantsToRead = uses.contains(KeySpec.Use.ACCESS);
    boolean wantsToWrite =
        uses.contains(KeySpec.Use.INSERT)
            || uses.contains(KeySpec.Use.DELETE)
            || uses.contains(KeySpec.Use.UPDATE);
    return (reads || !wantsToRead) && (writes || !wantsToWrite);
  }

  /** Returns the rule that adds this pattern. */
  @Override
  public String toString() {
    if (reads && writes) {
      return "~" + text;
    }
    return (reads ? "%R~" : "%W~") + text;
  }
}
