package eightweeks.week3.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arithmetic of places, beside slower ways to the same result. */
final class GeoModelTest {
  private static final MathContext PRECISE = new MathContext(50);

  private static Position anywhere(Random random, double maxLatitude) {
    return new Position(
        360 * random.nextDouble() - 180, maxLatitude * (2 * random.nextDouble() - 1));
  }

  @Test
  void cellOfAPlace_holdsThePlace() {
    var random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      var place = anywhere(random, Geohash.MAX_LATITUDE);
      var cell = Geohash.of(place, 1 + random.nextInt(Geohash.FINEST));
      var area = cell.area();
      assertThat(place.longitude()).isBetween(area.west(), area.east());
      assertThat(place.latitude()).isBetween(area.south(), area.north());
      assertThat(Geohash.of(place, Geohash.FINEST).score())
          .isGreaterThanOrEqualTo(cell.score())
          .isLessThan(cell.scoreBehind());
    }
  }

  @Test
  void neighbours_shareAnEdge() {
    var cell = Geohash.of(new Position(10, 20), 12);
    assertThat(cell.moved(1, 0).area().west()).isEqualTo(cell.area().east());
    assertThat(cell.moved(0, -1).area().north()).isEqualTo(cell.area().south());
    assertThat(cell.moved(1, 1).moved(-1, -1)).isEqualTo(cell);
    var atTheEdge = Geohash.of(new Position(179.9, 0), 3);
    assertThat(atTheEdge.moved(1, 0).area().west()).isEqualTo(-180);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1e3, 1e5, 1e6, 4e6})
  void cellsOfASearch_holdEveryPlaceInTheShape(double metres) {
    var random = new Random(Double.hashCode(metres));
    for (int round = 0; round < 300; round++) {
      var center = anywhere(random, 60);
      var shapes =
          List.of(
              new Shape.Circle(center, metres, 1), new Shape.Box(center, 2 * metres, metres, 1));
      for (var shape : shapes) {
        var cells = Covering.of(shape);
        assertThat(cells).hasSizeLessThanOrEqualTo(9).doesNotHaveDuplicates();
        for (var place : around(center, metres, random)) {
          if (!Double.isNaN(shape.distanceInside(place))) {
            double score = Geohash.of(place, Geohash.FINEST).score();
            assertThat(cells)
                .as("%s is in %s", place, shape)
                .anyMatch(cell -> cell.score() <= score && score < cell.scoreBehind());
          }
        }
      }
    }
  }

  private static List<Position> around(Position center, double metres, Random random) {
    double degrees = Earth.degrees(metres / Earth.RADIUS);
    var places = new ArrayList<Position>();
    for (int i = 0; i < 20; i++) {
      double east = 2 * degrees * (2 * random.nextDouble() - 1);
      double north = degrees * (2 * random.nextDouble() - 1);
      double longitude = center.longitude() + east;
      double latitude = center.latitude() + north;
      if (Math.abs(longitude) < 180 && Math.abs(latitude) < Geohash.MAX_LATITUDE) {
        places.add(new Position(longitude, latitude));
      }
    }
    return places;
  }

  @Test
  void sineCosineAndArcsine_areWithinAUnitOfThePlainOnes() {
    var random = new Random(2);
    for (int i = 0; i < 100_000; i++) {
      double angle = 6.4 * random.nextDouble() - 3.2;
      assertClose(Trigonometry.sin(angle), StrictMath.sin(angle));
      assertClose(Trigonometry.cos(angle), StrictMath.cos(angle));
      double sine = random.nextDouble();
      assertClose(Trigonometry.asin(sine), StrictMath.asin(sine));
    }
    assertThat(Trigonometry.asin(0)).isZero();
    assertThat(Trigonometry.asin(1)).isEqualTo(Math.PI / 2);
    assertThat(Trigonometry.asin(Math.nextUp(1.0))).isNaN();
  }

  private static void assertClose(double ours, double plain) {
    assertThat(Math.abs(ours - plain)).isLessThanOrEqualTo(Math.ulp(plain));
  }

  @Test
  void sine_isTheNearestDouble() {
    assertThat(Trigonometry.sin(1)).isEqualTo(nearest("0.841470984807896506652502321630"));
    assertThat(Trigonometry.cos(1)).isEqualTo(nearest("0.540302305868139717400936607443"));
    assertThat(Trigonometry.asin(0.5)).isEqualTo(nearest("0.523598775598298873077107230547"));
  }

  private static double nearest(String digits) {
    return Double.parseDouble(digits);
  }

  @Test
  void sineAndArcsine_areTheNearestDoubles_ofAnyAngle() {
    var random = new Random(4);
    for (int i = 0; i < 3000; i++) {
      double angle = 4 * (2 * random.nextDouble() - 1) * (i % 3 == 0 ? 1e-4 : 1);
      assertThat(Trigonometry.sin(angle)).isEqualTo(exactSine(angle).doubleValue());
      double sine = random.nextDouble() * (i % 3 == 0 ? 1e-4 : 1);
      double arcsine = Trigonometry.asin(sine);
      assertThat(Math.abs(exactSine(arcsine).subtract(new BigDecimal(sine)).doubleValue()))
          .isLessThanOrEqualTo(0.501 * Math.ulp(arcsine));
    }
  }

  /** Returns the sine by its series, with forty digits. */
  private static BigDecimal exactSine(double angle) {
    var x = new BigDecimal(angle);
    var square = x.multiply(x).negate();
    var term = x;
    var sum = x;
    for (int n = 2; term.abs().compareTo(BigDecimal.valueOf(1, 45)) > 0; n += 2) {
      term = term.multiply(square).divide(BigDecimal.valueOf((long) n * (n + 1)), PRECISE);
      sum = sum.add(term);
    }
    return sum.round(PRECISE);
  }

  @Test
  void distanceInAShape_isThatOfTheCenter_orNone() {
    var random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      var center = anywhere(random, 85);
      boolean isClose = i % 2 == 0;
      var place =
          isClose
              ? new Position(center.longitude() + 1e-5 * random.nextDouble(), center.latitude())
              : anywhere(random, 85);
      double distance = Earth.distance(center, place);
      double metres = i % 3 == 0 ? distance : i % 3 == 1 ? Math.nextDown(distance) : distance - 1;
      boolean isInside = distance <= metres;
      assertThat(new Shape.Circle(center, metres, 1).distanceInside(place))
          .isEqualTo(Double.valueOf(isInside ? distance : Double.NaN));
      double north = Earth.distance(center.latitude(), place.latitude());
      double east = Earth.distance(place, new Position(center.longitude(), place.latitude()));
      double width = i % 5 == 0 ? east : 2e7 * random.nextDouble();
      double height = i % 7 == 0 ? north : 2e7 * random.nextDouble();
      boolean isInBox = north <= height && east <= width;
      assertThat(new Shape.Box(center, 2 * width, 2 * height, 1).distanceInside(place))
          .isEqualTo(Double.valueOf(isInBox ? distance : Double.NaN));
    }
  }

  @Test
  void degrees_areWrittenAsTheExactDecimalIsRounded() {
    var random = new Random(5);
    for (int i = 0; i < 50_000; i++) {
      double degrees =
          switch (i % 4) {
            case 0 -> Geohash.ofScore((double) random.nextLong(1L << 52)).center().longitude();
            case 1 -> random.nextInt(-180, 181) + random.nextInt(1 << 20) * 0x1p-20;
            case 2 -> Math.nextDown((double) random.nextInt(-180, 181));
            default -> random.nextGaussian() * 1e-3;
          };
      assertThat(Places.degrees(degrees)).isEqualTo(Places.slowDegrees(degrees));
    }
  }
}
