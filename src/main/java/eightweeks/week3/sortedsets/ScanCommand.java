package eightweeks.week3.sortedsets;

import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.doubles.Doubles;
import eightweeks.week2.object.Encoding;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.scan.ScanRequest;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * ZSCAN key cursor [MATCH pattern] [COUNT count]: members and scores, some at a time.
 *
 * <p>Answers to {@code t_zset.c: zscanCommand()} and {@code db.c: scanCallback()}. Redis writes the
 * scores of a skip list with 17 digits, so that 0.1 is 0.10000000000000001, and those of a listpack
 * as everywhere else; this class does the same.
 */
final class ScanCommand extends Command {
  private static final MathContext DIGITS = new MathContext(17, RoundingMode.HALF_EVEN);

  /** From here on a double is a multiple of 2^-60. */
  private static final double MIN_QUICK = 0x1p-8;

  /** Below this a whole number has at most 15 digits. */
  private static final double MAX_QUICK = 1e15;

  private final SortedSets sets;

  ScanCommand(SortedSets sets) {
    super(
        SortedSetsFeature.declare("zscan", -3, "2.8.0")
            .complexity(
                "O(1) for every call. O(N) for a complete iteration, including enough command"
                    + " calls for the cursor to return back to 0. N is the number of elements"
                    + " inside the collection.")
            .summary("Walks over the members of a sorted set and their scores, some at a time.")
            .flags(READONLY)
            .keys(KeySpec.at(1).means(RO, ACCESS))
            .tips("nondeterministic_output")
            .arguments("key cursor:integer [MATCH pattern:pattern] [COUNT count:integer]"));
    this.sets = sets;
  }

  @Override
  public void run(Client client, Args args) {
    long cursor = ScanRequest.cursor(args, 2);
    var set = sets.read(client, args, 1);
    if (set == null) {
      ScanRequest.replyNothing(client.reply()); // the options are not parsed
      return;
    }
    boolean small = set.encoding() == Encoding.LISTPACK;
    var request = ScanRequest.options(args, 3);
    long next =
        request.walk(
            cursor,
            at ->
                set.scan(
                    at,
                    (member, score) -> {
                      request.saw();
                      if (request.wants(member)) {
                        request.found(member);
                        request.found(Ascii.bytes(small ? Doubles.format(score) : longText(score)));
                      }
                    }));
    request.reply(client.reply(), next);
  }

  /** Returns a number as C's {@code %.17g} writes it (ld2string with LD_STR_AUTO). */
  static String longText(double score) {
    double magnitude = Math.abs(score);
    if (!(magnitude >= MIN_QUICK && magnitude < MAX_QUICK)) {
      return slowLongText(score);
    }
    long whole = (long) magnitude;
    double fraction = magnitude - whole;
    String sign = score < 0 ? "-" : "";
    if (fraction == 0) {
      return sign + whole;
    }
    int digits = DIGITS.getPrecision();
    if (whole > 0) {
      digits -= Numbers.digits(whole);
    } else if (fraction < 0.1) {
      digits += fraction < 0.01 ? 2 : 1; // zeros in front do not count
    }
    long scaled = Doubles.scaledFraction(fraction, digits);
    String text = scaled == 0 ? "" : Long.toString(scaled);
    int end = text.length();
    if (end > digits || end == 0) {
      return slowLongText(score); // rounded to a whole number
    }
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return sign + whole + "." + "0".repeat(digits - text.length()) + text.substring(0, end);
  }

  /** Returns the text of any number. */
  static String slowLongText(double score) {
    if (Double.isInfinite(score) || score == 0) {
      return Doubles.format(score);
    }
    var number = new BigDecimal(score).round(DIGITS).stripTrailingZeros();
    int exponent = number.precision() - number.scale() - 1;
    if (exponent >= -4 && exponent < DIGITS.getPrecision()) {
      return number.toPlainString();
    }
    String sign = exponent < 0 ? "e-" : "e+";
    String padding = Math.abs(exponent) < 10 ? "0" : "";
    return number.movePointLeft(exponent).toPlainString() + sign + padding + Math.abs(exponent);
  }
}
