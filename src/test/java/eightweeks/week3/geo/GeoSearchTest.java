package eightweeks.week3.geo;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Desk;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GEOSEARCH, GEOSEARCHSTORE, and GEORADIUS with its kin, option by option. */
final class GeoSearchTest {
  private final Desk desk = Desk.open();

  /** Seen from 15 37: Catania is at 56 km, Agrigento at 130, Palermo at 190. */
  @BeforeEach
  void sicily() {
    desk.given(
        "GEOADD sicily 13.361389 38.115556 Palermo 15.087269 37.502669 Catania",
        "GEOADD sicily 13.583333 37.316667 Agrigento");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FROMLONLAT 15 37 BYRADIUS 200 km ASC              | *[Catania Agrigento Palermo]
          FROMLONLAT 15 37 BYRADIUS 200 km DESC             | *[Palermo Agrigento Catania]
          FROMLONLAT 15 37 BYRADIUS 200 km DESC ASC         | *[Catania Agrigento Palermo]
          fromlonlat 15 37 byradius 150000 M asc            | *[Catania Agrigento]
          FROMLONLAT 15 37 BYRADIUS 50 mi ASC               | *[Catania]
          FROMLONLAT 15 37 BYRADIUS 500000 ft ASC           | *[Catania Agrigento]
          FROMLONLAT 15 37 BYRADIUS 1 km                    | *[]
          FROMLONLAT 15 37 BYRADIUS 200 km COUNT 1          | *[Catania]
          FROMLONLAT 15 37 BYRADIUS 200 km COUNT 9          | *[Catania Agrigento Palermo]
          FROMLONLAT 15 37 BYRADIUS 200 km COUNT 2 DESC     | *[Palermo Agrigento]
          FROMLONLAT 15 37 BYRADIUS 60 km COUNT 1 ANY       | *[Catania]
          FROMLONLAT 15 37 BYBOX 400 400 km ASC             | *[Catania Agrigento Palermo]
          FROMLONLAT 15 37 BYBOX 400 100 km ASC             | *[Agrigento]
          FROMLONLAT 15 37 BYBOX 100 400 km ASC             | *[Catania]
          FROMMEMBER Palermo BYRADIUS 0 m                   | *[Palermo]
          FROMMEMBER Palermo BYRADIUS 100 km ASC            | *[Palermo Agrigento]
          frommember Palermo bybox 200 200 km desc          | *[Agrigento Palermo]
          BYRADIUS 60 km FROMLONLAT 15 37                   | *[Catania]
          FROMMEMBER Palermo FROMMEMBER Catania BYRADIUS 1 m | *[Catania]
          FROMLONLAT 0 0 FROMLONLAT 15 37 BYRADIUS 60 km    | *[Catania]
          FROMLONLAT 15 37 BYRADIUS 1 km BYRADIUS 60 km     | *[Catania]
          FROMLONLAT 15 37 BYBOX 1 1 km BYBOX 100 400 km    | *[Catania]
          FROMLONLAT 15 37 BYRADIUS inf km ASC              | *[Catania Agrigento Palermo]
          """)
  void geosearch_findsWhatIsInACircleOrABox(String words, String found) {
    assertThat(desk.say("GEOSEARCH sicily " + words)).isEqualTo(found);
    desk.given("CONFIG SET zset-max-listpack-entries 0", "DEL sicily");
    sicily();
    assertThat(desk.encoding("sicily")).isEqualTo("skiplist");
    assertThat(desk.say("GEOSEARCH sicily " + words)).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WITHDIST            | *[Catania 56.4413]
          WITHHASH            | *[Catania :3479447370796909]
          WITHCOORD           | *[Catania *[15.08726745843887329 37.50266842333162032]]
          WITHHASH WITHDIST   | *[Catania 56.4413 :3479447370796909]
          withcoord withhash withdist | *[Catania 56.4413 :3479447370796909 *[15.08726745843887329 37.50266842333162032]]
          """)
  void eachPlace_comesWithWhatIsAskedFor_alwaysInTheSameOrder(String options, String place) {
    var search = " 15 37 60 km " + options;
    assertThat(desk.say("GEORADIUS sicily" + search)).isEqualTo("*[" + place + "]");
    assertThat(desk.say("GEORADIUS_RO sicily" + search)).isEqualTo("*[" + place + "]");
    assertThat(desk.say("GEOSEARCH sicily FROMLONLAT 15 37 BYRADIUS 60 km " + options))
        .isEqualTo("*[" + place + "]");
  }

