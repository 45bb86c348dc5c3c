package eightweeks.week2.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class LittleEndianTest {
  @Test
  void theLeastSignificantByteComesFirst() {
    var bytes = new byte[10];
    LittleEndian.putLong(bytes, 1, 0x0102030405060708L);
    assertThat(bytes).containsExactly(0, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    assertThat(LittleEndian.getLong(bytes, 1)).isEqualTo(0x0102030405060708L);
    assertThat(LittleEndian.getInt(bytes, 1)).isEqualTo(0x05060708);
    assertThat(LittleEndian.getShort(bytes, 1)).isEqualTo((short) 0x0708);
  }

  @Test
  void shorterOnesLeaveTheirNeighboursAlone() {
    var bytes = new byte[] {1, 1, 1, 1, 1, 1, 1, 1};
    LittleEndian.putInt(bytes, 2, -2);
    assertThat(bytes).containsExactly(1, 1, -2, -1, -1, -1, 1, 1);
    LittleEndian.putShort(bytes, 6, (short) 0x8001);
    assertThat(bytes).containsExactly(1, 1, -2, -1, -1, -1, 1, -128);
    assertThat(LittleEndian.getInt(bytes, 2)).isEqualTo(-2);
    assertThat(LittleEndian.getShort(bytes, 6)).isEqualTo((short) 0x8001);
  }

  @Test
  void outsideTheArray_isAnError() {
    assertThatThrownBy(() -> LittleEndian.getLong(new byte[8], 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
