package eightweeks.week3.lists;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week3.command.EffectSink;
import eightweeks.week3.command.Effects;
import eightweeks.week3.command.KeyspaceEvents;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What others hear of changes to lists: events, touched keys, effects, and how many changes. */
final class ListChangesTest {
  private final ListDesk desk = ListDesk.open();
  private final KeyspaceEvents changes = desk.server.parts().need(KeyspaceEvents.SERVICE);
  private final List<String> heard = new ArrayList<>();
  private final List<String> effects = new ArrayList<>();

  @BeforeEach
  void listen() {
    desk.make("l", "a b a c");
    desk.make("one", "x");
    changes.onEvent(
        (_, event, _, bytes, offset, length) -> {
          if (!event.equals("new")) {
            heard.add(event + " " + Ascii.text(bytes, offset, length));
          }
        });
    changes.onModified(
        (_, _, bytes, offset, length) -> heard.add("touched " + Ascii.text(bytes, offset, length)));
    desk.server
        .parts()
        .need(Effects.SERVICE)
        .addSink(
            new EffectSink() {
              @Override
              public int targets() {
                return Effects.ALL;
              }

              @Override
              public void effect(int database, int these, byte[] resp, int offset, int length) {
                var words = Ascii.text(resp, offset, length).replaceAll("[*$]\\d+\r\n", "").trim();
                effects.add(words.replace("\r\n", " "));
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "LPUSH l x y z, 3, touched l; lpush l",
    "RPUSH new x, 1, touched new; rpush new",
    "LPUSHX l x, 1, touched l; lpush l",
    "RPUSHX l x y, 2, touched l; rpush l",
    "LPOP l, 1, lpop l; touched l",
    "RPOP l 2, 2, rpop l; touched l",
    "RPOP one, 1, rpop one; del one; touched one",
    "LPOP one 5, 1, lpop one; del one; touched one",
    "LSET l 0 z, 1, touched l; lset l",
    "LINSERT l BEFORE b z, 1, touched l; linsert l",
    "LREM l 0 a, 2, touched l; lrem l",
    "LREM one 0 x, 1, touched one; lrem one; del one",
    "LTRIM l 1 1, 3, ltrim l; touched l",
    "LTRIM l 9 9, 4, ltrim l; del l; touched l",
    "LMOVE l m RIGHT LEFT, 1, touched m; lpush m; rpop l; touched l",
    "LMOVE one l LEFT RIGHT, 1, touched l; rpush l; lpop one; del one; touched one",
    "RPOPLPUSH one one, 1, touched one; lpush one; rpop one; touched one",
    "LMPOP 2 nothing l LEFT COUNT 2, 2, lpop l; touched l",
    "BLPOP l 0, 1, lpop l; touched l",
    "BRPOP one 0, 1, rpop one; del one; touched one",
    "BLMPOP 0 1 l RIGHT COUNT 3, 3, rpop l; touched l",
    "BRPOPLPUSH l m 0, 1, touched m; lpush m; rpop l; touched l",
  })
  void change_isToldInRedissOrder(String command, long changed, String told) {
    long before = changes.dirty();
    desk.say(command);
    assertThat(heard).containsExactly(told.split("; "));
    assertThat(changes.dirty() - before).isEqualTo(changed);
  }

  @Test
  void ltrimThatTrimsNothing_isAnEventAllTheSame_butNoChange() {
    long before = changes.dirty();
    desk.say("LTRIM l 0 -1");
    assertThat(heard).containsExactly("ltrim l", "touched l");
    assertThat(changes.dirty()).isEqualTo(before);
    assertThat(effects).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LPUSHX nothing x",
        "LPOP nothing",
        "LPOP l 0",
        "LSET l 9 x",
        "LINSERT l BEFORE z x",
        "LREM l 0 z",
        "LTRIM nothing 0 1",
        "LMOVE nothing l LEFT LEFT",
        "LMPOP 1 nothing LEFT",
        "LRANGE l 0 -1",
        "LINDEX l 0",
        "LPOS l a",
        "LLEN l",
        "LPOP l -1",
      })
  void withoutAChange_nothingIsTold(String command) {
    long before = changes.dirty();
    desk.say(command);
    assertThat(heard).isEmpty();
    assertThat(effects).isEmpty();
    assertThat(changes.dirty()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "LPUSH l x y, LPUSH l x y",
    "LMOVE l m LEFT LEFT, LMOVE l m LEFT LEFT",
    "RPOPLPUSH l m, RPOPLPUSH l m",
    "LMPOP 2 nothing l LEFT, LPOP l 1",
    "LMPOP 1 l RIGHT COUNT 100, RPOP l 4",
    "BLPOP nothing l 0, LPOP l",
    "BRPOP l 0, RPOP l",
    "BLMPOP 0 1 l LEFT COUNT 2, LPOP l 2",
    "BLMOVE l m left right 0, LMOVE l m left right",
    "BRPOPLPUSH l m 0, RPOPLPUSH l m",
  })
  void effect_isWhatWouldDoTheSameWithoutWaiting(String command, String effect) {
    desk.say(command);
    assertThat(effects).containsExactly(effect);
  }

  @Test
  void servedClient_isAnEffectBehindThePush() {
    desk.waiting("BLMPOP 0 1 new LEFT COUNT 2");
    desk.waiting("BLMOVE new m LEFT RIGHT 0");
    desk.say("RPUSH new 1 2 3");
    assertThat(effects).containsExactly("RPUSH new 1 2 3", "LPOP new 2", "LMOVE new m LEFT RIGHT");
  }

  @Test
  void watchedList_stopsATransaction() {
    desk.client.call("WATCH", "l");
    desk.server.connect().inline("LPOP l");
    desk.client.call("MULTI");
    desk.client.call("LPOP", "l");
    assertThat(desk.client.call("EXEC")).isEqualTo("*-1\r\n");
    assertThat(desk.elements("l")).isEqualTo("b a c");
  }
}
