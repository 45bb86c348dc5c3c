package eightweeks.tocome;

import eightweeks.week1.config.Config;
import eightweeks.week1.config.Directive;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.config.Flag;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.config.MemoryUnits;
import eightweeks.week3.snapshots.SaveDirective;
import eightweeks.week3.snapshots.SignalDirectives;
import eightweeks.week5.clients.OutputLimits;
import eightweeks.week5.clients.OutputLimitsDirective;
import java.util.Locale;
import java.util.Objects;

/**
 * The directives of weeks that are not there: not written yet, or not installed.
 *
 * <p>A configuration file for Redis must load whatever weeks are installed, and {@code CONFIG GET
 * *} must show what a client expects. So the server knows these names, checks their values, keeps
 * and rewrites them. They have no effect, and the log warns users who set one.
 *
 * <p>They are installed last and only where a name is missing. A week that is written takes over by
 * declaring its directives where it needs them. The facts are in the table {@code directives.tsv}.
 */
public final class DirectivesToCome {
  private DirectivesToCome() {}

  /** Adds every directive that no installed week has declared. */
  public static void addTo(Config config) {
    DirectivesWithoutEffect.addTo(config);
    for (var row : Table.read("directives.tsv", 7)) {
      var fact = new Fact(row[0], row[1], row[2], row[3], row[4], row[5], row[6]);
      if (fact.type.equals("file")) {
        fact.addInFileTo(config);
      } else {
        fact.addTo(config);
      }
    }
  }

  /** A row of the table. */
  private record Fact(
      String week,
      String name,
      String type,
      String initial,
      String allowed,
      String alias,
      String flags) {
    void addTo(Config config) {
      var plan = new Config();
      declare(plan);
      for (var directive : plan.directives()) {
        if (config.find(directive.name()) == null) {
          config.add(directive).withoutEffect(belongs() + ": it has no effect");
        }
      }
    }

    private String belongs() {
      return "belongs to week " + week + ", which is not installed";
    }

    /** Adds what stands in files only. It asks for something at once, so it cannot be ignored. */
    void addInFileTo(Config config) {
      if (config.inFile(name) != null) {
        return;
      }
      int minValues = Integer.parseInt(allowed.substring(0, allowed.indexOf("..")));
      config.inFile(
          name,
          minValues,
          Integer.MAX_VALUE,
          words -> {
            if (name.equals("sentinel") && !words.isEmpty()) {
              throw new DirectiveException("sentinel directive while not in sentinel mode");
            }
            throw new DirectiveException("directive '" + name + "' " + belongs());
          });
    }

    /** Declares the directive, or the two of one class. */
    private void declare(Config plan) {
      switch (type) {
        case "bool" -> describe(plan.bool(name, initial.equals("yes")));
        case "integer" -> describe(limit(plan.integer(name, Long.parseLong(initial))));
        case "memory" ->
            describe(limit(plan.memory(name, Objects.requireNonNull(MemoryUnits.parse(initial)))));
        case "string" -> {
          var directive = plan.string(name, initial.equals("(null)") ? null : initial);
          directive.check(text -> DirectiveChecks.text(name, text));
          describe(directive);
        }
        case "choice" -> describe(plan.choice(name, initial, allowed.split("\\|")));
        case "words" -> {
          var directive = plan.words(name, initial.isEmpty() ? new String[0] : initial.split(" "));
          directive.check(words -> DirectiveChecks.words(name, words));
          describe(directive);
        }
        case "save" -> plan.add(new SaveDirective());
        case "signals" -> new SignalDirectives(plan);
        case "output-limits" -> plan.add(new OutputLimitsDirective(new OutputLimits()));
        default -> throw new IllegalStateException("no type of directive: " + type);
      }
    }

    private LongDirective limit(LongDirective directive) {
      int dots = allowed.indexOf("..");
      if (dots > 0) {
        directive.range(limit(allowed.substring(0, dots)), limit(allowed.substring(dots + 2)));
      } else if (allowed.equals("unsigned")) {
        directive.unsigned();
      } else if (allowed.equals("or 100%")) {
        directive.orPercent(100);
      }
      return directive;
    }

    private static long limit(String text) {
      return switch (text) {
        case "MIN_INT" -> Integer.MIN_VALUE;
        case "MAX_INT" -> Integer.MAX_VALUE;
        case "MAX_LONG" -> Long.MAX_VALUE;
        default -> Long.parseLong(text);
      };
    }

    private void describe(Directive<?> directive) {
      if (!alias.isEmpty()) {
        directive.alias(alias);
      }
      for (var flag : flags.isEmpty() ? new String[0] : flags.split("\\|")) {
        directive.flags(Flag.valueOf(flag.toUpperCase(Locale.ROOT)));
      }
    }
  }
}
