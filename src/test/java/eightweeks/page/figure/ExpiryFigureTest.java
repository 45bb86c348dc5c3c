package eightweeks.page.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ExpiryFigureTest {
  private final Stepper figure = FigureKind.EXPIRY.begin();

  private List<String> act(String action, String keys, String millis) {
    figure.act(action, List.of(keys, millis));
    var said = new ArrayList<String>();
    do {
      said.add(figure.scene().said());
    } while (figure.forward());
    return said;
  }

  private String fact(String name) {
    return figure.scene().facts().stream()
        .filter(fact -> fact.name().equals(name))
        .map(Scene.Fact::value)
        .findFirst()
        .orElse("");
  }

  @Test
  void keyExpiresAtOneMoment_andIsDeletedAtALaterOneByTheCycle() {
    assertThat(act("turn", "", "250"))
        .containsExactly(
            "151 ms: lock has expired. Its entry is still there, and no client gets it any more.",
            "200 ms: The cycle visits 3 keys and deletes lock. More than a tenth of this sample had"
                + " expired, so it visits another, of 2 keys. Active expiry.",
            "231 ms: page has expired. Its entry is still there, and no client gets it any more.",
            "The clock shows 250 ms.");
    assertThat(fact("keys (DBSIZE)")).isEqualTo("2");
    assertThat(fact("expired_keys")).isEqualTo("1");
    assertThat(figure.scene().state())
        .isEqualTo(
            "Time 250. user: lives until 320. page: expired at 230, not deleted. Deleted: lock at"
                + " 200 by the cycle. The cycle is on.");
  }

  @Test
  void lookup_deletesWhatHasExpired() {
    act("turn", "", "160");
    assertThat(act("get", "lock page lock", ""))
        .containsExactly(
            "GET lock: a miss, because it has expired; and this lookup deletes the entry. Lazy"
                + " expiry.",
            "GET page: a hit. It has 70 ms left.",
            "GET lock: a miss. There is no such key.");
    assertThat(fact("hits") + " " + fact("misses")).isEqualTo("1 2");
    assertThat(figure.scene().state()).contains("Deleted: lock at 160 by a lookup.");
  }

  @Test
  void withoutTheCycle_anExpiredKeyStays_untilItIsLookedUp() {
    act("cycle", "", "");
    assertThat(act("turn", "", "2000").getLast()).isEqualTo("The clock shows 2,000 ms.");
    assertThat(fact("keys (DBSIZE)")).isEqualTo("3");
    assertThat(act("set", "user", "100"))
        .containsExactly(
            "SET user v PX 100: it lives until 2,100 ms. Its old entry had expired: the lookup of"
                + " SET deleted it.");
    act("cycle", "", "");
    assertThat(act("turn", "", "50"))
        .as("the cron runs at 2,100")
        .containsExactly("The clock shows 2,050 ms. Nothing has happened.");
    assertThat(act("turn", "", "60"))
        .containsExactly(
            "2,100 ms: The cycle visits 3 keys and deletes page, lock. More than a tenth of this"
                + " sample had expired, so it visits another, of 1 key. Active expiry.",
            "2,101 ms: user has expired. Its entry is still there, and no client gets it any more.",
            "The clock shows 2,110 ms.");
  }

  @Test
  void keyInItsLastMillisecond_isThere() {
    act("turn", "", "150");
    assertThat(act("get", "lock", "").getLast()).isEqualTo("GET lock: a hit. It has 0 ms left.");
  }

  /** 40 keys: a sample has 20, and a cycle that finds few of them expired visits no other. */
  @Test
  void fewExpiredKeysAmongMany_areDeletedByLaterCycles() {
    act("turn", "", "1000"); // the first three keys are gone
    act("set", "x y", "10");
    act(
        "set",
        IntStream.range(0, 38).mapToObj(i -> "k" + i).collect(Collectors.joining(" ")),
        "5000");
    assertThat(act("turn", "", "100").getLast())
        .as("the walk goes from the end of the vector to its start")
        .isEqualTo("The clock shows 1,100 ms. One cycle has run, and has deleted nothing.");
    assertThat(act("turn", "", "100"))
        .containsExactly("1,200 ms: The cycle visits 20 keys and deletes y, x. Active expiry.");
  }

  @Test
  void allKeysExpired_noOtherSampleFollows() {
    act("turn", "", "160");
    act("get", "lock", "");
    assertThat(act("turn", "", "240").getLast())
        .isEqualTo("400 ms: The cycle visits 1 key and deletes user. Active expiry.");
  }

  @Test
  void manyExpiredKeys_takeSeveralSamples() {
    act("turn", "", "1000");
    act(
        "set",
        IntStream.range(0, 30).mapToObj(i -> "k" + i).collect(Collectors.joining(" ")),
        "10");
    assertThat(act("turn", "", "100").getLast())
        .isEqualTo(
            "1,100 ms: The cycle visits 30 keys, in samples of 20 at most, and deletes 30 keys."
                + " Active expiry.");
  }

  @Test
  void whatNoNumberIs_isRefused() {
    assertThat(act("turn", "", "soon"))
        .containsExactly("A whole number of milliseconds from 1 to 5,000 is needed.");
    assertThat(act("set", "a", "0")).allMatch(said -> said.startsWith("A whole number"));
    assertThat(act("get", " ", "")).containsExactly("No key.");
    assertThat(fact("time")).isEqualTo("0 ms");
  }
}
