package eightweeks.differential;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.Group;
import eightweeks.week3.commanddocs.Argument;
import eightweeks.week3.commanddocs.ArgumentSyntax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The words of a command, made up from the arguments that it declares: each option there or not,
 * each choice taken one way, each repetition once or often, counts of keys mostly right.
 */
final class Phrases {
  private final Random random;
  private final Values values;

  /** How many keys the word before them promised; 0 if none did. */
  private int promised;

  /** The word that fits the bounds of a range. */
  private String bounds = "";

  Phrases(Random random, Values values) {
    this.random = random;
    this.values = values;
  }

  /** Returns a command that is mostly valid. */
  List<String> of(Command command) {
    var words = new ArrayList<>(Arrays.asList(command.fullName().split("\\|")));
    var arguments = new ArrayList<>(ArgumentSyntax.parse(command.spec().arguments()));
    int firstOption = 0;
    for (int i = 0; i < arguments.size(); i++) {
      if (!arguments.get(i).optional()) {
        firstOption = i + 1;
      }
    }
    if (values.chance(0.3)) { // options may stand in any order
      Collections.shuffle(arguments.subList(firstOption, arguments.size()), random);
    }
    promised = 0;
    bounds = values.pickBounds();
    arguments.forEach(argument -> add(argument, command.spec().group(), words));
    if (values.chance(0.2)) {
      words.set(0, words.getFirst().toUpperCase(Locale.ROOT));
    }
    return words;
  }

  private void add(Argument argument, Group group, List<String> words) {
    if (argument.name().equals("sortby") && values.chance(0.9)) {
      if (!bounds.isEmpty()) {
        words.add(bounds);
      }
      return;
    }
    if (argument.optional() && values.chance(0.55)) {
      return;
    }
    int times = times(argument);
    for (int i = 0; i < times; i++) {
      String token = argument.token();
      if (token != null && (i == 0 || argument.multipleToken())) {
        words.add(values.chance(0.2) ? token.toLowerCase(Locale.ROOT) : token);
      }
      switch (argument.kind()) {
        case PURE_TOKEN -> {}
        case ONEOF -> add(values.pick(argument.parts()), group, words);
        case BLOCK -> argument.parts().forEach(part -> add(part, group, words));
        default -> words.add(word(argument, group));
      }
    }
  }

  private int times(Argument argument) {
    if (!argument.multiple()) {
      return 1;
    }
    boolean counted = argument.kind() == Argument.Kind.KEY || argument.name().equals("weight");
    if (counted && promised > 0) {
      return promised;
    }
    return values.chance(0.05) ? 1 + random.nextInt(40) : 1 + random.nextInt(4);
  }

  private String word(Argument argument, Group group) {
    if (!argument.name().equals("numkeys")) {
      return values.of(argument, group);
    }
    promised = 1 + random.nextInt(3);
    if (values.chance(0.06)) {
      return values.pick(List.of("0", "-1", "4", "x", "9223372036854775807"));
    }
    return "" + promised;
  }
}
