package eightweeks.week4;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.Launch;
import eightweeks.week3.Week3;
import eightweeks.week4.aof.AofFeature;
import eightweeks.week4.clients.ClientKillFeature;
import eightweeks.week4.links.LinksFeature;
import eightweeks.week4.roles.ReplicationFeature;
import eightweeks.week4.sentinel.SentinelMode;
import java.util.ArrayList;
import java.util.List;

/** Lists the features of weeks 1 to 4. */
public final class Week4 {
  private Week4() {}

  /** Returns the features of weeks 1 to 4. */
  public static List<Feature> features() {
    var features = new ArrayList<>(Week3.features());
    features.add(new LinksFeature());
    features.add(new ClientKillFeature());
    features.add(new AofFeature());
    features.add(new ReplicationFeature());
    return features;
  }

  /** Runs a server of these weeks alone. */
  public static void main(String[] words) {
    var features = features();
    if (SentinelMode.isAskedFor(List.of(words))) {
      features.add(new SentinelMode());
    }
    System.exit(Launch.run(features, List.of(words)));
  }
}
