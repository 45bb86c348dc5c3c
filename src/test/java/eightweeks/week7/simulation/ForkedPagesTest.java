package eightweeks.week7.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The pages that a fork would copy. */
final class ForkedPagesTest {
  private final ForkedPages pages = new ForkedPages(4, 100);

  @Test
  void firstWriteToAPage_copiesIt_andLaterOnesDoNot() {
    assertThat(pages.write(150, 1)).isEqualTo(1);
    assertThat(pages.write(199, 1)).isZero();
    assertThat(pages.write(200, 1)).isEqualTo(1);
    assertThat(pages.isCopied(0)).isFalse();
    assertThat(pages.isCopied(1)).isTrue();
    assertThat(pages.copied()).isEqualTo(2);
    assertThat(pages.copiedBytes()).isEqualTo(200);
  }

  @Test
  void writeAcrossABorder_copiesBothPages() {
    assertThat(pages.write(95, 10)).isEqualTo(2);
    assertThat(pages.write(0, 400)).isEqualTo(2);
  }
}
