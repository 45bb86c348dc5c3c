package eightweeks.week6.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week6.tls.Certificates;
import java.io.IOException;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrivateKeysTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rsa-pkcs1.key",
        "rsa-pkcs1-encrypted.key",
        "rsa-pkcs1-3des.key",
        "rsa-pkcs8-encrypted.key"
      })
  void allFormsOfAnRsaKey_areTheSameKey(String file) throws IOException {
    assertThat(PrivateKeys.read(Certificates.read(file), "1234"))
        .isEqualTo(PrivateKeys.read(Certificates.read("rsa.key"), ""));
  }

  @Test
  void bothFormsOfAnEcKey_areTheSameKey() throws IOException {
    var traditional = (ECPrivateKey) PrivateKeys.read(Certificates.read("sec1.key"), "");
    var modern = (ECPrivateKey) PrivateKeys.read(Certificates.read("server.key"), "");
    assertThat(traditional.getS()).isEqualTo(modern.getS());
    assertThat(traditional.getParams()).isEqualTo(modern.getParams());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rsa-pkcs1-encrypted.key", "rsa-pkcs1-3des.key", "rsa-pkcs8-encrypted.key"})
  void encryptedKey_withAWrongPasswordOrNone_saysSo(String file) {
    var bytes = Certificates.read(file);
    assertThatThrownBy(() -> PrivateKeys.read(bytes, ""))
        .hasMessage("the key is encrypted and no password is set");
    assertThatThrownBy(() -> PrivateKeys.read(bytes, "wrong")).isInstanceOf(IOException.class);
  }

  @Test
  void carriageReturnsAndTextAroundTheBlock_areNoTrouble() throws IOException {
    var text = Ascii.text(Certificates.read("server.key")).replace("\n", "\r\n");
    var file = Ascii.bytes("the key of the server:\r\n\r\n" + text + "\r\nend\r\n");
    var unchanged = PrivateKeys.read(Certificates.read("server.key"), "");
    assertThat(PrivateKeys.read(file, "").getEncoded()).isEqualTo(unchanged.getEncoded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"server.key", "sec1.key", "rsa-pkcs1.key", "rsa-pkcs1-encrypted.key"})
  void damagedFile_isAnErrorAndNothingElse(String name) {
    // Whatever is wrong with a file, the answer is an IOException, which becomes a line in the log.
    long seed = name.hashCode();
    var random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      var file = Certificates.read(name);
      for (int change = random.nextInt(4); change >= 0; change--) {
        file[random.nextInt(file.length)] = (byte) (32 + random.nextInt(95));
      }
      var damaged = Arrays.copyOf(file, 1 + random.nextInt(2 * file.length));
      try {
        assertThat(PrivateKeys.read(damaged, "1234")).as("seed " + seed).isNotNull();
      } catch (IOException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }
}
