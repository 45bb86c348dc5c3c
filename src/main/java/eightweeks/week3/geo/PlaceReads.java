package eightweeks.week3.geo;

import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.sortedset.SortedSetValue;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.sortedsets.SortedSets;
import org.jspecify.annotations.Nullable;

/**
 * Reads of single places: GEOPOS, GEOHASH, GEODIST.
 *
 * <p>Answers to {@code geo.c: geoposCommand()}, {@code geohashCommand()}, {@code geodistCommand()}.
 */
final class PlaceReads {
  private PlaceReads() {}

  /** Returns where the member in argument i is, from its score; null if there is no such member. */
  static @Nullable Position position(@Nullable SortedSetValue set, Args args, int i) {
    double score =
        set == null ? Double.NaN : set.score(args.array(i), args.offset(i), args.length(i));
    return Double.isNaN(score) ? null : Geohash.ofScore(score).center();
  }

  /** GEOPOS key [member …]. */
  static final class Positions extends Command {
    private final SortedSets sets;

    Positions(SortedSets sets) {
      super(
          GeoFeature.declare("geopos", -2, "3.2.0")
              .complexity("O(1) for each member requested.")
              .summary("Returns where places are: longitude and latitude.")
              .flags(READONLY)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .arguments("key [member...]"));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      var set = sets.read(client, args, 1);
      var reply = client.reply();
      reply.array(args.count() - 2);
      for (int i = 2; i < args.count(); i++) {
        var position = position(set, args, i);
        if (position == null) {
          reply.nullArray();
        } else {
          Places.replyPosition(reply, position);
        }
      }
    }
  }

  /** GEOHASH key [member …]. */
  static final class Hashes extends Command {
    private final SortedSets sets;

    Hashes(SortedSets sets) {
      super(
          GeoFeature.declare("geohash", -2, "3.2.0")
              .complexity("O(1) for each member requested.")
              .summary("Returns the geohashes of places as texts.")
              .flags(READONLY)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .arguments("key [member...]"));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      var set = sets.read(client, args, 1);
      var reply = client.reply();
      reply.array(args.count() - 2);
      for (int i = 2; i < args.count(); i++) {
        var position = position(set, args, i);
        if (position == null) {
          reply.nullBulk();
        } else {
          reply.bulk(Geohash.text(position));
        }
      }
    }
  }

  /** GEODIST key member1 member2 [M | KM | FT | MI]. */
  static final class Distance extends Command {
    private final SortedSets sets;

    Distance(SortedSets sets) {
      super(
          GeoFeature.declare("geodist", -4, "3.2.0")
              .complexity("O(1)")
              .summary("Returns the distance between two places.")
              .flags(READONLY)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .arguments("key member1 member2 [unit(m=m | km=km | ft=ft | mi=mi)]"));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      if (args.count() > 5) {
        throw CommandError.SYNTAX;
      }
      double unit = args.count() == 5 ? Places.unit(args, 4) : 1;
      var set = sets.read(client, args, 1);
      var one = position(set, args, 2);
      var other = position(set, args, 3);
      if (one == null || other == null) {
        client.reply().nullBulk();
      } else {
        Places.replyDistance(client.reply(), Earth.distance(one, other) / unit);
      }
    }
  }
}
