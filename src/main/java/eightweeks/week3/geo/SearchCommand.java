package eightweeks.week3.geo;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.Reply;
import eightweeks.week3.geo.Search.Found;
import eightweeks.week3.geo.SearchRequest.Form;
import eightweeks.week3.sortedsets.SortedSets;
import java.util.List;

/**
 * GEOSEARCH, GEOSEARCHSTORE, GEORADIUS, GEORADIUSBYMEMBER and their read-only twins: places within
 * a circle or a box.
 *
 * <p>Answers to {@code geo.c: georadiusGeneric()} and {@code db.c: georadiusGetKeys()}.
 */
final class SearchCommand extends Command {
  private final SortedSets sets;
  private final Form form;

  /** Whether an older command takes STORE and STOREDIST. */
  private final boolean mayStore;

  SearchCommand(SortedSets sets, Form form, boolean mayStore, CommandSpec spec) {
    super(spec);
    this.sets = sets;
    this.form = form;
    this.mayStore = mayStore;
  }

  @Override
  public void run(Client client, Args args) {
    var set = sets.read(client, args, form.key);
    var request = SearchRequest.read(args, form, mayStore, set);
    var found = set == null ? List.<Found>of() : Search.run(request, set);
    if (request.destination == 0) {
      reply(client.reply(), request, found);
    } else {
      client.reply().integer(found.size());
      store(client, args, request, found);
    }
  }

  private static void reply(Reply reply, SearchRequest request, List<Found> found) {
    int details =
        (request.withDistance ? 1 : 0)
            + (request.withHash ? 1 : 0)
            + (request.withPosition ? 1 : 0);
    reply.array(found.size());
    for (var place : found) {
      if (details > 0) {
        reply.array(details + 1);
      }
      reply.bulk(place.member());
      if (request.withDistance) {
        Places.replyDistance(reply, request.inUnits(place.distance()));
      }
      if (request.withHash) {
        reply.integer((long) place.score());
      }
      if (request.withPosition) {
        Places.replyPosition(reply, place.position());
      }
    }
  }

  private void store(Client client, Args args, SearchRequest request, List<Found> found) {
    if (found.isEmpty()) {
      sets.delete(client, args, request.destination);
      return;
    }
    var result = sets.result();
    for (var place : found) {
      double score = request.storesDistance ? request.inUnits(place.distance()) : place.score();
      result.add(score, place.member());
    }
    String event = form.isSearch() ? "geosearchstore" : "georadiusstore";
    sets.store(client, args, request.destination, result.toStore(), event, found.size());
  }
}
