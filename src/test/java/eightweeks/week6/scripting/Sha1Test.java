package eightweeks.week6.scripting;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compared with the JDK's. */
final class Sha1Test {
  @Test
  void knownHash_isWritten() {
    assertThat(Sha1.hex(Sha1.of(Ascii.bytes("return 1"))))
        .isEqualTo("e0e1f9fabfc9d4800c877a703b823ac0578ff8db");
  }

  @Test
  void everyLength_hasTheHashOfTheJdk() throws NoSuchAlgorithmException {
    var random = new Random(5);
    var jdk = MessageDigest.getInstance("SHA-1");
    for (int length = 0; length < 300; length++) {
      var bytes = new byte[length];
      random.nextBytes(bytes);
      assertThat(Sha1.of(bytes)).as("%s bytes", length).isEqualTo(jdk.digest(bytes));
    }
  }
}
