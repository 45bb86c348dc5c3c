package eightweeks.cli.connection;

import eightweeks.cli.text.ByteBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Reads a private key from a PEM file: PKCS#8 ({@code BEGIN PRIVATE KEY}) of any common kind, and
 * the older PKCS#1 ({@code BEGIN RSA PRIVATE KEY}), which is PKCS#8 without its wrapping. A key
 * locked with a password, or an EC key in the SEC 1 form, gets a sentence that says how to convert
 * it.
 */
final class PemKey {
  private static final String[] ALGORITHMS = {"RSA", "EC", "Ed25519", "RSASSA-PSS"};

  /** DER: version 0, then the algorithm identifier rsaEncryption with NULL parameters. */
  private static final byte[] RSA_HEADER = {
    2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
  };

  private PemKey() {}

  static PrivateKey read(Path file) throws IOException, GeneralSecurityException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    byte[] pkcs1 = block(text, "RSA PRIVATE KEY");
    byte[] pkcs8 = pkcs1 != null ? wrapped(pkcs1) : block(text, "PRIVATE KEY");
    if (pkcs8 == null) {
      throw new IOException(
          "No usable private key in "
              + file
              + ": it must be an unencrypted PKCS#8 or PKCS#1 key in PEM form"
              + " (openssl pkcs8 -topk8 -nodes converts others)");
    }
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException _) {
        // Not of this kind: the next one is tried.
      }
    }
    throw new IOException(
        "The private key in " + file + " is of a kind that the JVM does not know");
  }

  private static byte @Nullable [] block(String text, String kind) throws IOException {
    String begin = "-----BEGIN " + kind + "-----";
    int start = text.indexOf(begin);
    int end = text.indexOf("-----END " + kind + "-----");
    if (start < 0 || end < start) {
      return null;
    }
    try {
      return Base64.getMimeDecoder().decode(text.substring(start + begin.length(), end));
    } catch (IllegalArgumentException e) {
      throw new IOException("The PEM block " + kind + " is damaged", e);
    }
  }

  private static byte[] wrapped(byte[] pkcs1) {
    byte[] key = der(4, pkcs1);
    byte[] inner = new ByteBuilder().add(RSA_HEADER).add(key).toBytes();
    return der(0x30, inner);
  }

  /** One DER element: tag, length, content. */
  private static byte[] der(int tag, byte[] content) {
    var out = new ByteBuilder(content.length + 8).add(tag);
    if (content.length < 128) {
      out.add(content.length);
    } else if (content.length < 256) {
      out.add(0x81).add(content.length);
    } else {
      out.add(0x82).add(content.length >> 8).add(content.length);
    }
    return out.add(content).toBytes();
  }
}
