package eightweeks.week6.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CipherNamesTest {
  private static final String EC_256 = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
  private static final String RSA_128 = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
  private static final String CHACHA = "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256";
  private static final String DHE = "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256";
  private static final String OLD = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA";

  private final CipherNames names =
      new CipherNames(List.of(EC_256, RSA_128, CHACHA, DHE, OLD), List.of(EC_256, RSA_128, OLD));

  @ParameterizedTest
  @CsvSource({
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, ECDHE-RSA-AES128-GCM-SHA256",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, ECDHE-ECDSA-CHACHA20-POLY1305",
    "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256, DHE-RSA-AES256-SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, ECDHE-RSA-AES256-SHA",
    "TLS_RSA_WITH_AES_256_GCM_SHA384, AES256-GCM-SHA384",
    "TLS_RSA_WITH_AES_128_CBC_SHA, AES128-SHA",
    "SSL_RSA_WITH_3DES_EDE_CBC_SHA, DES-CBC3-SHA",
    "TLS_AES_128_GCM_SHA256, TLS_AES_128_GCM_SHA256",
  })
  void everySuite_hasOpenSslsName(String ours, String openSsl) {
    assertThat(CipherNames.openSsl(ours)).isEqualTo(openSsl);
  }

  @Test
  void names_areUnderstoodInBothLanguages_inTheirOrder() {
    assertThat(names.parse("ECDHE-RSA-AES128-GCM-SHA256:" + EC_256))
        .containsExactly(RSA_128, EC_256);
  }

  @Test
  void classesAndTheirIntersections() {
    assertThat(names.parse("DHE")).containsExactly(DHE);
    assertThat(names.parse("ECDHE+AESGCM")).containsExactly(EC_256, RSA_128);
    assertThat(names.parse("CHACHA20 aECDSA")).containsExactly(CHACHA, EC_256);
    assertThat(names.parse("DEFAULT")).containsExactly(EC_256, RSA_128, OLD);
    assertThat(names.parse("ALL")).containsExactly(EC_256, RSA_128, CHACHA, DHE, OLD);
  }

  @Test
  void operators() {
    assertThat(names.parse("ALL:!SHA1:ECDHE-RSA-AES128-SHA"))
        .as("banned for good")
        .doesNotContain(OLD);
    assertThat(names.parse("ALL:-DHE:DHE")).as("taken out, put behind").endsWith(DHE);
    assertThat(names.parse("ALL:+AESGCM")).containsExactly(CHACHA, DHE, OLD, EC_256, RSA_128);
    assertThat(names.parse("HIGH:!aNULL:!MD5:@STRENGTH"))
        .containsExactly(EC_256, RSA_128, CHACHA, DHE, OLD);
  }

  @Test
  void unknownWords_standForNothing() {
    assertThat(names.parse("NOSUCH:DHE:RC4")).containsExactly(DHE);
    assertThat(names.parse("NOSUCH")).isEmpty();
    assertThat(names.parse(":")).isEmpty();
  }
}
