package eightweeks.week3.geo;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week3.sortedsets.SortedSets;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How places, lengths and units are read from words, and replied.
 *
 * <p>Answers to {@code geo.c: extractLongLatOrReply()}, {@code extractUnitOrReply()}, {@code
 * addReplyDoubleDistance()} and {@code networking.c: addReplyHumanLongDouble()}.
 */
final class Places {
  private static final CommandError NO_UNIT =
      new CommandError("ERR unsupported unit provided. please use M, KM, FT, MI");

  /** Digits behind the point of a degree that is replied. */
  private static final int DEGREE_DIGITS = 17;

  /** Digits behind the point of a degree in an error: C's {@code %f}. */
  private static final int ERROR_DIGITS = 6;

  private static final int DISTANCE_DIGITS = 4;
  private static final double DISTANCE_SCALE = 10_000;

  private Places() {}

  /** The place that the words i and i + 1 are. */
  static Position position(Args args, int i) {
    double longitude = SortedSets.number(args, i, CommandError.NOT_A_FLOAT);
    double latitude = SortedSets.number(args, i + 1, CommandError.NOT_A_FLOAT);
    if (Math.abs(longitude) > Geohash.MAX_LONGITUDE || Math.abs(latitude) > Geohash.MAX_LATITUDE) {
      throw new CommandError(
          "ERR invalid longitude,latitude pair " + fixed(longitude) + "," + fixed(latitude));
    }
    return new Position(longitude, latitude);
  }

  private static String fixed(double degrees) {
    if (Double.isInfinite(degrees)) {
      return degrees > 0 ? "inf" : "-inf";
    }
    String text =
        new BigDecimal(degrees).setScale(ERROR_DIGITS, RoundingMode.HALF_EVEN).toPlainString();
    boolean lostSign = Math.copySign(1, degrees) < 0 && text.charAt(0) != '-';
    return lostSign ? "-" + text : text;
  }

  /** Metres in the unit that word i names. */
  static double unit(Args args, int i) {
    if (args.is(i, "m")) {
      return 1;
    } else if (args.is(i, "km")) {
      return 1000;
    } else if (args.is(i, "ft")) {
      return 0.3048;
    } else if (args.is(i, "mi")) {
      return 1609.34;
    }
    throw NO_UNIT;
  }

  /** Replies a distance, four digits behind the point. */
  static void replyDistance(Reply reply, double distance) {
    long scaled = (long) Math.rint(distance * DISTANCE_SCALE);
    reply.bulk(BigDecimal.valueOf(scaled, DISTANCE_DIGITS).toPlainString());
  }

  /** Replies a place as an array of two numbers. */
  static void replyPosition(Reply reply, Position position) {
    reply.array(2);
    replyDegrees(reply, position.longitude());
    replyDegrees(reply, position.latitude());
  }

  private static void replyDegrees(Reply reply, double degrees) {
    String text = degrees(degrees);
    if (reply.protocol() == 2) {
      reply.bulk(text);
    } else {
      reply.bytes(Ascii.bytes("," + text + "\r\n"));
    }
  }

  /** A degree as {@code ld2string()} writes it with {@code LD_STR_HUMAN}. */
  static String degrees(double degrees) {
    var rounded = new BigDecimal(degrees).setScale(DEGREE_DIGITS, RoundingMode.HALF_EVEN);
    return rounded.stripTrailingZeros().toPlainString();
  }
}
