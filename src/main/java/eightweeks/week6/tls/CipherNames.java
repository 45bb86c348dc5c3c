package eightweeks.week6.tls;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Translates OpenSSL's lists of ciphers, {@code ECDHE+AESGCM:HIGH:!SHA1:@STRENGTH}, into the JDK's
 * cipher suites.
 *
 * <p>Answers to the section CIPHER LIST FORMAT of ciphers(1). An item is a suite, by OpenSSL's name
 * or the JDK's, or a class of suites; {@code +} inside an item means suites in both classes. In
 * front of an item, {@code !} bans its suites for good, {@code -} takes them out, {@code +} moves
 * them to the end. As with OpenSSL, an unknown item means no suite, and it is an error only if no
 * suite is left. {@code @STRENGTH} and {@code @SECLEVEL} change nothing: the JDK's own rules (the
 * security property {@code jdk.tls.disabledAlgorithms}) override the list.
 */
final class CipherNames {
  private final List<String> supported;
  private final List<String> initial;

  /**
   * @param supported the suites up to TLS 1.2 that the JDK has, best first
   * @param initial those of them that it enables by default: the class DEFAULT
   */
  CipherNames(List<String> supported, List<String> initial) {
    this.supported = supported;
    this.initial = initial;
  }

  /** Returns the suites of a list, in its order; empty if the list means none. */
  List<String> parse(String list) {
    var chosen = new LinkedHashSet<String>();
    var banned = new LinkedHashSet<String>();
    for (var word : list.split("[:, ]+")) {
      if (word.isEmpty() || word.startsWith("@")) {
        continue;
      }
      char first = word.charAt(0);
      boolean hasOperator = first == '!' || first == '-' || first == '+';
      var meant = suites(hasOperator ? word.substring(1) : word);
      switch (first) {
        case '!' -> {
          banned.addAll(meant);
          chosen.removeAll(meant);
        }
        case '-' -> chosen.removeAll(meant);
        case '+' -> {
          meant.retainAll(chosen);
          chosen.removeAll(meant);
          chosen.addAll(meant);
        }
        default -> {
          meant.removeAll(banned);
          chosen.addAll(meant);
        }
      }
    }
    return new ArrayList<>(chosen);
  }

  private Set<String> suites(String word) {
    if (word.equals("DEFAULT")) {
      return new LinkedHashSet<>(initial);
    }
    var meant = new LinkedHashSet<>(supported);
    for (var part : word.split("\\+")) {
      meant.removeIf(suite -> !isIn(part, suite));
    }
    return meant;
  }

  private static boolean isIn(String word, String suite) {
    if (word.equalsIgnoreCase(suite) || word.equalsIgnoreCase(openSsl(suite))) {
      return true;
    }
    return switch (word) {
      case "ALL" -> !suite.contains("_NULL_");
      case "HIGH" -> suite.contains("_AES_") || suite.contains("_CHACHA20_");
      case "MEDIUM", "LOW", "EXPORT", "EXP", "PSK", "SRP", "CAMELLIA", "ARIA", "SEED" -> false;
      case "kEECDH", "kECDHE", "EECDH", "ECDHE" -> suite.startsWith("TLS_ECDHE_");
      case "kEDH", "kDHE", "EDH", "DHE" -> suite.startsWith("TLS_DHE_");
      case "kRSA", "RSA" -> suite.startsWith("TLS_RSA_") || suite.startsWith("SSL_RSA_");
      case "aRSA" -> suite.contains("RSA_WITH_");
      case "aECDSA", "ECDSA" -> suite.contains("_ECDSA_");
      case "aDSS", "DSS" -> suite.contains("_DSS_");
      case "aNULL" -> suite.contains("_anon_");
      case "eNULL", "NULL" -> suite.contains("_NULL_");
      case "AES" -> suite.contains("_AES_");
      case "AES128" -> suite.contains("_AES_128_");
      case "AES256" -> suite.contains("_AES_256_");
      case "AESGCM" -> suite.contains("_GCM_");
      case "CHACHA20" -> suite.contains("_CHACHA20_");
      case "3DES" -> suite.contains("_3DES_");
      case "DES" -> suite.contains("_DES_");
      case "RC4" -> suite.contains("_RC4_");
      case "MD5" -> suite.endsWith("_MD5");
      case "SHA1", "SHA" -> suite.endsWith("_SHA");
      case "SHA256" -> suite.endsWith("_CBC_SHA256");
      case "SHA384" -> suite.endsWith("_CBC_SHA384");
      case "TLSv1.2" -> !suite.endsWith("_SHA") && !suite.endsWith("_MD5");
      case "TLSv1", "TLSv1.0", "SSLv3" -> suite.endsWith("_SHA") || suite.endsWith("_MD5");
      default -> false;
    };
  }

  /**
   * Returns OpenSSL's name of a suite: TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 is
   * ECDHE-RSA-AES128-GCM-SHA256, TLS_RSA_WITH_AES_128_CBC_SHA is AES128-SHA.
   */
  static String openSsl(String suite) {
    int with = suite.indexOf("_WITH_");
    if (with < 0) {
      return suite; // TLS 1.3: both have the same names
    }
    var exchange = suite.substring("TLS_".length(), with);
    var cipher =
        suite
            .substring(with + "_WITH_".length())
            .replace("CHACHA20_POLY1305_SHA256", "CHACHA20_POLY1305")
            .replace("3DES_EDE_CBC", "DES_CBC3")
            .replace("AES_128", "AES128")
            .replace("AES_256", "AES256")
            .replace("_CBC_", "_");
    var name = exchange.equals("RSA") ? cipher : exchange + "_" + cipher;
    return name.replace('_', '-').toUpperCase(Locale.ROOT);
  }
}
