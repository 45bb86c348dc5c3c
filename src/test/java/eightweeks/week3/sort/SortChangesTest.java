package eightweeks.week3.sort;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Desk;
import eightweeks.harness.Witness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What SORT leaves behind: events, effects, statistics. What it replies is in SortTest. */
final class SortChangesTest {
  private final Desk desk = Desk.open();
  private final Witness witness = Witness.of(desk.server);

  @BeforeEach
  void fill() {
    desk.given("RPUSH l 3 1 2", "SET w_1 x");
    witness.changes();
    witness.effects();
  }

  @Test
  void sort_withoutStore_changesNothing() {
    desk.given("SORT l DESC", "SORT_RO l BY w_* ALPHA GET w_*", "SORT nothing");
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects()).isEmpty();
  }

  @Test
  void store_tellsOfTheDestination_andGoesOutAsItCame() {
    desk.given("SORT l STORE to");
    assertThat(witness.changes()).containsExactly("touched 0:to", "LIST sortstore 0:to");
    assertThat(witness.effects()).containsExactly("0: SORT l STORE to");
    desk.given("SORT l LIMIT 9 9 STORE to");
    assertThat(witness.changes()).containsExactly("touched 0:to", "GENERIC del 0:to");
    assertThat(witness.effects()).containsExactly("0: SORT l LIMIT 9 9 STORE to");
    desk.given("SORT nothing STORE to");
    assertThat(witness.changes()).isEmpty();
    assertThat(witness.effects()).isEmpty();
  }

  @Test
  void eachElementThatIsStored_isAChange() {
    long before = Long.parseLong(desk.server.info("rdb_changes_since_last_save"));
    desk.given("SORT l GET # GET w_* STORE to");
    long after = Long.parseLong(desk.server.info("rdb_changes_since_last_save"));
    assertThat(after - before).isEqualTo(6);
  }

  @Test
  void storedList_servesWhoWaitsForIt() {
    var waiting = desk.server.connect().send("BLPOP to 0\r\n");
    desk.given("SORT l DESC STORE to");
    assertThat(Desk.flat(waiting.reply())).isEqualTo("*[to 3]");
    assertThat(desk.say("LRANGE to 0 -1")).isEqualTo("*[2 1]");
  }

  @Test
  void keysThatPatternsFind_areHits_andThoseTheyDoNotFind_areMisses() {
    desk.given("CONFIG RESETSTAT", "SORT l GET w_*");
    assertThat(desk.server.info("keyspace_hits")).as("the list, and one weight").isEqualTo("2");
    assertThat(desk.server.info("keyspace_misses")).isEqualTo("2");
  }

  @Test
  void watchedDestination_isTouched() {
    var other = desk.server.connect();
    desk.given("WATCH to", "MULTI", "PING");
    other.inline("SORT l STORE to");
    assertThat(desk.say("EXEC")).isEqualTo("*-1");
  }
}
