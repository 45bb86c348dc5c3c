package eightweeks.week3.commanddocs;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.CommandSpec;
import java.util.Set;

/**
 * The categories of a command for access control lists: those that it declares, and those that
 * follow from its flags.
 *
 * <p>Answers to {@code server.c: setImplicitACLCategories()}.
 */
public final class Categories {
  private Categories() {}

  /** Returns all categories of a command. */
  public static Set<Category> of(CommandSpec command) {
    var flags = command.flags();
    var all = command.categories();
    if (flags.contains(CommandFlag.WRITE)) {
      all.add(Category.WRITE);
    }
    if (flags.contains(CommandFlag.READONLY) && !all.contains(Category.SCRIPTING)) {
      all.add(Category.READ);
    }
    if (flags.contains(CommandFlag.ADMIN)) {
      all.add(Category.ADMIN);
      all.add(Category.DANGEROUS);
    }
    if (flags.contains(CommandFlag.PUBSUB)) {
      all.add(Category.PUBSUB);
    }
    if (flags.contains(CommandFlag.BLOCKING)) {
      all.add(Category.BLOCKING);
    }
    all.add(
        flags.contains(CommandFlag.FAST) || all.contains(Category.FAST)
            ? Category.FAST
            : Category.SLOW);
    return all;
  }
}
