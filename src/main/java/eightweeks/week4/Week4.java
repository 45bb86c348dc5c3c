package eightweeks.week4;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.Launch;
import eightweeks.week3.Week3;
import java.util.List;

/** Lists the features of weeks 1 to 4. Nothing of week 4 itself is built yet. */
public final class Week4 {
  private Week4() {}

  /** Returns the features of weeks 1 to 4. */
  public static List<Feature> features() {
    return Week3.features();
  }

  /** Runs a server of these weeks alone. */
  public static void main(String[] words) {
    System.exit(Launch.run(features(), List.of(words)));
  }
}
