package eightweeks.week3.sort;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/** Brings SORT and SORT_RO. */
public final class SortFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    server.provide(SortPermissions.SERVICE, new SortPermissions());
    server.command(SortCommand.sort(server));
    server.command(SortCommand.sortRo(server));
  }
}
