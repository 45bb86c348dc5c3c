package eightweeks.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.SortArgs;
import io.lettuce.core.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SortingParams;
import redis.clients.jedis.resps.Tuple;

/** More than fits in one reply: walks over keys and members page by page, and SORT. */
final class WalksTest extends OneServer {
  private static final int MANY = 1_500;

  /** Many strings and half as many hashes; returns the names of the strings. */
  private static TreeSet<String> fill(Jedis jedis) {
    var strings = new TreeSet<String>();
    try (var pipeline = jedis.pipelined()) {
      for (int i = 0; i < MANY; i++) {
        pipeline.set("string:" + i, "" + i);
        strings.add("string:" + i);
        if (i % 2 == 0) {
          pipeline.hset("hash:" + i, "field", "" + i);
        }
      }
    }
    return strings;
  }

  private static List<String> members() {
    return IntStream.range(0, MANY).mapToObj(i -> "member " + i).toList();
  }

  @ParameterizedTest
  @EnumSource
  void jedis_walksOverAllKeys(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol);
        var pooled = new JedisPooled(address(), config(protocol).build())) {
      var strings = fill(jedis);
      var found = new TreeSet<String>();
      int pages = 0;
      var page = new ScanParams().count(50);
      var cursor = ScanParams.SCAN_POINTER_START;
      do {
        var reply = jedis.scan(cursor, page, "string");
        found.addAll(reply.getResult());
        cursor = reply.getCursor();
        pages++;
      } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
      assertThat(found).isEqualTo(strings);
      assertThat(pages).isGreaterThan(20);

      var hashes = pooled.scanIteration(100, "hash:*").collect(new TreeSet<>());
      assertThat(hashes).hasSize(MANY / 2).allMatch(key -> key.startsWith("hash:"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void lettuce_walksOverAllKeys(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol);
        var connection = lettuce(protocol)) {
      var strings = fill(jedis);
      var found = new TreeSet<String>();
      var walk = ScanIterator.scan(connection.sync(), KeyScanArgs.Builder.type("string").limit(50));
      while (walk.hasNext()) {
        var key = walk.next();
        found.add(key);
        connection.sync().hdel("hash:" + key.substring("string:".length()), "field");
      }
      assertThat(found).as("whatever goes on meanwhile").isEqualTo(strings);
      assertThat(connection.sync().dbsize()).as("the hashes are gone").isEqualTo(MANY);
    }
  }

  @ParameterizedTest
  @EnumSource
  void jedis_walksOverMembers(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol)) {
      var members = members();
      jedis.sadd("set", members.toArray(String[]::new));
      var scores = new HashMap<String, Double>();
      var fields = new HashMap<String, String>();
      for (int i = 0; i < MANY; i++) {
        scores.put(members.get(i), i / 2.0);
        fields.put(members.get(i), "value " + i);
      }
      jedis.zadd("sorted", scores);
      jedis.hset("hash", fields);

      var ofSet = new TreeSet<String>();
      var ofSorted = new TreeMap<String, Double>();
      var ofHash = new TreeMap<String, String>();
      var page = new ScanParams().count(100);
      var cursor = "0";
      do {
        var reply = jedis.sscan("set", cursor, page);
        ofSet.addAll(reply.getResult());
        cursor = reply.getCursor();
      } while (!cursor.equals("0"));
      do {
        var reply = jedis.zscan("sorted", cursor, page);
        for (Tuple tuple : reply.getResult()) {
          ofSorted.put(tuple.getElement(), tuple.getScore());
        }
        cursor = reply.getCursor();
      } while (!cursor.equals("0"));
      do {
        var reply = jedis.hscan("hash", cursor, page);
        for (Map.Entry<String, String> field : reply.getResult()) {
          ofHash.put(field.getKey(), field.getValue());
        }
        cursor = reply.getCursor();
      } while (!cursor.equals("0"));
      assertThat(ofSet).containsExactlyInAnyOrderElementsOf(members);
      assertThat(ofSorted).isEqualTo(scores);
      assertThat(ofHash).isEqualTo(fields);
    }
  }

  @ParameterizedTest
  @EnumSource
  void lettuce_walksOverMembers(ProtocolVersion protocol) {
    try (var connection = lettuce(protocol)) {
      var redis = connection.sync();
      var members = members();
      redis.sadd("set", members.toArray(String[]::new));
      var scores = new ArrayList<ScoredValue<String>>();
      var fields = new ArrayList<KeyValue<String, String>>();
      for (int i = 0; i < MANY; i++) {
        scores.add(ScoredValue.just(i / 2.0, members.get(i)));
        fields.add(KeyValue.just(members.get(i), "value " + i));
        redis.hset("hash", members.get(i), "value " + i);
      }
      redis.zaddincr("sorted", 1, "gone");
      redis.zrem("sorted", "gone");
      @SuppressWarnings({
        "unchecked",
        "rawtypes"
      }) // an array of a generic type, as the API wants it
      ScoredValue<String>[] all = scores.toArray(new ScoredValue[0]);
      assertThat(redis.zadd("sorted", all)).isEqualTo(MANY);

      var page = ScanArgs.Builder.limit(100);
      assertThat(ScanIterator.sscan(redis, "set", page).stream().distinct())
          .containsExactlyInAnyOrderElementsOf(members);
      assertThat(ScanIterator.zscan(redis, "sorted", page).stream().distinct())
          .containsExactlyInAnyOrderElementsOf(scores);
      assertThat(ScanIterator.hscan(redis, "hash", page).stream().distinct())
          .containsExactlyInAnyOrderElementsOf(fields);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsAreSorted_byAColumnOfTheirs(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol);
        var connection = lettuce(protocol)) {
      var redis = connection.sync();
      jedis.rpush("people", "7", "8", "9");
      jedis.hset("person:7", Map.of("name", "ada", "age", "36"));
      jedis.hset("person:8", Map.of("name", "bob", "age", "4"));
      jedis.hset("person:9", Map.of("name", "cleo", "age", "22"));
      assertThat(
              jedis.sort(
                  "people", new SortingParams().by("person:*->age").get("#", "person:*->name")))
          .containsExactly("8", "bob", "9", "cleo", "7", "ada");
      assertThat(
              redis.sort(
                  "people",
                  SortArgs.Builder.by("person:*->name")
                      .alpha()
                      .desc()
                      .limit(0, 2)
                      .get("person:*->age")))
          .containsExactly("22", "4");
      assertThat(
              redis.sortStore(
                  "people", SortArgs.Builder.by("person:*->age").get("person:*->name"), "names"))
          .isEqualTo(3);
      assertThat(jedis.lrange("names", 0, -1)).containsExactly("bob", "cleo", "ada");
      assertThat(jedis.sortReadonly("people", new SortingParams().desc().limit(1, 1)))
          .containsExactly("8");
      assertThat(jedis.sort("people", new SortingParams().by("nosort").get("nothing:*")))
          .containsExactly(null, null, null);
    }
  }
}
