package eightweeks.week3.commandkeys;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Resp;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.ProtocolLimits;
import eightweeks.week1.resp.Query;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Key specs that no command of Redis has, but a module may. */
final class CommandKeysTest {
  private static @Nullable CommandKeys keys(KeySpec spec, String... words) {
    var command =
        new Command(CommandSpec.of("toy", -2).keys(spec.means(KeySpec.Use.RO))) {
          @Override
          public void run(Client client, Args args) {
            throw new AssertionError("it is not run");
          }
        };
    var bytes = Ascii.bytes(Resp.query(words));
    var query = new Query();
    query.feed(bytes, 0, bytes.length);
    assertThat(query.next(ProtocolLimits.of(1000))).isEqualTo(Query.Found.COMMAND);
    return CommandKeys.of(command, query.args());
  }

  /** The number counts the values between the keys, too. */
  @Test
  void countedKeys_withAStep_areAmongThatNumberOfArguments() {
    var found =
        Objects.requireNonNull(
            keys(KeySpec.at(1).counted(0, 1, 2), "toy", "4", "a", "1", "b", "2", "c", "3"));
    assertThat(IntStream.range(0, found.count()).map(found::position)).containsExactly(2, 4);
  }

  @Test
  void countedKeys_moreThanThereAreArguments_areInvalid() {
    assertThat(keys(KeySpec.at(1).counted(0, 1, 1), "toy", "3", "a", "b")).isNull();
    assertThat(keys(KeySpec.at(1).counted(0, 1, 1), "toy", "0", "a", "b")).isNull();
    assertThat(keys(KeySpec.at(1).counted(0, 1, 1), "toy", "-1", "a", "b")).isNull();
  }
}
