package eightweeks.week3.command;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.config.Directive;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.config.Flag;
import eightweeks.week1.config.Rewriting;
import eightweeks.week2.doubles.DoubleReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/**
 * The directive {@code latency-tracking-info-percentiles}: which percentiles INFO shows.
 *
 * <p>Answers to {@code config.c: setConfigLatencyTrackingInfoPercentilesOutputOption()}.
 */
final class PercentilesDirective extends Directive<PercentilesDirective> {
  private static final double[] INITIAL = {50, 99, 99.9};
  private static final int DIGITS = 6;

  private double[] value = INITIAL;
  private List<String> texts = List.of("50", "99", "99.9"); // of INITIAL

  PercentilesDirective() {
    super("latency-tracking-info-percentiles");
    flags(Flag.MULTI_ARG);
  }

  double[] value() {
    return value;
  }

  @Override
  protected boolean read(List<String> arguments) throws DirectiveException {
    var meant = arguments.equals(List.of("")) ? new double[0] : new double[arguments.size()];
    for (int i = 0; i < meant.length; i++) {
      meant[i] = percentile(arguments.get(i));
    }
    boolean changed = !Arrays.equals(meant, value);
    value = meant;
    texts = Arrays.stream(value).mapToObj(PercentilesDirective::text).toList();
    return changed;
  }

  private static double percentile(String argument) throws DirectiveException {
    var bytes = Ascii.bytes(argument);
    double percentile = DoubleReader.parse(bytes, 0, bytes.length);
    if (Double.isNaN(percentile)) {
      throw new DirectiveException("Invalid latency-tracking-info-percentiles parameters");
    }
    if (percentile < 0 || percentile > 100) {
      throw new DirectiveException(
          "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]");
    }
    return percentile;
  }

  /** Returns the number with at most six decimals, and no zeros at the end. */
  private static String text(double percentile) {
    var rounded = BigDecimal.valueOf(percentile).setScale(DIGITS, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  @Override
  public String text() {
    return String.join(" ", texts);
  }

  /** Returns the text of a percentile by its index. */
  String text(int i) {
    return texts.get(i);
  }

  @Override
  protected void rewrite(Rewriting file) {
    file.line(name(), value.length == 0 ? "\"\"" : text(), !Arrays.equals(value, INITIAL));
  }
}
