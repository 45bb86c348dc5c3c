package eightweeks.week6.tls;

import eightweeks.week1.config.StringDirective;
import eightweeks.week1.world.Disk;
import eightweeks.week1.world.DiskException;
import eightweeks.week6.pem.Pem;
import eightweeks.week6.pem.PrivateKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Reads certificates and private keys from PEM files.
 *
 * <p>Answers to the calls of {@code SSL_CTX_use_certificate_chain_file()}, {@code
 * SSL_CTX_use_PrivateKey_file()} and {@code SSL_CTX_load_verify_locations()} in {@code tls.c:
 * createSSLContext()}. Every file of tls-ca-cert-dir that has certificates is read, whatever its
 * name is; OpenSSL reads only files with certain names.
 */
final class CertificateFiles {
  private CertificateFiles() {}

  /**
   * Reads a certificate and its private key.
   *
   * @throws TlsException if one cannot be read, or they do not belong together
   */
  static KeyManager[] keys(
      Disk disk, StringDirective certFile, StringDirective keyFile, String password)
      throws TlsException {
    var certificate = "Failed to load certificate: ";
    var chain = certificates(read(disk, certFile, certificate), certFile.value(), certificate);
    if (chain.isEmpty()) {
      throw new TlsException(certificate + certFile.value() + ": there is no certificate in it");
    }
    var failed = "Failed to load private key: ";
    var file = read(disk, keyFile, failed);
    try {
      var key = PrivateKeys.read(file, password);
      checkPair(key, chain.getFirst());
      return managers(key, chain);
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsException(failed + keyFile.value() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns the key managers, which show a certificate to the other side.
   *
   * @param certificates the key's own first; those that lead from it to an authority, in any order
   */
  static KeyManager[] managers(PrivateKey key, List<X509Certificate> certificates)
      throws IOException, GeneralSecurityException {
    var chain = new LinkedHashSet<X509Certificate>();
    for (var next = Optional.of(certificates.getFirst()); next.isPresent(); ) {
      var last = next.get();
      chain.add(last);
      next =
          certificates.stream()
              .filter(c -> c.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
              .filter(c -> !chain.contains(c))
              .findFirst();
    }
    var password = new char[0]; // the store is in memory, for the factory alone
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("ours", key, password, chain.toArray(X509Certificate[]::new));
    var factory = KeyManagerFactory.getInstance("SunX509");
    factory.init(store, password);
    return factory.getKeyManagers();
  }

  /** Checks that a key belongs to a certificate: what the key signs, the certificate verifies. */
  private static void checkPair(PrivateKey key, X509Certificate certificate) throws IOException {
    var algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case "EdDSA" -> "EdDSA";
          default -> ""; // RSASSA-PSS: would have to be told its parameters
        };
    if (algorithm.isEmpty()) {
      return;
    }
    boolean match;
    try {
      var signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update((byte) 0);
      var signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update((byte) 0);
      match = signature.verify(signed);
    } catch (GeneralSecurityException _) {
      match = false; // keys of different kinds
    }
    if (!match) {
      throw new IOException("the key does not belong to the certificate");
    }
  }

  private static byte[] read(Disk disk, StringDirective file, String failed) throws TlsException {
    try {
      return disk.read(String.valueOf(file.path()));
    } catch (IOException e) {
      throw new TlsException(failed + file.value() + ": " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof DiskException disk ? disk.reason() : String.valueOf(e.getMessage());
  }

  private static List<X509Certificate> certificates(byte[] pem, String name, String failed)
      throws TlsException {
    var certificates = new ArrayList<X509Certificate>();
    try {
      var factory = CertificateFactory.getInstance("X.509");
      for (var block : Pem.blocks(pem)) {
        if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
          var der = new ByteArrayInputStream(block.bytes());
          certificates.add((X509Certificate) factory.generateCertificate(der));
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsException(failed + name + ": " + e.getMessage(), e);
    }
    return certificates;
  }

  /**
   * Reads the certificates of the authorities that are trusted; none means that no client is
   * trusted.
   */
  static TrustManager trusted(TlsDirectives directives, Disk disk) throws TlsException {
    var failed = "Failed to configure CA certificate(s) file/directory: ";
    Set<X509Certificate> trusted = new LinkedHashSet<>();
    if (directives.caCertFile.isSet()) {
      var name = directives.caCertFile.value();
      trusted.addAll(certificates(read(disk, directives.caCertFile, failed), name, failed));
      if (trusted.isEmpty()) {
        throw new TlsException(failed + name + ": there is no certificate in it");
      }
    }
    var folder = directives.caCertDir.path();
    if (folder != null) {
      if (!disk.exists(folder)) {
        throw new TlsException(failed + folder + ": No such file or directory");
      }
      trusted.addAll(ofFolder(folder, disk, failed));
    }
    if (trusted.isEmpty()) {
      return new TrustNone();
    }
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (var certificate : trusted) {
        store.setCertificateEntry("ca" + number++, certificate);
      }
      var factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      return factory.getTrustManagers()[0];
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsException(failed + e.getMessage(), e);
    }
  }

  private static List<X509Certificate> ofFolder(String folder, Disk disk, String failed)
      throws TlsException {
    List<String> files;
    try {
      files = disk.glob(folder + "/*");
    } catch (IOException e) {
      throw new TlsException(failed + folder + ": " + reason(e), e);
    }
    var certificates = new ArrayList<X509Certificate>();
    for (var file : files) {
      try {
        certificates.addAll(certificates(disk.read(file), file, failed));
      } catch (IOException | TlsException _) {
        // A directory may have other files, too: OpenSSL reads only files with certain names.
      }
    }
    return certificates;
  }
}
