package eightweeks.week3.geo;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GEOADD, GEOPOS, GEODIST and GEOHASH. */
final class GeoCommandsTest {
  private final Desk desk = Desk.open();

  private void sicily() {
    desk.given("GEOADD sicily 13.361389 38.115556 Palermo 15.087269 37.502669 Catania");
  }

  @Test
  void places_areMembersOfASortedSet_andTheirCellsTheScores() {
    sicily();
    assertThat(desk.say("TYPE sicily")).isEqualTo("+zset");
    assertThat(desk.say("ZRANGE sicily 0 -1 WITHSCORES"))
        .isEqualTo("*[Palermo 3479099956230698 Catania 3479447370796909]");
    assertThat(desk.encoding("sicily")).isEqualTo("listpack");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GEOADD g 1 1 a 2 2 b        | :1 | 1 1 | 1
          GEOADD g 2 2 a              | :0 | 2 2 | 0
          GEOADD g CH 2 2 a 2 2 b     | :2 | 2 2 | 1
          GEOADD g ch 1 1 a           | :0 | 1 1 | 0
          GEOADD g NX 2 2 a 2 2 b     | :1 | 1 1 | 1
          GEOADD g nx ch 2 2 a        | :0 | 1 1 | 0
          GEOADD g XX 2 2 a 2 2 b     | :0 | 2 2 | 0
          GEOADD g XX CH 2 2 a 2 2 b  | :1 | 2 2 | 0
          GEOADD g XX                 | -ERR wrong number of arguments for 'geoadd' command | 1 1 | 0
          """)
  void geoadd_addsOrMovesPlaces(String command, String reply, String nowAt, String added) {
    desk.given("GEOADD g 1 1 a", "GEOADD there " + nowAt + " a");
    assertThat(desk.say(command)).isEqualTo(reply);
    assertThat(desk.say("GEOPOS g a")).isEqualTo(desk.say("GEOPOS there a"));
    assertThat(desk.say("EXISTS g")).isEqualTo(":1");
    assertThat(desk.say("ZCARD g")).isEqualTo(":" + (1 + Integer.parseInt(added)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GEOADD k 0 0            | -ERR wrong number of arguments for 'geoadd' command
          GEOADD k 0 0 a 1        | -ERR syntax error
          GEOADD k NX XX 0 0 a    | -ERR syntax error
          GEOADD k GT 0 0 a       | -ERR syntax error
          GEOADD k x 0 a          | -ERR value is not a valid float
          GEOADD k 0 x a          | -ERR value is not a valid float
          GEOADD k 0 nan a        | -ERR value is not a valid float
          GEOADD k 180.1 0 a      | -ERR invalid longitude,latitude pair 180.100000,0.000000
          GEOADD k 0 -85.06 a     | -ERR invalid longitude,latitude pair 0.000000,-85.060000
          GEOADD k -inf -0.0000001 a | -ERR invalid longitude,latitude pair -inf,-0.000000
          GEOADD k 0 inf a        | -ERR invalid longitude,latitude pair 0.000000,inf
          GEOADD k 0 0 a 0 90 b   | -ERR invalid longitude,latitude pair 0.000000,90.000000
          GEOADD k 0 0 a          | -WRONGTYPE Operation against a key holding the wrong kind of value
          GEOPOS k a              | -WRONGTYPE Operation against a key holding the wrong kind of value
          GEOHASH k a             | -WRONGTYPE Operation against a key holding the wrong kind of value
          GEODIST k a b           | -WRONGTYPE Operation against a key holding the wrong kind of value
          GEODIST k a b cm        | -ERR unsupported unit provided. please use M, KM, FT, MI
          GEODIST k a b m x       | -ERR syntax error
          GEODIST k a             | -ERR wrong number of arguments for 'geodist' command
          GEOPOS                  | -ERR wrong number of arguments for 'geopos' command
          GEOHASH                 | -ERR wrong number of arguments for 'geohash' command
          """)
  void badArguments_areRefused(String command, String error) {
    desk.given("SET k text");
    assertThat(desk.say(command)).isEqualTo(error);
  }

  @Test
  void onePlaceThatIsNowhere_keepsAllOut() {
    assertThat(desk.say("GEOADD g 0 0 a 200 0 b")).startsWith("-ERR invalid longitude");
    assertThat(desk.say("EXISTS g")).isEqualTo(":0");
  }

