package eightweeks.week6.tls;

import eightweeks.week1.world.Disk;
import eightweeks.week6.pem.PrivateKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The files of src/test/resources/tls, which make-certificates.sh there has made. */
public final class Certificates {
  private static final Path FOLDER = Path.of("src", "test", "resources", "tls").toAbsolutePath();

  private Certificates() {}

  public static byte[] read(String name) {
    try {
      return Files.readAllBytes(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the path of a file, for those who read the real disk. */
  static String path(String name) {
    return FOLDER.resolve(name).toString();
  }

  /** Puts all files into a disk's working directory. */
  static void copyTo(Disk disk) throws IOException {
    try (var files = Files.list(FOLDER)) {
      for (var file : files.toList()) {
        disk.replace(String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
    }
  }

  static List<X509Certificate> certificates(String name) {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      var certificates = new ArrayList<X509Certificate>();
      for (var certificate : factory.generateCertificates(new ByteArrayInputStream(read(name)))) {
        certificates.add((X509Certificate) certificate);
      }
      return certificates;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Returns a client's side of TLS.
   *
   * @param shown the certificate that it has, or null
   * @param trusted the authority that it trusts
   */
  static SSLContext client(@Nullable String shown, String trusted) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("ca", certificates(trusted + ".crt").getFirst());
      var trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      var keys =
          shown == null
              ? new KeyManager[0]
              : new KeyManager[] {
                new PushyKeyManager(
                    PrivateKeys.read(read(shown + ".key"), ""), certificates(shown + ".crt"))
              };
      var context = SSLContext.getInstance("TLS");
      context.init(keys, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }
}
