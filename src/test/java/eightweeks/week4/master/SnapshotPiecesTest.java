package eightweeks.week4.master;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Arrays are used again, and neither too early nor never; what they take is counted. */
final class SnapshotPiecesTest {
  private final SnapshotPieces pieces = new SnapshotPieces();
  private final Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());

  @Test
  void array_isUsedAgain_whenTheLastReplicaWasSentIt() throws IOException {
    var fast = new ReplicaOutput();
    var slow = new ReplicaOutput();
    var first = pieces.array();
    pieces.send(first, 10, List.of(fast, slow));

    fast.write(new Wire(10));
    assertThat(pieces.array()).isNotSameAs(first);
    slow.write(new Wire(9));
    assertThat(pieces.array()).isNotSameAs(first);
    slow.write(new Wire(1));
    assertThat(pieces.array()).isSameAs(first);
  }

  @Test
  void array_isUsedAgain_whenTheReplicaIsGone_orThereIsNone() {
    var gone = new ReplicaOutput();
    var first = pieces.array();
    pieces.send(first, 10, List.of(gone));
    gone.close();
    assertThat(pieces.array()).isSameAs(first);

    pieces.send(first, 10, List.of());
    assertThat(pieces.array()).isSameAs(first);
  }

  /** The snapshot does not go on while too much is in use: a few bytes take a whole array, too. */
  @Test
  void bytesInUse_areThoseOfWholeArrays_untilTheSlowestReplicaWasSentThem() throws IOException {
    var fast = new ReplicaOutput();
    var slow = new ReplicaOutput();
    assertThat(pieces.bytesInUse()).isZero();
    pieces.send(pieces.array(), 10, List.of(fast, slow));
    pieces.send(pieces.array(), 10, List.of(fast, slow));
    fast.write(new Wire(20));
    assertThat(pieces.bytesInUse()).isEqualTo(2L * SnapshotPieces.LENGTH);
    slow.write(new Wire(10));
    assertThat(pieces.bytesInUse()).isEqualTo(SnapshotPieces.LENGTH);
    slow.close();
    assertThat(pieces.bytesInUse()).isZero();
  }

  /** An array that is used again too early would change what a slower replica gets. */
  @Test
  void replicasOfAnySpeed_getTheSameBytes_inAFewArrays() throws IOException {
    for (long seed = 0; seed < 50; seed++) {
      var random = new Random(seed);
      var sent = new ByteArrayOutputStream();
      var outputs = List.of(new ReplicaOutput(), new ReplicaOutput(), new ReplicaOutput());
      var wires = new ArrayList<Wire>();
      outputs.forEach(_ -> wires.add(new Wire(0)));
      arrays.clear();

      for (int i = 0; i < 100; i++) {
        piece(random, sent, outputs);
        while (outputs.stream().anyMatch(output -> output.ownBytes() > 4 * SnapshotPieces.LENGTH)) {
          write(random, outputs, wires);
        }
      }
      while (outputs.stream().anyMatch(ReplicaOutput::isPending)) {
        write(random, outputs, wires);
      }

      assertThat(wires)
          .as("seed %s", seed)
          .allSatisfy(wire -> assertThat(wire.got.toByteArray()).isEqualTo(sent.toByteArray()));
      assertThat(arrays).as("arrays, seed %s", seed).hasSizeLessThan(50);
    }
  }

  private void piece(Random random, ByteArrayOutputStream sent, List<ReplicaOutput> outputs) {
    var array = pieces.array();
    arrays.add(array);
    random.nextBytes(array);
    int length = 1 + random.nextInt(random.nextBoolean() ? 100 : SnapshotPieces.LENGTH);
    sent.write(array, 0, length);
    pieces.send(array, length, outputs);
  }

  private static void write(Random random, List<ReplicaOutput> outputs, List<Wire> wires)
      throws IOException {
    int i = random.nextInt(outputs.size());
    wires.get(i).room = random.nextInt(2 * SnapshotPieces.LENGTH);
    outputs.get(i).write(wires.get(i));
  }

  /** A connection that takes some bytes, and no more. */
  private static final class Wire extends Connection {
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();
    private int room;

    Wire(int room) {
      this.room = room;
    }

    @Override
    public int write(byte[] from, int offset, int length) {
      int n = Math.min(room, length);
      got.write(from, offset, n);
      room -= n;
      return n;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return 0;
    }

    @Override
    public boolean finishConnect() {
      return true;
    }

    @Override
    public Endpoint remote() {
      return new Endpoint.Tcp("127.0.0.1", 1);
    }

    @Override
    public Endpoint local() {
      return new Endpoint.Tcp("127.0.0.1", 2);
    }

    @Override
    public void noDelay(boolean on) {}

    @Override
    public void keepAlive(int seconds) {}

    @Override
    public void interest(int mask) {}

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
      return true;
    }
  }
}
