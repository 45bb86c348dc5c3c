package eightweeks.week5.latency;

import eightweeks.week1.config.LongDirective;
import eightweeks.week2.doubles.FixedDecimals;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * The reply of LATENCY DOCTOR: which work was slow, and advice.
 *
 * <p>Answers to {@code latency.c: createLatencyReport()}. The numbers are Redis's, the sentences
 * are not. There is no advice about fork and huge pages: this server does not fork.
 */
final class LatencyDoctor {
  private static final int HIGH_HZ = 100;

  private final LatencyEvents events;
  private final LongDirective slowerThan;
  private final LongDirective threshold;
  private final IntSupplier hz;

  /** The advice, in the order of the reply. */
  private enum Advice {
    SLOW_LOG_ON,
    SLOW_LOG_FINER,
    SLOW_LOG_READ,
    SCHEDULER,
    HZ,
    LARGE_VALUES
  }

  LatencyDoctor(
      LatencyEvents events, LongDirective slowerThan, LongDirective threshold, IntSupplier hz) {
    this.events = events;
    this.slowerThan = slowerThan;
    this.threshold = threshold;
    this.hz = hz;
  }

  String report() {
    if (events.all().isEmpty()) {
      return threshold.value() == 0
          ? """
          Latency monitoring is off, so there is nothing to tell. To turn it on, say from how many \
          milliseconds on something is slow: CONFIG SET latency-monitor-threshold <milliseconds>.
          """
          : """
          Nothing has been slow: no latency spike was observed since the server started, or since \
          the last LATENCY RESET.
          """;
    }
    var report = new StringBuilder("This is what has been slow:\n\n");
    var advice = EnumSet.noneOf(Advice.class);
    int number = 1;
    for (var event : events.all().entrySet()) {
      report.append(line(number++, event.getKey(), event.getValue()));
      advice.addAll(advice(event.getKey()));
    }
    report.append(
        advice.isEmpty() ? "\nThere is no simple advice for these.\n" : "\nThis may help:\n\n");
    advice.forEach(what -> report.append(text(what)));
    return report.toString();
  }

  private String line(int number, String event, LatencySeries series) {
    return String.format(
        Locale.ROOT,
        "%d. %s: %d latency spikes (average %dms, mean deviation %dms, period %s sec). "
            + "Worst all time event %dms.\n",
        number,
        event,
        series.count(),
        series.average(),
        series.deviation(),
        FixedDecimals.text(series.period(events.now())),
        series.worst());
  }

  /** Adds advice for another kind of work, for the weeks that bring one. */
  private Set<Advice> advice(String event) {
    return switch (event) {
      case "command" -> commandAdvice();
      case "fast-command" -> EnumSet.of(Advice.SCHEDULER);
      case "expire-cycle" ->
          hz.getAsInt() < HIGH_HZ
              ? EnumSet.of(Advice.HZ, Advice.LARGE_VALUES)
              : EnumSet.of(Advice.LARGE_VALUES);
      case "expire-del" -> EnumSet.of(Advice.LARGE_VALUES);
      default -> EnumSet.noneOf(Advice.class);
    };
  }

  private Set<Advice> commandAdvice() {
    var advice = EnumSet.of(Advice.SLOW_LOG_READ, Advice.LARGE_VALUES);
    if (slowerThan.value() < 0) {
      advice.add(Advice.SLOW_LOG_ON);
    } else if (slowerThan.value() / 1000 > threshold.value()) {
      advice.add(Advice.SLOW_LOG_FINER);
    }
    return advice;
  }

  private String text(Advice advice) {
    long micros = threshold.value() * 1000;
    return switch (advice) {
      case SLOW_LOG_ON ->
          """
          - Some commands are slow, and the slow log, which would tell which, is off. \
          'CONFIG SET slowlog-log-slower-than %d' turns it on.
          """
              .formatted(micros);
      case SLOW_LOG_FINER ->
          """
          - Commands that are slow to the latency monitor are not slow enough for the slow log. \
          'CONFIG SET slowlog-log-slower-than %d' has both agree.
          """
              .formatted(micros);
      case SLOW_LOG_READ ->
          """
          - The slow log tells which commands took long, and with which arguments: SLOWLOG GET.
          """;
      case SCHEDULER ->
          """
          - Commands are slow that have next to nothing to do, so the server was probably kept from \
          running:
            1) Is the machine overloaded? Is there something else on it that could run elsewhere?
            2) Does a virtual machine share its processors with busy neighbours?
            3) 'redis-cli --intrinsic-latency 100', run on the machine of the server, measures how \
          long a program that only counts is kept waiting there.
            4) Were these pauses of the garbage collector? -Xlog:gc in REDIS_JAVA_OPTS shows them.
          """;
      case HZ ->
          """
          - Keys that expire are removed in smaller portions if the cron runs more often: \
          'CONFIG SET hz 100'.
          """;
      case LARGE_VALUES ->
          """
          - Nothing else runs while a large value is removed, be it deleted or expired. Several \
          smaller keys in place of a large one can be removed one by one.
          """;
    };
  }
}
