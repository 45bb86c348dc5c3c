package eightweeks.week3.loading;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/** Brings the gate LOADING and what INFO shows of a load. */
public final class LoadingFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    server.provide(Loading.SERVICE, new Loading(server));
  }
}
