package eightweeks;

import eightweeks.tocome.WeeksToCome;
import eightweeks.week1.Week1;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.Launch;
import eightweeks.week2.Week2;
import eightweeks.week3.Week3;
import eightweeks.week4.Week4;
import eightweeks.week4.sentinel.SentinelMode;
import eightweeks.week5.Week5;
import eightweeks.week6.Week6;
import eightweeks.week7.Week7;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The program redis-server: chooses how many weeks to install, and runs.
 *
 * <p>{@code redis-server --weeks 1} is the server that a reader has after the first week: it
 * listens and answers PING, and knows no key. Without {@code --weeks} all weeks there are are
 * installed.
 */
public final class Redis {
  // tag::weeks[]
  private static final List<Supplier<List<Feature>>> WEEKS =
      List.of(
          Week1::features,
          Week2::features,
          Week3::features,
          Week4::features,
          Week5::features,
          Week6::features,
          Week7::features);

  // end::weeks[]

  private static final int SENTINEL_WEEK = 4;

  private Redis() {}

  /** Returns the features of all weeks there are. */
  public static List<Feature> features() {
    return features(WEEKS.size());
  }

  /**
   * Returns the features of the first weeks, and what stands in for the others.
   *
   * @param weeks 1 or more
   */
  public static List<Feature> features(int weeks) {
    var features = new ArrayList<>(WEEKS.get(weeks - 1).get());
    features.add(new WeeksToCome());
    return features;
  }

  /**
   * Returns the features of a Sentinel: those of the first weeks, of which {@link SentinelMode}
   * takes away what a Sentinel does not have.
   *
   * @param weeks 4 or more
   */
  public static List<Feature> sentinelFeatures(int weeks) {
    var features = features(weeks);
    features.add(features.size() - 1, new SentinelMode());
    return features;
  }

  /** Returns the features of a Sentinel, of all weeks there are. */
  public static List<Feature> sentinelFeatures() {
    return sentinelFeatures(WEEKS.size());
  }

  /** Runs a server; see {@link Launch} for the command line. */
  public static void main(String[] args) {
    // tag::main[]
    var words = new ArrayList<>(List.of(args));
    int weeks = WEEKS.size();
    int option = words.indexOf("--weeks");
    if (option >= 0) {
      String number = option + 1 < words.size() ? words.get(option + 1) : "";
      if (!number.matches("[1-" + WEEKS.size() + "]")) {
        System.err.println("--weeks takes a number from 1 to " + WEEKS.size());
        System.exit(1);
      }
      weeks = Integer.parseInt(number);
      words.subList(option, option + 2).clear();
    }
    boolean sentinel = SentinelMode.isAskedFor(words);
    if (sentinel && weeks < SENTINEL_WEEK) {
      System.err.println("--sentinel needs the first " + SENTINEL_WEEK + " weeks");
      System.exit(1);
    }
    System.exit(Launch.run(sentinel ? sentinelFeatures(weeks) : features(weeks), words));
    // end::main[]
  }
}
