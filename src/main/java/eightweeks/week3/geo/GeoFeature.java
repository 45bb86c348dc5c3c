package eightweeks.week3.geo;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.Effects;
import eightweeks.week3.geo.SearchRequest.Form;
import eightweeks.week3.sortedsets.SortedSets;

/** Brings the commands on places. */
public final class GeoFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var sets = new SortedSets(server);
    server.command(new AddCommand(sets, server.need(Effects.SERVICE)));
    server.command(new PlaceReads.Positions(sets));
    server.command(new PlaceReads.Hashes(sets));
    server.command(new PlaceReads.Distance(sets));
    server.command(new SearchCommand(sets, Form.SEARCH, false, SearchSpecs.geosearch()));
    server.command(
        new SearchCommand(sets, Form.SEARCH_AND_STORE, false, SearchSpecs.geosearchstore()));
    server.command(new SearchCommand(sets, Form.AROUND_POSITION, true, SearchSpecs.georadius()));
    server.command(new SearchCommand(sets, Form.AROUND_POSITION, false, SearchSpecs.georadiusRo()));
    server.command(
        new SearchCommand(sets, Form.AROUND_MEMBER, true, SearchSpecs.georadiusbymember()));
    server.command(
        new SearchCommand(sets, Form.AROUND_MEMBER, false, SearchSpecs.georadiusbymemberRo()));
  }

  static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity).group(Group.GEO).since(since).categories(Category.GEO);
  }
}
