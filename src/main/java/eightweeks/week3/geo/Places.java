package eightweeks.week3.geo;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week2.doubles.Doubles;
import eightweeks.week3.sortedsets.SortedSets;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Reads places and units from arguments, and replies with places and distances.
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

  /** Ten to the power of {@link #DEGREE_DIGITS}. */
  private static final long ALL_DEGREE_DIGITS = 100_000_000_000_000_000L;

  /** From here up to {@link #MAX_WHOLE}, every double is a whole multiple of 2^-60. */
  private static final double CLOSE_TO_ZERO = 0x1p-8;

  private static final double MAX_WHOLE = 1 << 20;

  private static final int DISTANCE_DIGITS = 4;
  private static final int DISTANCE_SCALE = 10_000;

  private Places() {}

  /** Returns the place in arguments i and i + 1. */
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

  /** Returns the length in metres of the unit that argument i names. */
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

  /** Replies with a distance, rounded to four digits behind the point. */
  static void replyDistance(Reply reply, double distance) {
    long scaled = (long) Math.rint(distance * DISTANCE_SCALE);
    var text = new byte[Numbers.MAX_DIGITS + DISTANCE_DIGITS + 1];
    int length = Numbers.write(scaled / DISTANCE_SCALE, text, 0);
    text[length++] = '.';
    for (int unit = DISTANCE_SCALE / 10; unit > 0; unit /= 10) {
      text[length++] = (byte) ('0' + scaled / unit % 10);
    }
    reply.bulk(text, 0, length);
  }

  /** Replies with a place as an array of two numbers: longitude and latitude. */
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

  // tag::degrees[]
  /**
   * Returns degrees as text, as {@code ld2string()} writes them with {@code LD_STR_HUMAN}: up to 17
   * digits behind the point.
   */
  static String degrees(double degrees) {
    double magnitude = Math.abs(degrees);
    if (magnitude < CLOSE_TO_ZERO || magnitude > MAX_WHOLE) {
      return slowDegrees(degrees);
    }
    long whole = (long) magnitude;
    long digits = Doubles.scaledFraction(magnitude - whole, DEGREE_DIGITS);
    if (digits == ALL_DEGREE_DIGITS) {
      digits = 0;
      whole++;
    }
    String sign = degrees < 0 ? "-" : "";
    if (digits == 0) {
      return sign + whole;
    }
    String fraction = Long.toString(ALL_DEGREE_DIGITS + digits); // with a 1 that keeps the zeros
    int end = fraction.length();
    while (fraction.charAt(end - 1) == '0') {
      end--;
    }
    return sign + whole + "." + fraction.substring(1, end);
  }

  // end::degrees[]

  /** Returns the same text for any number, slowly. */
  static String slowDegrees(double degrees) {
    var rounded = new BigDecimal(degrees).setScale(DEGREE_DIGITS, RoundingMode.HALF_EVEN);
    return rounded.stripTrailingZeros().toPlainString();
  }
}
