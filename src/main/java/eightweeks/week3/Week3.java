package eightweeks.week3;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.Launch;
import eightweeks.week2.Week2;
import eightweeks.week3.bitmaps.BitmapsFeature;
import eightweeks.week3.blocking.BlockingFeature;
import eightweeks.week3.command.CommandFeature;
import eightweeks.week3.commanddocs.CommandDocsFeature;
import eightweeks.week3.connection.ConnectionFeature;
import eightweeks.week3.geo.GeoFeature;
import eightweeks.week3.hashes.HashesFeature;
import eightweeks.week3.hyperloglog.HyperLogLogFeature;
import eightweeks.week3.keys.KeysFeature;
import eightweeks.week3.keyspace.KeyspaceFeature;
import eightweeks.week3.lists.ListsFeature;
import eightweeks.week3.loading.LoadingFeature;
import eightweeks.week3.lolwut.LolwutFeature;
import eightweeks.week3.pubsub.PubSubFeature;
import eightweeks.week3.rates.RatesFeature;
import eightweeks.week3.sets.SetsFeature;
import eightweeks.week3.shutdown.ShutdownFeature;
import eightweeks.week3.snapshots.SnapshotsFeature;
import eightweeks.week3.sort.SortFeature;
import eightweeks.week3.sortedsetcombinations.SortedSetCombinationsFeature;
import eightweeks.week3.sortedsets.SortedSetsFeature;
import eightweeks.week3.strings.StringsFeature;
import eightweeks.week3.transactions.TransactionsFeature;
import java.util.ArrayList;
import java.util.List;

/** Lists the features of weeks 1 to 3. */
public final class Week3 {
  private Week3() {}

  // tag::features[]
  /** Returns the features of weeks 1 to 3. */
  public static List<Feature> features() {
    var features = new ArrayList<>(Week2.features());
    features.add(new ShutdownFeature());
    features.add(new RatesFeature());
    features.add(new CommandDocsFeature());
    features.add(new ConnectionFeature());
    features.add(new LoadingFeature());
    features.add(new CommandFeature());
    features.add(new PubSubFeature());
    features.add(new KeyspaceFeature());
    features.add(new KeysFeature());
    features.add(new TransactionsFeature());
    features.add(new BlockingFeature());
    features.add(new StringsFeature());
    features.add(new ListsFeature());
    features.add(new SetsFeature());
    features.add(new SortFeature());
    features.add(new HashesFeature());
    features.add(new SortedSetsFeature());
    features.add(new SortedSetCombinationsFeature());
    features.add(new GeoFeature());
    features.add(new BitmapsFeature());
    features.add(new HyperLogLogFeature());
    features.add(new LolwutFeature());
    features.add(new SnapshotsFeature());
    return features;
  }

  // end::features[]

  /** Runs a server of these weeks alone. */
  public static void main(String[] words) {
    System.exit(Launch.run(features(), List.of(words)));
  }
}
