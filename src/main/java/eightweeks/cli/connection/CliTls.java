package eightweeks.cli.connection;

import eightweeks.cli.options.Options;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS for a connection: the trusted authorities and the client's own certificate, from PEM files.
 *
 * <p>As in the original, a trusted authority must have signed the server's certificate, but the
 * certificate need not name the host.
 *
 * <p>Answers to cli_common.c: cliSecureConnection().
 */
final class CliTls {
  private final SSLContext context;
  private final @Nullable String serverName;

  private CliTls(SSLContext context, @Nullable String serverName) {
    this.context = context;
    this.serverName = serverName;
  }

  /**
   * Returns null if the options do not ask for TLS; an IOException says what is wrong with the
   * files.
   */
  static @Nullable CliTls of(Options options) throws IOException {
    if (!options.tls) {
      return null;
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager[] trusted;
      try {
        trusted = trust(options);
      } catch (IOException | GeneralSecurityException e) {
        throw new IOException("Invalid CA Certificate File/Directory: " + e.getMessage(), e);
      }
      KeyManager[] keys;
      try {
        keys = keys(options);
      } catch (IOException | GeneralSecurityException e) {
        throw new IOException("Invalid client certificate or private key: " + e.getMessage(), e);
      }
      context.init(keys, trusted, new SecureRandom());
      return new CliTls(context, options.tlsServerName);
    } catch (GeneralSecurityException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  Socket wrap(Socket plain, String host) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, host, plain.getPort(), true);
    if (serverName != null) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(serverName)));
      socket.setSSLParameters(parameters);
    }
    socket.startHandshake();
    return socket;
  }

  private static TrustManager @Nullable [] trust(Options options)
      throws IOException, GeneralSecurityException {
    if (options.tlsInsecure) {
      return new TrustManager[] {new TrustEverybody()};
    }
    var files = new ArrayList<Path>();
    if (options.tlsCaFile != null) {
      files.add(Path.of(options.tlsCaFile));
    }
    if (options.tlsCaDirectory != null) {
      try (DirectoryStream<Path> directory =
          Files.newDirectoryStream(Path.of(options.tlsCaDirectory), "*.{pem,crt,cer,0}")) {
        directory.forEach(files::add);
      }
    }
    if (files.isEmpty()) {
      return null; // what the JVM trusts
    }
    KeyStore store = emptyStore();
    int count = 0;
    for (Path file : files) {
      for (Certificate certificate : certificates(file)) {
        store.setCertificateEntry("ca" + count++, certificate);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] keys(Options options)
      throws IOException, GeneralSecurityException {
    if (options.tlsCertificateFile == null && options.tlsKeyFile == null) {
      return null;
    }
    if (options.tlsCertificateFile == null || options.tlsKeyFile == null) {
      throw new IOException("--cert and --key belong together: one of them is missing");
    }
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "client",
        PemKey.read(Path.of(options.tlsKeyFile)),
        new char[0],
        certificates(Path.of(options.tlsCertificateFile)).toArray(new Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static List<Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    int start = text.indexOf("-----BEGIN ");
    if (start < 0) {
      throw new IOException("No PEM certificate in " + file);
    }
    byte[] pem = text.substring(start).getBytes(StandardCharsets.ISO_8859_1);
    return new ArrayList<>(
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem)));
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
