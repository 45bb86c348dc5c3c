package eightweeks.week6.pem;

import eightweeks.week1.bytes.Ascii;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Private keys out of PEM files, in all forms that OpenSSL writes.
 *
 * <p>Answers to OpenSSL's {@code SSL_CTX_use_PrivateKey_file()}. The JDK knows only PKCS#8 (RFC
 * 5958), so the traditional forms are put into its envelope:
 *
 * <ul>
 *   <li>PRIVATE KEY: PKCS#8; ENCRYPTED PRIVATE KEY: the same behind a password;
 *   <li>RSA PRIVATE KEY: PKCS#1 (RFC 8017, A.1.2);
 *   <li>EC PRIVATE KEY: SEC 1 (RFC 5915), which names its curve inside;
 *   <li>either of these behind a password, with the header DEK-Info.
 * </ul>
 */
public final class PrivateKeys {
  private static final String RSA_ID = "2a864886f70d010101";
  private static final String RSA_PSS_ID = "2a864886f70d01010a";
  private static final String EC_ID = "2a8648ce3d0201";
  private static final String ED25519_ID = "2b6570";
  private static final String ED448_ID = "2b6571";

  private PrivateKeys() {}

  /**
   * Reads the first private key of a file.
   *
   * @param password empty if there is none
   * @throws IOException if there is no key, or it cannot be read, with the reason
   */
  public static PrivateKey read(byte[] file, String password) throws IOException {
    for (var block : Pem.blocks(file)) {
      if (block.label().endsWith("PRIVATE KEY")) {
        try {
          return key(pkcs8(block, password));
        } catch (GeneralSecurityException e) {
          throw new IOException("the key cannot be used: " + e.getMessage(), e);
        }
      }
    }
    throw new IOException("there is no private key in it");
  }

  private static Der pkcs8(Pem block, String password)
      throws IOException, GeneralSecurityException {
    return switch (block.label()) {
      case "PRIVATE KEY" -> Der.parse(block.bytes());
      case "ENCRYPTED PRIVATE KEY" -> decrypt(block.bytes(), password);
      case "RSA PRIVATE KEY" -> envelope(RSA_ID, new Der(Der.NULL, new byte[0]), block, password);
      case "EC PRIVATE KEY" -> {
        var key = Der.parse(traditional(block, password));
        for (var field : key.elements()) {
          if (field.tag() == Der.FIELD_0) {
            yield envelope(EC_ID, Der.parse(field.content()), key);
          }
        }
        throw new IOException("the key does not name its curve");
      }
      default -> throw new IOException("a " + block.label() + " is not understood");
    };
  }

  private static Der envelope(String algorithm, Der parameters, Pem block, String password)
      throws IOException, GeneralSecurityException {
    return envelope(algorithm, parameters, Der.parse(traditional(block, password)));
  }

  /** Returns a PrivateKeyInfo: version 0, the algorithm with its parameters, the key. */
  private static Der envelope(String algorithm, Der parameters, Der key) {
    var id = new Der(Der.OBJECT_IDENTIFIER, HexFormat.of().parseHex(algorithm));
    return Der.of(
        Der.SEQUENCE,
        new Der(Der.INTEGER, new byte[1]),
        Der.of(Der.SEQUENCE, id, parameters),
        new Der(Der.OCTET_STRING, key.bytes()));
  }

  private static PrivateKey key(Der info) throws IOException, GeneralSecurityException {
    var fields = info.elements();
    if (fields.size() < 3 || fields.get(1).elements().isEmpty()) {
      throw new IOException("the key is malformed");
    }
    var id = HexFormat.of().formatHex(fields.get(1).elements().getFirst().content());
    var algorithm =
        switch (id) {
          case RSA_ID -> "RSA";
          case RSA_PSS_ID -> "RSASSA-PSS";
          case EC_ID -> "EC";
          case ED25519_ID, ED448_ID -> "EdDSA";
          default -> throw new IOException("the key's algorithm is not supported");
        };
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(info.bytes()));
  }

  private static Der decrypt(byte[] bytes, String password)
      throws IOException, GeneralSecurityException {
    checkPassword(password);
    var info = new EncryptedPrivateKeyInfo(bytes);
    // Under PBES2 the algorithm's name is in the parameters, and only their text tells it.
    var parameters = info.getAlgParameters();
    var name =
        info.getAlgName().equals("PBES2") || info.getAlgName().startsWith("1.")
            ? String.valueOf(parameters)
            : info.getAlgName();
    var secret =
        SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec(password.toCharArray()));
    var cipher = Cipher.getInstance(name);
    cipher.init(Cipher.DECRYPT_MODE, secret, parameters);
    try {
      return Der.parse(info.getKeySpec(cipher).getEncoded());
    } catch (GeneralSecurityException | IOException e) {
      throw wrongPassword(e);
    }
  }

  /** Returns the bytes of a traditional key, decrypted if its headers say that they must be. */
  private static byte[] traditional(Pem block, String password)
      throws IOException, GeneralSecurityException {
    var encryption = block.headers().get("DEK-Info");
    if (encryption == null) {
      return block.bytes();
    }
    checkPassword(password);
    int comma = encryption.indexOf(',');
    byte[] iv;
    try {
      iv = HexFormat.of().parseHex(encryption.substring(comma + 1).strip());
    } catch (IllegalArgumentException e) {
      throw new IOException("its DEK-Info is malformed", e);
    }
    var name = encryption.substring(0, Math.max(0, comma)).toUpperCase(Locale.ROOT);
    int keySize =
        switch (name) {
          case "AES-128-CBC" -> 16;
          case "AES-192-CBC", "DES-EDE3-CBC" -> 24;
          case "AES-256-CBC" -> 32;
          default -> throw new IOException("its encryption " + name + " is not supported");
        };
    var algorithm = name.startsWith("AES") ? "AES" : "DESede";
    var secret = new SecretKeySpec(deriveKey(Ascii.bytes(password), iv, keySize), algorithm);
    var cipher = Cipher.getInstance(algorithm + "/CBC/PKCS5Padding");
    cipher.init(Cipher.DECRYPT_MODE, secret, new IvParameterSpec(iv));
    try {
      return cipher.doFinal(block.bytes());
    } catch (GeneralSecurityException e) {
      throw wrongPassword(e);
    }
  }

  /**
   * Derives a key as OpenSSL's {@code EVP_BytesToKey()} does with MD5 and one round: each piece is
   * the digest of the piece before, the password and the salt, which is the start of the
   * initialization vector.
   */
  private static byte[] deriveKey(byte[] password, byte[] iv, int size)
      throws GeneralSecurityException {
    var md5 = MessageDigest.getInstance("MD5");
    var key = new byte[size];
    var piece = new byte[0];
    for (int done = 0; done < size; done += piece.length) {
      md5.update(piece);
      md5.update(password);
      md5.update(Arrays.copyOf(iv, 8));
      piece = md5.digest();
      System.arraycopy(piece, 0, key, done, Math.min(piece.length, size - done));
    }
    return key;
  }

  private static void checkPassword(String password) throws IOException {
    if (password.isEmpty()) {
      throw new IOException("the key is encrypted and no password is set");
    }
  }

  private static IOException wrongPassword(Exception cause) {
    return new IOException("the key cannot be decrypted: is the password right?", cause);
  }
}