  @Test
  void inResp3_coordinatesAreDoubles_andDistancesStayText() {
    desk.resp3();
    assertThat(
            desk.say(
                "GEOSEARCH sicily FROMLONLAT 15 37 BYRADIUS 60 km WITHDIST WITHHASH WITHCOORD"))
        .isEqualTo(
            "*[*[Catania 56.4413 :3479447370796909 *[,15.08726745843887329"
                + " ,37.50266842333162032]]]");
    assertThat(desk.say("GEORADIUS sicily 15 37 60 km WITHCOORD"))
        .isEqualTo("*[*[Catania *[,15.08726745843887329 ,37.50266842333162032]]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GEORADIUS sicily 15 37 200 km ASC                    | *[Catania Agrigento Palermo]
          GEORADIUS sicily 15 37 200 km DESC COUNT 1           | *[Palermo]
          GEORADIUS sicily 15 37 60 km COUNT 5 ANY             | *[Catania]
          GEORADIUS sicily 15 37 1 km                          | *[]
          GEORADIUS_RO sicily 15 37 150 km ASC                 | *[Catania Agrigento]
          GEORADIUSBYMEMBER sicily Palermo 100 km ASC          | *[Palermo Agrigento]
          GEORADIUSBYMEMBER sicily Palermo 0 m                 | *[Palermo]
          GEORADIUSBYMEMBER_RO sicily Palermo 100 km DESC      | *[Agrigento Palermo]
          GEORADIUSBYMEMBER_RO sicily Palermo 9 km WITHDIST    | *[*[Palermo 0.0000]]
          GEORADIUS nothing 15 37 1 km                         | *[]
          GEORADIUSBYMEMBER nothing Palermo 1 km               | *[]
          GEORADIUSBYMEMBER nothing Palermo x y                | *[]
          GEOSEARCH nothing FROMMEMBER Palermo BYRADIUS 1 km   | *[]
          """)
  void oldForms_findTheSame_andNothingIsNowhere(String command, String found) {
    assertThat(desk.say(command)).isEqualTo(found);
  }

  @Test
  void count_takesTheFirstOfAllInTheirOrder() {
    var random = new Random(1);
    for (int i = 0; i < 200; i++) {
      int longitude = random.nextInt(10); // many places at the same distance
      desk.given("GEOADD grid " + longitude + " " + random.nextInt(10) + " p" + i);
    }
    for (String order : List.of("ASC", "DESC")) {
      String search = "GEOSEARCH grid FROMLONLAT 5 5 BYRADIUS 600 km " + order;
      var all = List.of(desk.say(search).replaceAll("[*\\[\\]]", "").split(" "));
      assertThat(all).hasSizeGreaterThan(100);
      for (int count = 1; count <= all.size() + 1; count++) {
        var first = all.subList(0, Math.min(count, all.size()));
        assertThat(desk.say(search + " COUNT " + count))
            .isEqualTo("*[" + String.join(" ", first) + "]");
      }
    }
  }

  @Test
  void countWithAny_takesTheFirstThatAreFound() {
    var two = desk.say("GEOSEARCH sicily FROMLONLAT 15 37 BYRADIUS 200 km COUNT 2 ANY");
    assertThat(two.split(" ")).hasSize(2);
    var sorted = desk.say("GEOSEARCH sicily FROMLONLAT 15 37 BYRADIUS 200 km COUNT 3 ANY ASC");
    assertThat(sorted).isEqualTo("*[Catania Agrigento Palermo]");
  }

  @Test
  void searches_goRoundTheWorld_andToItsPoles() {
    desk.given("GEOADD g 179.9 1 a -179.9 1 b 0 1 far");
    assertThat(desk.say("GEOSEARCH g FROMLONLAT 179.9 0 BYRADIUS 300 km ASC")).isEqualTo("*[a b]");
    assertThat(desk.say("GEOSEARCH g FROMLONLAT -180 0 BYBOX 300 300 km ASC")).isEqualTo("*[a b]");
    desk.given("GEOADD n 10 84 a 170 84 b -100 84.5 c 0 75 d");
    assertThat(desk.say("GEOSEARCH n FROMLONLAT 0 85 BYRADIUS 1500 km ASC"))
        .isEqualTo("*[a c d b]");
    assertThat(desk.say("GEOSEARCH n FROMLONLAT 0 75 BYRADIUS 1 km")).isEqualTo("*[d]");
    assertThat(desk.say("GEOSEARCH n FROMLONLAT 0 85 BYBOX 40000 40000 km DESC"))
        .isEqualTo("*[b d c a]");
  }

  // What is found is stored

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GEOSEARCHSTORE to sicily FROMLONLAT 15 37 BYRADIUS 150 km            | :2 | Agrigento 3479030013248308 Catania 3479447370796909
          GEOSEARCHSTORE to sicily FROMLONLAT 15 37 BYRADIUS 150 km COUNT 1    | :1 | Catania 3479447370796909
          GEOSEARCHSTORE to sicily FROMMEMBER Palermo BYBOX 1 1 km STOREDIST   | :1 | Palermo 0
          GEORADIUS sicily 15 37 60 km STORE to                                | :1 | Catania 3479447370796909
          GEORADIUS sicily 15 37 60 km STORE x STOREDIST to STORE to           | :1 | Catania 3479447370796909
          GEORADIUSBYMEMBER sicily Palermo 1 mi STOREDIST to                   | :1 | Palermo 0
          """)
  void store_makesASortedSetOfCellsOrDistances(String command, String reply, String stored) {
    desk.given("SET to text EX 100");
    assertThat(desk.say(command)).isEqualTo(reply);
    assertThat(desk.say("ZRANGE to 0 -1 WITHSCORES")).isEqualTo("*[" + stored + "]");
    assertThat(desk.say("TTL to")).isEqualTo(":-1");
    assertThat(desk.say("EXISTS x")).isEqualTo(":0");
    assertThat(desk.encoding("to")).isEqualTo("listpack");
  }

  @Test
  void storedDistances_areInTheUnitOfTheSearch() {
    desk.given("GEOSEARCHSTORE to sicily FROMLONLAT 15 37 BYRADIUS 60 km STOREDIST");
    assertThat(desk.say("ZSCORE to Catania")).startsWith("56.441257870");
    desk.given("GEORADIUS sicily 15 37 60000 m STOREDIST to");
    assertThat(desk.say("ZSCORE to Catania")).isEqualTo("5.64412578701582e+4");
  }

  @Test
  void manyResults_areStoredAsASkipList() {
    desk.given("CONFIG SET zset-max-listpack-entries 1");
    desk.given("GEORADIUS sicily 15 37 60 km STORE to");
    assertThat(desk.encoding("to")).isEqualTo("listpack");
    desk.given("GEORADIUS sicily 15 37 200 km STORE to");
    assertThat(desk.encoding("to")).isEqualTo("skiplist");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GEOSEARCHSTORE to sicily FROMLONLAT 0 0 BYRADIUS 1 m",
        "GEOSEARCHSTORE to nothing FROMLONLAT 0 0 BYRADIUS 1 m",
        "GEOSEARCHSTORE to nothing FROMMEMBER a BYRADIUS 1 m",
        "GEORADIUS sicily 0 0 1 m STORE to",
        "GEORADIUS nothing 0 0 1 m STORE to",
        "GEORADIUSBYMEMBER nothing a 1 m STOREDIST to",
      })
  void storingNothing_removesTheDestination(String command) {
    desk.given("SET to text");
    assertThat(desk.say(command)).isEqualTo(":0");
    assertThat(desk.say("EXISTS to")).isEqualTo(":0");
    assertThat(desk.say(command)).isEqualTo(":0");
  }

