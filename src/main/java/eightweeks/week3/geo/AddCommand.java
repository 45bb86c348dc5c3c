package eightweeks.week3.geo;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week3.command.Effects;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.sortedsets.Addition;
import eightweeks.week3.sortedsets.SortedSets;

/**
 * GEOADD key [NX | XX] [CH] longitude latitude member [longitude latitude member …].
 *
 * <p>Answers to {@code geo.c: geoaddCommand()}. It is a ZADD with geohashes as scores, and is
 * propagated as one.
 */
final class AddCommand extends Command {
  private final Effects effects;
  private final Addition addition;

  AddCommand(SortedSets sets, Effects effects) {
    super(
        GeoFeature.declare("geoadd", -5, "3.2.0")
            .complexity(
                "O(log(N)) for each item added, where N is the number of elements in the sorted"
                    + " set.")
            .summary("Adds places, or moves them.")
            .flags(WRITE, DENYOOM)
            .keys(KeySpec.at(1).means(RW, UPDATE))
            .arguments(
                "key [condition(NX:token | XX:token)@6.2.0] [change=CH@6.2.0]"
                    + " data{longitude:double latitude:double member}..."));
    this.effects = effects;
    addition = new Addition(sets);
  }

  @Override
  public void run(Client client, Args args) {
    addition.clear();
    int first = options(args);
    int words = args.count() - first;
    if (words == 0 || words % 3 != 0) {
      throw CommandError.SYNTAX;
    }
    for (int i = first; i < args.count(); i += 3) {
      addition.add(score(args, i), i + 2);
    }
    addition.apply(client, args);
    if (effects.wanted()) {
      effects.rewrite(asZadd(args, first));
    }
  }

  private static double score(Args args, int i) {
    return Geohash.of(Places.position(args, i), Geohash.FINEST).score();
  }

  /** Reads the options; returns the index of the first argument behind them. */
  private int options(Args args) {
    boolean nx = false;
    boolean xx = false;
    int i = 2;
    for (; i < args.count(); i++) {
      if (args.is(i, "nx")) {
        nx = true;
        addition.onlyNew();
      } else if (args.is(i, "xx")) {
        xx = true;
        addition.onlyThere();
      } else if (args.is(i, "ch")) {
        addition.countChanged();
      } else {
        break;
      }
    }
    if (nx && xx) {
      throw CommandError.SYNTAX;
    }
    return i;
  }

  private static Object[] asZadd(Args args, int first) {
    var words = new Object[first + (args.count() - first) / 3 * 2];
    words[0] = "zadd";
    int n = 1;
    for (int i = 1; i < first; i++) {
      words[n++] = args.bytes(i);
    }
    for (int i = first; i < args.count(); i += 3) {
      words[n++] = (long) score(args, i);
      words[n++] = args.bytes(i + 2);
    }
    return words;
  }
}
