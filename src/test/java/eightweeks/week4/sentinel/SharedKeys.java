package eightweeks.week4.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What clients have written to keys that all of them share, and what they have read: a record of
 * operations, each with its place in the history of a server.
 *
 * <p>Redis promises little across a failover, but much inside one history: a read shows the last
 * write before it. So a read must not show a value that no client has written, nothing at all where
 * a write comes before it, a value that a later write has replaced, or one that is written only
 * later or in a history that is not its own.
 */
final class SharedKeys {
  /**
   * A write or a read that a server has answered.
   *
   * @param value null if the key was not there
   * @param history the server's replication ID behind the operation
   * @param offset the server's offset behind the operation
   */
  private record Operation(
      String key, @Nullable String value, long atMillis, String history, long offset) {}

  private final Set<String> sent = new HashSet<>();
  private final List<Operation> writes = new ArrayList<>();
  private final List<Operation> reads = new ArrayList<>();

  /** A write was sent: whether it takes place is not known. */
  void sent(String key, String value) {
    sent.add(key + " " + value);
  }

  void written(String key, String value, long atMillis, String history, long offset) {
    writes.add(new Operation(key, value, atMillis, history, offset));
  }

  void read(String key, @Nullable String value, long atMillis, String history, long offset) {
    reads.add(new Operation(key, value, atMillis, history, offset));
  }

  /** Returns the number of reads. */
  int reads() {
    return reads.size();
  }

  /**
   * @throws AssertionError if a read shows what it may not show
   */
  void check(Histories histories) {
    for (var read : reads) {
      var source = read.value == null ? null : writeOf(read);
      if (read.value != null) {
        assertThat(sent)
            .as("%s: a client has written it", read)
            .contains(read.key + " " + read.value);
      }
      if (source != null) {
        assertThat(
                isBefore(histories, source, read)
                    || histories.startsFromDisk(read.history, source.history))
            .as("%s shows %s, which is not before it", read, source)
            .isTrue();
      }
      if (source != null || read.value == null) {
        checkNoneBetween(histories, source, read);
      }
    }
  }

  private @Nullable Operation writeOf(Operation read) {
    for (var write : writes) {
      if (write.key.equals(read.key) && Objects.equals(write.value, read.value)) {
        return write;
      }
    }
    return null; // it was not acknowledged
  }

  private void checkNoneBetween(Histories histories, @Nullable Operation source, Operation read) {
    for (var write : writes) {
      if (write.key.equals(read.key)
          && isKnownToBeBefore(histories, write, read)
          && (source == null || isKnownToBeBefore(histories, source, write))) {
        assertThat(write).as("%s does not show the last write before it", read).isSameAs(source);
      }
    }
  }

  /** A server that has had no replica yet counts no offset: its operations are in no order. */
  private static boolean isKnownToBeBefore(Histories histories, Operation one, Operation other) {
    boolean isCounted = one.offset > 0 || !one.history.equals(other.history);
    return isCounted && isBefore(histories, one, other);
  }

  private static boolean isBefore(Histories histories, Operation one, Operation other) {
    return histories.contains(other.history, other.offset, one.history, one.offset);
  }
}
