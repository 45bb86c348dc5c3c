package eightweeks.week7;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.Launch;
import eightweeks.week6.Week6;
import eightweeks.week7.debugging.DebuggingFeature;
import java.util.ArrayList;
import java.util.List;

/** Lists the features of weeks 1 to 7. */
public final class Week7 {
  private Week7() {}

  /** Returns the features of weeks 1 to 7. */
  public static List<Feature> features() {
    var features = new ArrayList<>(Week6.features());
    features.add(new DebuggingFeature());
    return features;
  }

  /** Runs a server of these weeks alone. */
  public static void main(String[] words) {
    System.exit(Launch.run(features(), List.of(words)));
  }
}
