package eightweeks.week3.sortedsets;

import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week1.dispatch.KeySpec.Use.ACCESS;
import static eightweeks.week1.dispatch.KeySpec.Use.RO;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Doubles;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.KeySpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.object.Encoding;
import eightweeks.week3.keyspace.ScanRequest;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * ZSCAN key cursor [MATCH pattern] [COUNT count]: members and scores, some at a time.
 *
 * <p>Answers to {@code t_zset.c: zscanCommand()} and {@code db.c: scanCallback()}. One oddity is
 * kept: scores of a large set are written with 17 digits, so that 0.1 is 0.10000000000000001; those
 * of a small one as everywhere else.
 */
final class ScanCommand extends Command {
  private static final MathContext DIGITS = new MathContext(17, RoundingMode.HALF_EVEN);

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
      ScanRequest.replyNothing(client.reply()); // the options are not even looked at
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

  /** What C's {@code %.17g} makes of a number (ld2string with LD_STR_AUTO). */
  static String longText(double score) {
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