  // Errors

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FROMMEMBER nobody BYRADIUS 1 km                    | -ERR could not decode requested zset member
          FROMLONLAT x 37 BYRADIUS 1 km                      | -ERR value is not a valid float
          FROMLONLAT 15 x BYRADIUS 1 km                      | -ERR value is not a valid float
          FROMLONLAT 15 91 BYRADIUS 1 km                     | -ERR invalid longitude,latitude pair 15.000000,91.000000
          FROMMEMBER Palermo BYRADIUS x km                   | -ERR need numeric radius
          FROMMEMBER Palermo BYRADIUS -1 km                  | -ERR radius cannot be negative
          FROMMEMBER Palermo BYRADIUS 1 cm                   | -ERR unsupported unit provided. please use M, KM, FT, MI
          FROMMEMBER Palermo BYBOX x 1 km                    | -ERR need numeric width
          FROMMEMBER Palermo BYBOX 1 x km                    | -ERR need numeric height
          FROMMEMBER Palermo BYBOX -1 1 km                   | -ERR height or width cannot be negative
          FROMMEMBER Palermo BYBOX 1 -1 km                   | -ERR height or width cannot be negative
          FROMMEMBER Palermo BYBOX 1 1 cm                    | -ERR unsupported unit provided. please use M, KM, FT, MI
          FROMMEMBER Palermo FROMLONLAT 15 37 BYRADIUS 1 km  | -ERR syntax error
          FROMLONLAT 15 37 FROMMEMBER Palermo BYRADIUS 1 km  | -ERR syntax error
          FROMMEMBER Palermo BYRADIUS 1 km BYBOX 1 1 km      | -ERR syntax error
          FROMMEMBER Palermo BYBOX 1 1 km BYRADIUS 1 km      | -ERR syntax error
          FROMMEMBER Palermo BYRADIUS 1                      | -ERR wrong number of arguments for 'geosearch' command
          FROMMEMBER Palermo BYBOX 1 1                       | -ERR syntax error
          BYRADIUS 1 km WITHDIST FROMMEMBER                  | -ERR syntax error
          WITHDIST FROMMEMBER Palermo BYRADIUS 1             | -ERR syntax error
          FROMMEMBER Palermo ASC DESC WITHDIST               | -ERR exactly one of BYRADIUS and BYBOX can be specified for GEOSEARCH
          BYRADIUS 1 km ASC DESC                             | -ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for GEOSEARCH
          FROMMEMBER Palermo BYRADIUS 1 km COUNT 0           | -ERR COUNT must be > 0
          FROMMEMBER Palermo BYRADIUS 1 km COUNT -1          | -ERR COUNT must be > 0
          FROMMEMBER Palermo BYRADIUS 1 km COUNT x           | -ERR value is not an integer or out of range
          FROMMEMBER Palermo BYRADIUS 1 km COUNT             | -ERR syntax error
          FROMMEMBER Palermo BYRADIUS 1 km ANY               | -ERR the ANY argument requires COUNT argument
          FROMMEMBER Palermo BYRADIUS 1 km STORE to          | -ERR syntax error
          FROMMEMBER Palermo BYRADIUS 1 km STOREDIST         | -ERR syntax error
          FROMMEMBER Palermo BYRADIUS 1 km NOSUCH            | -ERR syntax error
          FROMMEMBER Palermo                                 | -ERR wrong number of arguments for 'geosearch' command
          """)
  void geosearch_refusesWhatMakesNoSense(String words, String error) {
    assertThat(desk.say("GEOSEARCH sicily " + words)).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GEOSEARCHSTORE to sicily FROMMEMBER Palermo BYRADIUS 1 km WITHDIST  | -ERR GEOSEARCHSTORE is not compatible with WITHDIST, WITHHASH and WITHCOORD options
          GEOSEARCHSTORE to sicily FROMMEMBER Palermo BYRADIUS 1 km WITHHASH  | -ERR GEOSEARCHSTORE is not compatible with WITHDIST, WITHHASH and WITHCOORD options
          GEOSEARCHSTORE to sicily FROMMEMBER Palermo BYRADIUS 1 km WITHCOORD | -ERR GEOSEARCHSTORE is not compatible with WITHDIST, WITHHASH and WITHCOORD options
          GEOSEARCHSTORE to sicily FROMMEMBER Palermo ASC COUNT 1             | -ERR exactly one of BYRADIUS and BYBOX can be specified for GEOSEARCHSTORE
          geosearchstore to sicily BYRADIUS 1 km ASC COUNT 1                  | -ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for geosearchstore
          GEOSEARCHSTORE to sicily FROMMEMBER Palermo BYRADIUS 1 km STORE x   | -ERR syntax error
          GEOSEARCHSTORE to sicily FROMMEMBER nobody BYRADIUS 1 km            | -ERR could not decode requested zset member
          GEORADIUS sicily 15 37 1 km STORE to WITHDIST                       | -ERR STORE option in GEORADIUS is not compatible with WITHDIST, WITHHASH and WITHCOORD options
          GEORADIUSBYMEMBER sicily Palermo 1 km WITHHASH STOREDIST to         | -ERR STORE option in GEORADIUS is not compatible with WITHDIST, WITHHASH and WITHCOORD options
          GEORADIUS sicily 15 37 1 km WITHCOORD STORE to                      | -ERR STORE option in GEORADIUS is not compatible with WITHDIST, WITHHASH and WITHCOORD options
          GEORADIUS sicily 15 37 1 km STORE                                   | -ERR syntax error
          GEORADIUS sicily 15 37 1 km STOREDIST                               | -ERR syntax error
          GEORADIUS sicily 15 37 1 km FROMMEMBER Palermo                      | -ERR syntax error
          GEORADIUS sicily 15 37 1 km BYBOX 1 1 km                            | -ERR syntax error
          GEORADIUS sicily 15 37 1 km ANY                                     | -ERR the ANY argument requires COUNT argument
          GEORADIUS sicily 15 x 1 km                                          | -ERR value is not a valid float
          GEORADIUS sicily 181 37 1 km                                        | -ERR invalid longitude,latitude pair 181.000000,37.000000
          GEORADIUS sicily 15 37 x km                                         | -ERR need numeric radius
          GEORADIUS sicily 15 37 -1 km                                        | -ERR radius cannot be negative
          GEORADIUS nothing 15 37 1 cm                                        | -ERR unsupported unit provided. please use M, KM, FT, MI
          GEORADIUS sicily 15 37 1                                            | -ERR wrong number of arguments for 'georadius' command
          GEORADIUSBYMEMBER sicily nobody x km                                | -ERR could not decode requested zset member
          GEORADIUSBYMEMBER sicily Palermo x km                               | -ERR need numeric radius
          GEORADIUSBYMEMBER nothing Palermo 1 km NOSUCH                       | -ERR syntax error
          GEORADIUS_RO sicily 15 37 1 km STORE to                             | -ERR syntax error
          GEORADIUSBYMEMBER_RO sicily Palermo 1 km STOREDIST to               | -ERR syntax error
          """)
  void storesAndOldForms_refuseWhatMakesNoSense(String command, String error) {
    assertThat(desk.say(command)).isEqualTo(error);
    assertThat(desk.say("EXISTS to")).isEqualTo(":0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GEOSEARCH k NOSUCH x y z w",
        "GEOSEARCHSTORE to k FROMLONLAT 0 0 BYRADIUS x m",
        "GEORADIUS k x 0 1 m",
        "GEORADIUS_RO k 0 0 1 m",
        "GEORADIUSBYMEMBER k a 1 m",
        "GEORADIUSBYMEMBER_RO k a 1 m",
      })
  void searches_lookAtTheKeyFirst(String command) {
    desk.given("SET k text");
    assertThat(desk.say(command)).isEqualTo(Desk.WRONG_TYPE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GEORADIUS g 1 1 1 km STORE to                      | *[g to]
          GEORADIUS g 1 1 1 km STORE x STOREDIST to          | *[g x to]
          GEORADIUSBYMEMBER g a 1 km STOREDIST to            | *[g to]
          GEORADIUS g 1 1 1 km STORE                         | *[g]
          GEORADIUS g 1 1 1 km ASC                           | *[g]
          GEORADIUS_RO g 1 1 1 km                            | *[g]
          GEOSEARCH g FROMLONLAT 0 0 BYRADIUS 1 m            | *[g]
          GEOSEARCHSTORE to g FROMLONLAT 0 0 BYRADIUS 1 m    | *[to g]
          """)
  void keys_areTheSearchedOneAndTheDestinations(String command, String keys) {
    assertThat(desk.say("COMMAND GETKEYS " + command)).isEqualTo(keys);
  }
}
