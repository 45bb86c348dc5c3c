package eightweeks.week3.sortedsetcombinations;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.sortedsets.SortedSets;

/** Brings the commands that combine several sorted sets. */
public final class SortedSetCombinationsFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    SortedSetCombinationCommands.addTo(server, new SortedSets(server));
  }
}
