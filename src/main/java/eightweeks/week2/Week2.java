package eightweeks.week2;

import eightweeks.week1.Week1;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.Launch;
import eightweeks.week2.values.ObjectFeature;
import java.util.ArrayList;
import java.util.List;

/** Lists the features of weeks 1 and 2. Week 2 adds structures and directives, and no command. */
public final class Week2 {
  private Week2() {}

  /** Returns the features of weeks 1 and 2. */
  public static List<Feature> features() {
    var features = new ArrayList<>(Week1.features());
    features.add(new ObjectFeature());
    return features;
  }

  /** Runs a server of these weeks alone. */
  public static void main(String[] words) {
    System.exit(Launch.run(features(), List.of(words)));
  }
}
