package eightweeks.week2.sds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SdsTest {
  @Test
  void appended_piecesAreThereInOrder() {
    var random = new Random(3);
    var sds = new Sds();
    var model = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      long number = random.nextLong() >> random.nextInt(64);
      var bytes = Ascii.bytes("<\0" + i + ">");
      sds.append(bytes, 1, bytes.length - 1).append(number).append("x");
      model.append("\0").append(i).append('>').append(number).append('x');
    }
    assertThat(sds.toString()).isEqualTo(model.toString());
    assertThat(sds.length()).isEqualTo(model.length());
    assertThat(sds.toBytes()).isEqualTo(Ascii.bytes(model.toString()));
  }

  @Test
  void growing_isGreedy() {
    var sds = new Sds();
    sds.append("0123456789");
    assertThat(sds.available()).as("as much again").isEqualTo(10);
    sds.append("0123456789");
    assertThat(sds.available()).isZero();
    sds.append("x");
    assertThat(sds.available()).isEqualTo(21);
  }

  @Test
  void growing_addsAMegabyteAtMost() {
    var sds = new Sds(new byte[3 << 20]);
    sds.append("x");
    assertThat(sds.available()).isEqualTo(Sds.MAX_PREALLOC);
  }

  @Test
  void manySmallPieces_areCopiedFewTimes() {
    var sds = new Sds();
    int arrays = 0;
    var array = sds.array();
    for (int i = 0; i < 100_000; i++) {
      sds.append("x");
      if (sds.array() != array) {
        array = sds.array();
        arrays++;
      }
    }
    assertThat(arrays).isLessThanOrEqualTo(18);
  }

  @Test
  void truncated_keepsItsCapacity() {
    var sds = new Sds(Ascii.bytes("hello"));
    var array = sds.array();
    sds.truncate(2);
    assertThat(sds.toString()).isEqualTo("he");
    sds.append("y");
    assertThat(sds.toString()).isEqualTo("hey");
    assertThat(sds.array()).isSameAs(array);
    assertThatThrownBy(() -> sds.truncate(4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> sds.truncate(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
