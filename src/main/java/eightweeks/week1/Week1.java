package eightweeks.week1;

import eightweeks.week1.connection.ConnectionCommands;
import eightweeks.week1.server.ServerCommands;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.Launch;
import java.util.List;

/** Lists the features of week 1. */
public final class Week1 {
  private Week1() {}

  /** Returns the features of week 1. */
  public static List<Feature> features() {
    return List.of(new ConnectionCommands(), new ServerCommands());
  }

  /** Runs a server of this week alone. */
  public static void main(String[] words) {
    System.exit(Launch.run(features(), List.of(words)));
  }
}
