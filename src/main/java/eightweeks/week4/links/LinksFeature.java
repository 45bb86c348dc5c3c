package eightweeks.week4.links;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/** Provides the types of connections to other servers. */
public final class LinksFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    server.provide(LinkTypes.SERVICE, new LinkTypes(server.listeners().types()));
  }
}
