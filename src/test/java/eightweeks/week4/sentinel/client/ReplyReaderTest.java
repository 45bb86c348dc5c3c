package eightweeks.week4.sentinel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week4.sentinel.client.ReplyValue.Bulk;
import eightweeks.week4.sentinel.client.ReplyValue.Elements;
import eightweeks.week4.sentinel.client.ReplyValue.Failure;
import eightweeks.week4.sentinel.client.ReplyValue.Nothing;
import eightweeks.week4.sentinel.client.ReplyValue.Simple;
import eightweeks.week4.sentinel.client.ReplyValue.Whole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyReaderTest {
  private static final String ALL =
      "+PONG\r\n-ERR no\r\n:-7\r\n$3\r\na\r\n\r\n$-1\r\n*2\r\n:1\r\n*1\r\n$0\r\n\r\n*-1\r\n_\r\n"
          + "=6\r\ntxt:ab\r\n>1\r\n+x\r\n";

  /** Bytes come in any pieces: a reply that is cut is read when the rest is there. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void repliesInPieces_areReadWhole(int size) throws IOException {
    var reader = new ReplyReader();
    var values = new ArrayList<ReplyValue>();
    for (int i = 0; i < ALL.length(); i += size) {
      var piece = Ascii.bytes(ALL.substring(i, Math.min(ALL.length(), i + size)));
      reader.add(piece, piece.length);
      for (var value = reader.next(); value != null; value = reader.next()) {
        values.add(value);
      }
    }
    assertThat(values)
        .containsExactly(
            new Simple("PONG"),
            new Failure("ERR no"),
            new Whole(-7),
            new Bulk("a\r\n"),
            new Nothing(),
            new Elements(List.of(new Whole(1), new Elements(List.of(new Bulk(""))))),
            new Nothing(),
            new Nothing(),
            new Bulk("ab"),
            new Elements(List.of(new Simple("x"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"!\r\n", "\r\n", "$x\r\n", "$999999999999\r\n", "*99999999\r\n", "=2\r\nab\r\n"})
  void whatIsNoReply_isAnError(String text) {
    var reader = new ReplyReader();
    assertThatThrownBy(
            () -> {
              reader.add(Ascii.bytes(text), text.length());
              reader.next();
            })
        .isInstanceOf(IOException.class);
  }

  /** A hostile server could have the stack overflow otherwise. */
  @Test
  void arraysInArrays_haveALimit() {
    var text = "*1\r\n".repeat(100);
    var reader = new ReplyReader();
    assertThatThrownBy(
            () -> {
              reader.add(Ascii.bytes(text), text.length());
              reader.next();
            })
        .isInstanceOf(IOException.class);
  }
}
