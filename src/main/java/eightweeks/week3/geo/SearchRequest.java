package eightweeks.week3.geo;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.sortedset.SortedSetValue;
import eightweeks.week3.sortedsets.SortedSets;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a GEOSEARCH, GEORADIUS or one of their relatives.
 *
 * <p>Answers to the first half of {@code geo.c: georadiusGeneric()}. The older commands have center
 * and radius in their first arguments, the newer ones in options. The other options are the same.
 */
final class SearchRequest {
  private static final CommandError NO_MEMBER =
      new CommandError("ERR could not decode requested zset member");
  private static final CommandError NO_COUNT = new CommandError("ERR COUNT must be > 0");
  private static final CommandError ANY_ALONE =
      new CommandError("ERR the ANY argument requires COUNT argument");
  private static final CommandError NO_RADIUS = new CommandError("ERR need numeric radius");
  private static final CommandError NEGATIVE_RADIUS =
      new CommandError("ERR radius cannot be negative");
  private static final CommandError NO_WIDTH = new CommandError("ERR need numeric width");
  private static final CommandError NO_HEIGHT = new CommandError("ERR need numeric height");
  private static final CommandError NEGATIVE_BOX =
      new CommandError("ERR height or width cannot be negative");
  private static final Position NOWHERE = new Position(0, 0);

  /** The kinds of arguments of a command, which its name decides. */
  enum Form {
    /** GEORADIUS key longitude latitude radius unit. */
    AROUND_POSITION(1, 6),
    /** GEORADIUSBYMEMBER key member radius unit. */
    AROUND_MEMBER(1, 5),
    /** GEOSEARCH key. */
    SEARCH(1, 2),
    /** GEOSEARCHSTORE destination key. */
    SEARCH_AND_STORE(2, 3);

    /** Index of the argument that is the key. */
    final int key;

    /** Index of the argument at which options begin. */
    final int options;

    Form(int key, int options) {
      this.key = key;
      this.options = options;
    }

    boolean isSearch() {
      return this == SEARCH || this == SEARCH_AND_STORE;
    }
  }

  private final Args args;
  private final Form form;
  private final @Nullable SortedSetValue set;

  private boolean hasMember;
  private boolean hasPosition;
  private Position center = NOWHERE;
  private boolean isCircle;
  private boolean isBox;
  private double width;
  private double height;
  private double unit = 1;

  boolean withDistance;
  boolean withHash;
  boolean withPosition;
  boolean any;
  int order; // 1 nearest first, -1 farthest first, 0 none

  /** Maximum number of places to reply; 0 for all. */
  long count;

  /** Index of the argument that is the destination; 0 if the result is replied. */
  int destination;

  /** Whether distances are stored as scores, and not geohashes. */
  boolean storesDistance;

  private SearchRequest(Args args, Form form, @Nullable SortedSetValue set) {
    this.args = args;
    this.form = form;
    this.set = set;
    destination = form == Form.SEARCH_AND_STORE ? 1 : 0;
  }

  // tag::read[]
  /**
   * Reads the arguments of a command.
   *
   * @param mayStore whether an older command takes STORE and STOREDIST
   * @param set the value of the key; null if there is none: then no member is looked up, but wrong
   *     options are still errors
   */
  static SearchRequest read(Args args, Form form, boolean mayStore, @Nullable SortedSetValue set) {
    var request = new SearchRequest(args, form, set);
    request.center();
    for (int i = form.options; i < args.count(); ) {
      i = request.option(i, mayStore);
    }
    request.check();
    return request;
  }

  /** Reads the center and radius, the first arguments of the older commands. */
  private void center() {
    if (form == Form.AROUND_POSITION) {
      center = Places.position(args, 2);
      circle(form.options - 2);
    } else if (form == Form.AROUND_MEMBER && set != null) {
      center = member(set, 2);
      circle(form.options - 2);
    }
  }

