package eightweeks.week6;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.Launch;
import eightweeks.week5.Week5;
import eightweeks.week6.acl.AclFeature;
import eightweeks.week6.tls.TlsFeature;
import java.util.ArrayList;
import java.util.List;

/** Lists the features of weeks 1 to 6. */
public final class Week6 {
  private Week6() {}

  /** Returns the features of weeks 1 to 6. */
  public static List<Feature> features() {
    var features = new ArrayList<>(Week5.features());
    features.add(new TlsFeature());
    features.add(new AclFeature());
    return features;
  }

  /** Runs a server of these weeks alone. */
  public static void main(String[] words) {
    System.exit(Launch.run(features(), List.of(words)));
  }
}
