package eightweeks.week1.resp;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Random replies, with headers put off or not, against their plain encoding. */
final class ReplyPropertyTest {
  /** A value that can be replied. */
  sealed interface Value {
    record Bulk(String text) implements Value {}

    record Number(long value) implements Value {}

    record Nothing() implements Value {}

    record Failure(String text) implements Value {}

    /** An array, a map (of pairs) or a set; its header is written first or put off. */
    record Many(char type, boolean deferred, List<Value> elements) implements Value {}
  }

  private static void plain(Value value, int protocol, StringBuilder text) {
    switch (value) {
      case Value.Bulk(var bulk) ->
          text.append('$').append(bulk.length()).append("\r\n").append(bulk).append("\r\n");
      case Value.Number(var number) -> text.append(':').append(number).append("\r\n");
      case Value.Nothing() -> text.append(protocol == 2 ? "$-1\r\n" : "_\r\n");
      case Value.Failure(var error) -> text.append('-').append(error).append("\r\n");
      case Value.Many(var type, _, var elements) -> {
        char sign = protocol == 2 ? '*' : type;
        text.append(sign)
            .append(sign == '%' ? elements.size() / 2 : elements.size())
            .append("\r\n");
        elements.forEach(element -> plain(element, protocol, text));
      }
    }
  }

  private static void say(Value value, Reply reply) {
    switch (value) {
      case Value.Bulk(var bulk) -> reply.bulk(bulk);
      case Value.Number(var number) -> reply.integer(number);
      case Value.Nothing() -> reply.nullBulk();
      case Value.Failure(var error) -> reply.error(error);
      case Value.Many(var type, var deferred, var elements) -> {
        int n = elements.size();
        if (deferred) {
          reply.defer();
        } else {
          switch (type) {
            case '%' -> reply.map(n / 2);
            case '~' -> reply.set(n);
            default -> reply.array(n);
          }
        }
        elements.forEach(element -> say(element, reply));
        if (deferred) {
          switch (type) {
            case '%' -> reply.closeMap(n / 2);
            case '~' -> reply.closeSet(n);
            default -> reply.closeArray(n);
          }
        }
      }
    }
  }

  private static final ReplyBuffer.Owner NOBODY =
      new ReplyBuffer.Owner() {
        @Override
        public void replyBegins() {}

        @Override
        public void replyGrows() {}

        @Override
        public void errorReplied(String text) {}
      };

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void replies_areWhatTheirPlainEncodingIs(
      @ForAll("replies") List<Value> values,
      @ForAll @IntRange(min = 2, max = 3) int protocol,
      @ForAll @IntRange(min = 0, max = 20_000) int filler,
      @ForAll @IntRange(min = 1, max = 40_000) int step) {
    var reply = new Reply(new ChunkPool(), NOBODY);
    reply.protocol(protocol);
    var expected = new StringBuilder("x".repeat(filler));
    reply.bytes(Ascii.bytes("x".repeat(filler)));
    for (var value : values) {
      plain(value, protocol, expected);
      say(value, reply);
      long size = reply.size();
      say(value, reply);
      reply.truncate(size, 0);
    }
    assertThat(reply.size()).isEqualTo(expected.length());
    assertThat(written(reply, step)).isEqualTo(expected.toString());
    assertThat(reply.usage()).isEqualTo(new ReplyBuffer.Usage(0, 0));
  }

  private static String written(Reply reply, int step) {
    var text = new StringBuilder();
    var arrays = new byte[1][];
    var offset = new int[1];
    var length = new int[1];
    while (reply.ranges(arrays, offset, length, Long.MAX_VALUE) > 0) {
      int n = Math.min(step, length[0]);
      text.append(Ascii.text(arrays[0], offset[0], n));
      reply.written(n);
    }
    reply.written(0); // chunks that a header left empty
    return text.toString();
  }

  @Provide
  Arbitrary<List<Value>> replies() {
    return value(3).list().ofMaxSize(6);
  }

  private static Arbitrary<Value> value(int depth) {
    Arbitrary<Value> bulk =
        Arbitraries.frequencyOf(
                Tuple.of(10, Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(12)),
                Tuple.of(2, Arbitraries.integers().between(0, 5_000).map("y"::repeat)),
                Tuple.of(1, Arbitraries.integers().between(16_300, 40_000).map("z"::repeat)))
            .map(Value.Bulk::new);
    Arbitrary<Value> number = Arbitraries.longs().map(Value.Number::new);
    Arbitrary<Value> nothing = Arbitraries.just(new Value.Nothing());
    Arbitrary<Value> failure = Arbitraries.strings().alpha().map(Value.Failure::new);
    if (depth == 0) {
      return Arbitraries.oneOf(bulk, number, nothing, failure);
    }
    Arbitrary<Value> many =
        Arbitraries.integers()
            .between(0, 4)
            .flatMap(pairs -> value(depth - 1).list().ofSize(2 * pairs))
            .flatMap(
                elements ->
                    Arbitraries.of('*', '%', '~')
                        .flatMap(
                            type ->
                                Arbitraries.of(true, false)
                                    .map(later -> new Value.Many(type, later, elements))));
    return Arbitraries.frequencyOf(
        Tuple.of(4, bulk), Tuple.of(2, number), Tuple.of(1, nothing), Tuple.of(5, many));
  }
}