  /** Reads the option at argument i; returns the index of the argument behind it. */
  private int option(int i, boolean mayStore) {
    int left = args.count() - i - 1;
    if (args.is(i, "withdist")) {
      withDistance = true;
    } else if (args.is(i, "withhash")) {
      withHash = true;
    } else if (args.is(i, "withcoord")) {
      withPosition = true;
    } else if (args.is(i, "any")) {
      any = true;
    } else if (args.is(i, "asc")) {
      order = 1;
    } else if (args.is(i, "desc")) {
      order = -1;
    } else if (args.is(i, "count") && left > 0) {
      count = args.integer(i + 1);
      if (count <= 0) {
        throw NO_COUNT;
      }
      return i + 2;
    } else {
      return form.isSearch() ? searchOption(i, left) : storeOption(i, left, mayStore);
    }
    return i + 1;
  }

  // end::read[]

  private int storeOption(int i, int left, boolean mayStore) {
    boolean distance = args.is(i, "storedist");
    if (!mayStore || left == 0 || !(distance || args.is(i, "store"))) {
      throw CommandError.SYNTAX;
    }
    destination = i + 1;
    storesDistance = distance;
    return i + 2;
  }

  private int searchOption(int i, int left) {
    if (form == Form.SEARCH_AND_STORE && args.is(i, "storedist")) {
      storesDistance = true;
      return i + 1;
    } else if (!hasPosition && left > 0 && args.is(i, "frommember")) {
      hasMember = true;
      center = set == null ? NOWHERE : member(set, i + 1);
      return i + 2;
    } else if (!hasMember && left > 1 && args.is(i, "fromlonlat")) {
      hasPosition = true;
      center = Places.position(args, i + 1);
      return i + 3;
    } else if (!isBox && left > 1 && args.is(i, "byradius")) {
      circle(i + 1);
      return i + 3;
    } else if (!isCircle && left > 2 && args.is(i, "bybox")) {
      box(i + 1);
      return i + 4;
    }
    throw CommandError.SYNTAX;
  }

  private Position member(SortedSetValue of, int i) {
    var position = PlaceReads.position(of, args, i);
    if (position == null) {
      throw NO_MEMBER;
    }
    return position;
  }

  private void circle(int i) {
    width = SortedSets.number(args, i, NO_RADIUS);
    if (width < 0) {
      throw NEGATIVE_RADIUS;
    }
    unit = Places.unit(args, i + 1);
    isCircle = true;
  }

  private void box(int i) {
    width = SortedSets.number(args, i, NO_WIDTH);
    height = SortedSets.number(args, i + 1, NO_HEIGHT);
    if (width < 0 || height < 0) {
      throw NEGATIVE_BOX;
    }
    unit = Places.unit(args, i + 2);
    isBox = true;
  }

  private void check() {
    if (destination > 0 && (withDistance || withHash || withPosition)) {
      String command =
          form == Form.SEARCH_AND_STORE ? "GEOSEARCHSTORE" : "STORE option in GEORADIUS";
      throw new CommandError(
          "ERR " + command + " is not compatible with WITHDIST, WITHHASH and WITHCOORD options");
    }
    if (form.isSearch() && !hasMember && !hasPosition) {
      throw missing("FROMMEMBER or FROMLONLAT");
    }
    if (form.isSearch() && !isCircle && !isBox) {
      throw missing("BYRADIUS and BYBOX");
    }
    if (any && count == 0) {
      throw ANY_ALONE;
    }
  }

  private CommandError missing(String what) {
    return new CommandError("ERR exactly one of " + what + " can be specified for " + args.text(0));
  }

  /** Returns a distance in the unit that the client has named. */
  double inUnits(double metres) {
    return metres / unit;
  }

  /** Returns the shape to search. */
  Shape shape() {
    return isBox
        ? new Shape.Box(center, width, height, unit)
        : new Shape.Circle(center, width, unit);
  }
}
