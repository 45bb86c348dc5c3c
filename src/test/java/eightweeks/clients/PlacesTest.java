package eightweeks.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lettuce.core.GeoArgs;
import io.lettuce.core.GeoSearch;
import io.lettuce.core.GeoWithin;
import io.lettuce.core.protocol.ProtocolVersion;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.GeoCoordinate;
import redis.clients.jedis.args.GeoUnit;
import redis.clients.jedis.params.GeoSearchParam;
import redis.clients.jedis.resps.GeoRadiusResponse;

/** What is near? Cafés of a town, by distance. */
final class PlacesTest extends OneServer {
  private static final GeoCoordinate STATION = new GeoCoordinate(13.369, 52.525);
  private static final Map<String, GeoCoordinate> CAFES =
      Map.of(
          "gate", new GeoCoordinate(13.3777, 52.5163),
          "museum", new GeoCoordinate(13.3975, 52.5169),
          "zoo", new GeoCoordinate(13.3377, 52.5079),
          "lake", new GeoCoordinate(13.1775, 52.4317));

  @ParameterizedTest
  @EnumSource
  void jedis_findsWhatIsNear(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol)) {
      assertThat(jedis.geoadd("cafes", CAFES)).isEqualTo(4);
      assertThat(jedis.geodist("cafes", "gate", "museum", GeoUnit.KM))
          .isCloseTo(1.34, within(0.02));
      assertThat(jedis.geodist("cafes", "gate", "nothing")).isNull();
      assertThat(jedis.geohash("cafes", "gate").getFirst()).startsWith("u33d").hasSize(11);

      var near =
          jedis.geosearch(
              "cafes",
              GeoSearchParam.geoSearchParam()
                  .fromLonLat(STATION)
                  .byRadius(3, GeoUnit.KM)
                  .withDist()
                  .withCoord()
                  .asc());
      assertThat(near)
          .extracting(GeoRadiusResponse::getMemberByString)
          .containsExactly("gate", "museum", "zoo");
      assertThat(near.getFirst().getDistance()).isCloseTo(1.13, within(0.02));
      assertThat(near.getFirst().getCoordinate().getLongitude()).isCloseTo(13.3777, within(1e-5));

      var box = GeoSearchParam.geoSearchParam().fromMember("zoo").byBox(50, 50, GeoUnit.KM).desc();
      assertThat(jedis.geosearchStoreStoreDist("from-the-zoo", "cafes", box.count(2))).isEqualTo(2);
      assertThat(jedis.zrange("from-the-zoo", 0, -1)).containsExactly("museum", "lake");
      assertThat(jedis.zscore("from-the-zoo", "lake"))
          .as("kilometers")
          .isCloseTo(13.8, within(0.2));
    }
  }

  @ParameterizedTest
  @EnumSource
  void lettuce_findsWhatIsNear(ProtocolVersion protocol) {
    try (var connection = lettuce(protocol)) {
      var redis = connection.sync();
      CAFES.forEach((name, at) -> redis.geoadd("cafes", at.getLongitude(), at.getLatitude(), name));
      assertThat(redis.geodist("cafes", "gate", "museum", GeoArgs.Unit.m))
          .isCloseTo(1340, within(20.0));
      assertThat(redis.geopos("cafes", "gate", "nothing")).hasSize(2).last().isNull();

      var station =
          GeoSearch.<String>fromCoordinates(STATION.getLongitude(), STATION.getLatitude());
      var near =
          redis.geosearch(
              "cafes",
              station,
              GeoSearch.byRadius(3, GeoArgs.Unit.km),
              new GeoArgs().withDistance().withHash().withCoordinates().asc());
      assertThat(near).extracting(GeoWithin::getMember).containsExactly("gate", "museum", "zoo");
      assertThat(near.getFirst().getDistance()).isCloseTo(1.13, within(0.02));
      assertThat(near.getFirst().getGeohash()).isPositive();
      assertThat(near.getFirst().getCoordinates().getX().doubleValue())
          .isCloseTo(13.3777, within(1e-5));

      assertThat(
              redis.geosearchstore(
                  "near",
                  "cafes",
                  GeoSearch.fromMember("zoo"),
                  GeoSearch.byBox(8, 8, GeoArgs.Unit.km),
                  new GeoArgs(),
                  false))
          .isEqualTo(2);
      assertThat(redis.geosearch("near", station, GeoSearch.byRadius(99, GeoArgs.Unit.km)))
          .containsExactlyInAnyOrder("gate", "zoo");
    }
  }
}