  @Test
  void geopos_isTheMiddleOfTheCell_asDoublesInResp3() {
    sicily();
    assertThat(desk.say("GEOPOS sicily Palermo nowhere"))
        .isEqualTo("*[*[13.36138933897018433 38.11555639549629859] *-1]");
    assertThat(desk.say("GEOPOS nothing a b")).isEqualTo("*[*-1 *-1]");
    assertThat(desk.say("GEOPOS sicily")).isEqualTo("*[]");
    desk.resp3();
    assertThat(desk.say("GEOPOS sicily Palermo nowhere"))
        .isEqualTo("*[*[,13.36138933897018433 ,38.11555639549629859] _]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GEODIST sicily Palermo Catania     | 166274.1516
          GEODIST sicily Palermo Catania m   | 166274.1516
          GEODIST sicily Palermo Catania KM  | 166.2742
          GEODIST sicily Palermo Catania mi  | 103.3182
          GEODIST sicily Palermo Catania ft  | 545518.8700
          GEODIST sicily Palermo Palermo     | 0.0000
          GEODIST sicily Palermo nowhere     | $-1
          GEODIST sicily nowhere Palermo     | $-1
          GEODIST nothing Palermo Catania    | $-1
          """)
  void geodist_isTheDistanceInAUnit(String command, String distance) {
    sicily();
    assertThat(desk.say(command)).isEqualTo(distance);
    desk.resp3();
    assertThat(desk.say(command)).isEqualTo(distance.equals("$-1") ? "_" : distance);
  }

  @Test
  void geohash_isElevenLettersAsElsewhereInTheWorld() {
    sicily();
    assertThat(desk.say("GEOHASH sicily Palermo nowhere Catania"))
        .isEqualTo("*[sqc8b49rny0 $-1 sqdtr74hyu0]");
    assertThat(desk.say("GEOHASH nothing a")).isEqualTo("*[$-1]");
    assertThat(desk.say("GEOHASH sicily")).isEqualTo("*[]");
    assertThat(desk.resp3().say("GEOHASH sicily nowhere")).isEqualTo("*[_]");
  }

  @Test
  void cornersOfTheWorld_arePlacesToo() {
    desk.given("GEOADD g 180 85.05112878 ne -180 -85.05112878 sw 0 0 middle 180 0 e -180 0 w");
    assertThat(desk.say("ZRANGE g 0 -1 WITHSCORES"))
        .isEqualTo(
            "*[sw 0 w 1125899906842624 middle 3377699720527872 e 10133099161583616"
                + " ne 13510798882111488]");
    assertThat(desk.say("GEOHASH g sw ne middle"))
        .isEqualTo("*[00bh0hbj200 bp05b5048p0 s0000000000]");
    assertThat(desk.say("GEODIST g e w")).isEqualTo("0.2983");
    assertThat(desk.say("GEODIST g e middle km")).isEqualTo("20020.7336");
  }

  @ParameterizedTest
  @CsvSource({
    "1, -179.99999731779098511 -85.05112497791824921",
    "0.9, -179.99999731779098511 -85.05112751263942528",
    "4503599627370496, -179.99999731779098511 85.0511287799999991",
    "1e19, 180 85.0511287799999991",
    "1e300, -179.99999731779098511 -85.05112751263942528",
    "-1, 180 85.0511287799999991",
    "inf, -179.99999731779098511 -85.05112751263942528",
  })
  void anyScore_isSomePlace(String score, String place) {
    desk.given("ZADD g " + score + " a");
    assertThat(desk.say("GEOPOS g a")).isEqualTo("*[*[" + place + "]]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"128", "0"})
  void bothEncodings_holdPlaces(String entries) {
    var large = Desk.open("--zset-max-listpack-entries", entries);
    large.given("GEOADD g 1 1 a 2 2 b 3 3 c");
    assertThat(large.encoding("g")).isEqualTo(entries.equals("0") ? "skiplist" : "listpack");
    assertThat(large.say("GEODIST g a b km")).isEqualTo("157.2701");
    assertThat(large.say("GEOHASH g c")).isEqualTo("*[s0d1h60s300]");
    assertThat(large.say("GEOSEARCH g FROMMEMBER c BYRADIUS 200 km ASC")).isEqualTo("*[c b]");
  }
}
