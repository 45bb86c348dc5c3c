package eightweeks.week5;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.Launch;
import eightweeks.week4.Week4;
import eightweeks.week5.clients.ClientsFeature;
import eightweeks.week5.epoll.EpollFeature;
import eightweeks.week5.heap.HeapFeature;
import eightweeks.week5.latency.LatencyFeature;
import eightweeks.week5.memory.MemoryFeature;
import eightweeks.week5.memoryinfo.MemoryInfoFeature;
import java.util.ArrayList;
import java.util.List;

/** Lists the features of weeks 1 to 5. */
public final class Week5 {
  private Week5() {}

  /** Returns the features of weeks 1 to 5. */
  public static List<Feature> features() {
    var features = new ArrayList<>(Week4.features());
    features.add(new EpollFeature());
    features.add(new MemoryFeature());
    features.add(new HeapFeature());
    features.add(new MemoryInfoFeature());
    features.add(new ClientsFeature());
    features.add(new LatencyFeature());
    return features;
  }

  /** Runs a server of these weeks alone. */
  public static void main(String[] words) {
    System.exit(Launch.run(features(), List.of(words)));
  }
}
