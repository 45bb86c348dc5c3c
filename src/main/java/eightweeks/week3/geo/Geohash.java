package eightweeks.week3.geo;

/**
 * A cell of a grid over the earth, as a number.
 *
 * <p>Answers to {@code geohash.c: geohashEncode()}, {@code geohashDecode()}, {@code
 * geohashNeighbors()} and {@code geohash_helper.c: geohashAlign52Bits()}.
 *
 * <p>Halve the earth by longitude: one bit says in which half a place is. Halve that half by
 * latitude: another bit. With every two bits the cell is half as wide and half as high:
 *
 * <pre>
 *   +-----------+-----------+
 *   |           | 1101 1111 |
 *   |    01     | 1100 1110 |   two bits, then two more in the cell 11
 *   +-----------+-----------+
 *   |    00     |    10     |
 *   +-----------+-----------+
 * </pre>
 *
 * After 26 times two bits a cell is about 60 cm wide at the equator. A score, which is a double,
 * holds these 52 bits exactly. Cells that begin with the same bits lie in the same larger cell; so
 * the larger cell is a range of scores.
 *
 * @param bits the column in the odd bits, the row in the even bits; the first halving is highest
 * @param step how many times the earth was halved each way, 1 to 26
 */
record Geohash(long bits, int step) {
  /** The step of the geohashes that are stored. */
  static final int FINEST = 26;

  // The edges of the map of EPSG:3857; there is no square map of the poles.
  static final double MAX_LATITUDE = 85.05112878;
  static final double MAX_LONGITUDE = 180;

  private static final String DIGITS = "0123456789bcdefghjkmnpqrstuvwxyz";
  private static final int TEXT_LENGTH = 11;
  private static final int BITS_A_DIGIT = 5;
  private static final double TWO_TO_63 = 0x1p63;
  private static final double TWO_TO_64 = 0x1p64;

  // tag::of[]
  /** Returns the cell of a place on the map, in the grid of a step. */
  static Geohash of(Position position, int step) {
    return of(position, step, MAX_LATITUDE);
  }

  private static Geohash of(Position position, int step, double maxLatitude) {
    double fromSouth = (position.latitude() + maxLatitude) / (2 * maxLatitude);
    double fromWest = (position.longitude() + MAX_LONGITUDE) / (2 * MAX_LONGITUDE);
    double cells = 1L << step;
    return new Geohash(interleave((long) (fromWest * cells), (long) (fromSouth * cells)), step);
  }

  private static long interleave(long column, long row) {
    return spread(row) | spread(column) << 1;
  }

  // end::of[]

  /**
   * Returns the cell of a score. The sorted set may hold other numbers than geohashes; any number
   * gives some cell.
   */
  static Geohash ofScore(double score) {
    long bits;
    if (score < TWO_TO_63) {
      bits = (long) score;
    } else {
      bits = score < TWO_TO_64 ? (long) (score - TWO_TO_63) ^ Long.MIN_VALUE : 0;
    }
    return new Geohash(bits, FINEST);
  }

  /** Returns the score of the first of the finest cells in this one. */
  double score() {
    return (double) (bits << (2 * (FINEST - step)));
  }

  /** Returns the score behind the last of the finest cells in this one. */
  double scoreBehind() {
    return new Geohash(bits + 1, step).score();
  }

  // tag::area[]
  /** Returns the area of the cell, in degrees. */
  Area area() {
    return new Area(
        edge(column(), MAX_LONGITUDE),
        edge(column() + 1, MAX_LONGITUDE),
        edge(row(), MAX_LATITUDE),
        edge(row() + 1, MAX_LATITUDE));
  }

  /** Returns the western edge of a column, or the southern edge of a row. */
  private double edge(long index, double max) {
    return -max + (double) (index & 0xffff_ffffL) / (1L << step) * (2 * max);
  }

  record Area(double west, double east, double south, double north) {}

  /** Returns the middle of the cell. */
  Position center() {
    var area = area();
    return new Position(
        within((area.west + area.east) / 2, MAX_LONGITUDE),
        within((area.south + area.north) / 2, MAX_LATITUDE));
  }

  private static double within(double degrees, double max) {
    return Math.max(-max, Math.min(degrees, max));
  }

  // end::area[]

  private long column() {
    return gather(bits >>> 1);
  }

  private long row() {
    return gather(bits);
  }

  // tag::moved[]
  /** Returns the cell some columns east and some rows north, wrapped around the map's edges. */
  Geohash moved(int east, int north) {
    long column = east == 0 ? column() : around(column() + east);
    long row = north == 0 ? row() : around(row() + north);
    return new Geohash(interleave(column, row), step);
  }

  private long around(long index) {
    return index & ((1L << step) - 1);
  }

  // end::moved[]

  /** Moves bits 0, 1, 2 … of 32 to places 0, 2, 4 …. */
  private static long spread(long bits) {
    long x = bits & 0xffff_ffffL;
    x = (x | x << 16) & 0x0000_ffff_0000_ffffL;
    x = (x | x << 8) & 0x00ff_00ff_00ff_00ffL;
    x = (x | x << 4) & 0x0f0f_0f0f_0f0f_0f0fL;
    x = (x | x << 2) & 0x3333_3333_3333_3333L;
    return (x | x << 1) & 0x5555_5555_5555_5555L;
  }

  /** Moves bits 0, 2, 4 … to places 0, 1, 2 …. */
  private static long gather(long bits) {
    long x = bits & 0x5555_5555_5555_5555L;
    x = (x | x >>> 1) & 0x3333_3333_3333_3333L;
    x = (x | x >>> 2) & 0x0f0f_0f0f_0f0f_0f0fL;
    x = (x | x >>> 4) & 0x00ff_00ff_00ff_00ffL;
    x = (x | x >>> 8) & 0x0000_ffff_0000_ffffL;
    return (x | x >>> 16) & 0xffff_ffffL;
  }

  // tag::text[]
  /**
   * Returns a place's standard geohash: eleven digits of five bits. Its map reaches the poles, so
   * its grid is not that of the scores. 52 bits fill ten digits only, so the last one is 0.
   */
  static String text(Position position) {
    var hash = of(position, FINEST, 90);
    var text = new StringBuilder();
    for (int i = 1; i < TEXT_LENGTH; i++) {
      int digit = (int) (hash.bits >>> (2 * FINEST - i * BITS_A_DIGIT)) & 0x1f;
      text.append(DIGITS.charAt(digit));
    }
    return text.append(DIGITS.charAt(0)).toString();
  }
  // end::text[]
}
