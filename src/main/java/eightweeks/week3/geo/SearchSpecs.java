package eightweeks.week3.geo;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.OW;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week3.commandkeys.KeySpec;

/** The specifications of the six commands of {@link SearchCommand}. */
final class SearchSpecs {
  private static final String SEARCH_COMPLEXITY =
      "O(N+log(M)) where N is the number of elements in the grid-aligned bounding box area around"
          + " the shape provided as the filter and M is the number of items inside the shape";
  private static final String RADIUS_COMPLEXITY =
      "O(N+log(M)) where N is the number of elements inside the bounding box of the circular area"
          + " delimited by center and radius and M is the number of items inside the index.";

  private static final String UNIT = " unit(m=m | km=km | ft=ft | mi=mi)";
  private static final String AREA =
      " from(FROMMEMBER member | FROMLONLAT fromlonlat{longitude:double latitude:double})"
          + " by(circle{BYRADIUS radius:double"
          + UNIT
          + "} | box{BYBOX width:double height:double"
          + UNIT
          + "}) [order(ASC:token | DESC:token)] [count-block{COUNT count:integer [ANY:token]}]";
  private static final String DETAILS = " [WITHCOORD:token] [WITHDIST:token] [WITHHASH:token]";
  private static final String ORDER = " [order(ASC:token | DESC:token)]";
  private static final String STORE =
      " [store(STORE storekey:key#1~key | STOREDIST storedistkey:key#2~key)]";

  private SearchSpecs() {}

  static CommandSpec geosearch() {
    return GeoFeature.declare("geosearch", -7, "6.2.0")
        .complexity(SEARCH_COMPLEXITY)
        .summary("Returns the places within a circle or a box.")
        .flags(READONLY)
        .keys(KeySpec.at(1).means(RO, ACCESS))
        .arguments("key" + AREA + DETAILS);
  }

  static CommandSpec geosearchstore() {
    return GeoFeature.declare("geosearchstore", -8, "6.2.0")
        .complexity(SEARCH_COMPLEXITY)
        .summary("Stores the places within a circle or a box in another key.")
        .flags(WRITE, DENYOOM)
        .keys(KeySpec.at(1).means(OW, UPDATE), KeySpec.at(2).means(RO, ACCESS))
        .arguments("destination:key source:key#1" + AREA + " [STOREDIST:token]");
  }

  static CommandSpec georadius() {
    return radius("georadius", -6, "3.2.0", "longitude:double latitude:double", "@6.2.0", STORE)
        .summary("Returns or stores the places within a distance from a point.")
        .flags(WRITE, DENYOOM)
        .keys(storing(6));
  }

  static CommandSpec georadiusRo() {
    return radius("georadius_ro", -6, "3.2.10", "longitude:double latitude:double", "@6.2.0", "")
        .summary("Returns the places within a distance from a point.")
        .flags(READONLY)
        .keys(KeySpec.at(1).means(RO, ACCESS));
  }

  static CommandSpec georadiusbymember() {
    return radius("georadiusbymember", -5, "3.2.0", "member", "", STORE)
        .summary("Returns or stores the places within a distance from another place.")
        .flags(WRITE, DENYOOM)
        .keys(storing(5));
  }

  static CommandSpec georadiusbymemberRo() {
    return radius("georadiusbymember_ro", -5, "3.2.10", "member", "", "")
        .summary("Returns the places within a distance from another place.")
        .flags(READONLY)
        .keys(KeySpec.at(1).means(RO, ACCESS));
  }

  private static CommandSpec radius(
      String name, int arity, String since, String center, String anySince, String store) {
    String count = " [count-block{COUNT count:integer [ANY:token" + anySince + "]}]";
    return GeoFeature.declare(name, arity, since)
        .complexity(RADIUS_COMPLEXITY)
        .arguments("key " + center + " radius:double" + UNIT + DETAILS + count + ORDER + store);
  }

  private static KeySpec[] storing(int from) {
    return new KeySpec[] {
      KeySpec.at(1).means(RO, ACCESS),
      KeySpec.behind("STORE", from).means(OW, UPDATE),
      KeySpec.behind("STOREDIST", from).means(OW, UPDATE)
    };
  }
}
