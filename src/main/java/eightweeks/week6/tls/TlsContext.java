package eightweeks.week6.tls;

import eightweeks.week1.config.StringDirective;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.log.Log;
import eightweeks.week1.world.Disk;
import eightweeks.week1.world.DiskException;
import eightweeks.week6.pem.Pem;
import eightweeks.week6.pem.PrivateKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Security;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The directives about TLS, checked and loaded; it makes engines.
 *
 * <p>Answers to {@code tls.c: createSSLContext()} and {@code tlsConfigure()}. Where the JDK differs
 * from OpenSSL:
 *
 * <ul>
 *   <li>Without session caching every connection gets a context of its own, so that no session of
 *       another connection is accepted. The JDK has only a switch for the whole JVM.
 *   <li>tls-dh-params-file must be readable, but is not used: the JDK has the groups of RFC 7919.
 *   <li>What {@code jdk.tls.disabledAlgorithms} forbids (TLS 1.0 and 1.1, RSA key exchange) stays
 *       forbidden; asking for such a version is answered with a line in the log.
 *   <li>Every file of tls-ca-cert-dir that has certificates is read, whatever its name is.
 * </ul>
 */
final class TlsContext {
  private static final List<String> DEFAULT_PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");
  private static final Map<String, String> PROTOCOLS =
      Map.of("tlsv1", "TLSv1", "tlsv1.1", "TLSv1.1", "tlsv1.2", "TLSv1.2", "tlsv1.3", "TLSv1.3");

  private final Source serverSide;
  private final Source clientSide;
  private final String[] protocols;
  private final String[] ciphers;
  private final boolean serverPrefers;

  /** Makes the engines of one side. */
  private record Source(KeyManager[] keys, TrustManager[] trusted, @Nullable SSLContext shared) {
    SSLContext context() {
      return shared == null ? create(keys, trusted) : shared;
    }
  }

  private TlsContext(
      Source serverSide,
      Source clientSide,
      List<String> protocols,
      List<String> ciphers,
      boolean serverPrefers) {
    this.serverSide = serverSide;
    this.clientSide = clientSide;
    this.protocols = protocols.toArray(String[]::new);
    this.ciphers = ciphers.toArray(String[]::new);
    this.serverPrefers = serverPrefers;
  }

  /**
   * Reads the files and checks everything.
   *
   * @param toServers whether there are connections to other servers, whose certificates are checked
   * @throws TlsException if something is missing or wrong
   */
  static TlsContext of(TlsDirectives directives, boolean toServers, Disk disk, Log log)
      throws TlsException {
    if (!directives.certFile.isSet()) {
      throw new TlsException("No tls-cert-file configured!");
    }
    if (!directives.keyFile.isSet()) {
      throw new TlsException("No tls-key-file configured!");
    }
    boolean asksClients = directives.authClients.value() != ClientAuthentication.NO;
    if ((asksClients || toServers)
        && !directives.caCertFile.isSet()
        && !directives.caCertDir.isSet()) {
      throw new TlsException(
          "Either tls-ca-cert-file or tls-ca-cert-dir must be specified when tls-cluster, "
              + "tls-replication or tls-auth-clients are enabled!");
    }
    var protocols = protocols(directives.protocols.value(), log);
    var trusted = new TrustManager[] {trusted(directives, disk)};
    var serverKeys =
        keys(disk, directives.certFile, directives.keyFile, directives.keyFilePass.value());
    var clientKeys =
        directives.clientCertFile.isSet() && directives.clientKeyFile.isSet()
            ? keys(
                disk,
                directives.clientCertFile,
                directives.clientKeyFile,
                directives.clientKeyFilePass.value())
            : serverKeys;
    checkParameters(directives.dhParamsFile, disk, log);
    var shared = create(serverKeys, trusted);
    var ciphers = ciphers(shared, directives);
    int seconds = directives.sessionCacheTimeout.intValue();
    boolean caching = directives.sessionCaching.value() && seconds > 0;
    if (caching) {
      shared.getServerSessionContext().setSessionCacheSize(directives.sessionCacheSize.intValue());
      shared.getServerSessionContext().setSessionTimeout(seconds);
    }
    return new TlsContext(
        new Source(serverKeys, trusted, caching ? shared : null),
        new Source(clientKeys, trusted, create(clientKeys, trusted)),
        protocols,
        ciphers,
        directives.preferServerCiphers.value());
  }

  /** Returns an engine for a client that was accepted. */
  SSLEngine forClient(ClientAuthentication authentication) {
    var engine = serverSide.context().createSSLEngine();
    engine.setUseClientMode(false);
    var parameters = new SSLParameters(ciphers, protocols);
    parameters.setUseCipherSuitesOrder(serverPrefers);
    switch (authentication) {
      case NO -> {}
      case YES -> parameters.setNeedClientAuth(true);
      case OPTIONAL -> parameters.setWantClientAuth(true);
    }
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** Returns an engine for a connection to a server, whose name is sent if it has one (SNI). */
  SSLEngine toServer(Endpoint server) {
    var parameters = new SSLParameters(ciphers, protocols);
    SSLEngine engine;
    if (server instanceof Endpoint.Tcp(String host, int port)) {
      engine = clientSide.context().createSSLEngine(host, port);
      boolean isAddress = host.indexOf(':') >= 0 || host.matches("[0-9.]*");
      parameters.setServerNames(isAddress ? List.of() : List.of(new SNIHostName(host)));
    } else {
      engine = clientSide.context().createSSLEngine();
    }
    engine.setUseClientMode(true);
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static SSLContext create(KeyManager[] keys, TrustManager[] trusted) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keys, trusted, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no TLS", e);
    }
  }

  // Certificates and keys.

  private static KeyManager[] keys(
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

  private static TrustManager trusted(TlsDirectives directives, Disk disk) throws TlsException {
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
      return new TrustNobody();
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

  // Protocols, ciphers, parameters.

  private static List<String> protocols(String text, Log log) throws TlsException {
    if (text.isEmpty()) {
      return DEFAULT_PROTOCOLS;
    }
    var protocols = new LinkedHashSet<String>();
    for (var word : text.split(" ")) {
      var protocol = PROTOCOLS.get(word.toLowerCase(Locale.ROOT));
      if (protocol == null) {
        throw new TlsException(
            "Invalid tls-protocols specified. "
                + "Use a combination of 'TLSv1', 'TLSv1.1', 'TLSv1.2' and 'TLSv1.3'.");
      }
      protocols.add(protocol);
    }
    var forbidden = String.valueOf(Security.getProperty("jdk.tls.disabledAlgorithms"));
    for (var name : forbidden.split("[, ]+")) {
      if (protocols.contains(name)) {
        log.warning(name + " is in tls-protocols, but this JVM forbids it and will not speak it.");
      }
    }
    return List.copyOf(protocols);
  }

  private static List<String> ciphers(SSLContext context, TlsDirectives directives)
      throws TlsException {
    var supported = Arrays.asList(context.getSupportedSSLParameters().getCipherSuites());
    var initial = Arrays.asList(context.getDefaultSSLParameters().getCipherSuites());
    var chosen = new ArrayList<String>();

    var suites = directives.ciphersuites.value();
    if (suites.isEmpty()) {
      chosen.addAll(initial.stream().filter(TlsContext::isTls13).toList());
    } else {
      for (var suite : suites.split(":")) {
        if (!isTls13(suite) || !supported.contains(suite)) {
          throw new TlsException("Failed to configure ciphersuites: " + suites);
        }
        chosen.add(suite);
      }
    }

    var older = initial.stream().filter(suite -> !isTls13(suite)).toList();
    var list = directives.ciphers.value();
    if (list.isEmpty()) {
      chosen.addAll(older);
    } else {
      var known =
          supported.stream().filter(suite -> !isTls13(suite) && !suite.endsWith("_SCSV")).toList();
      var parsed = new CipherNames(known, older).parse(list);
      if (parsed.isEmpty()) {
        throw new TlsException("Failed to configure ciphers: " + list);
      }
      chosen.addAll(parsed);
    }
    return chosen;
  }

  private static boolean isTls13(String suite) {
    return suite.startsWith("TLS_") && !suite.contains("_WITH_") && !suite.endsWith("_SCSV");
  }

  private static void checkParameters(StringDirective file, Disk disk, Log log)
      throws TlsException {
    if (!file.isSet()) {
      return;
    }
    try {
      var bytes = disk.read(String.valueOf(file.path()));
      if (Pem.blocks(bytes).stream().noneMatch(b -> b.label().endsWith("DH PARAMETERS"))) {
        throw new TlsException(file.value() + ": failed to read DH params.");
      }
    } catch (DiskException e) {
      throw new TlsException("Failed to load " + file.value() + ": " + e.reason(), e);
    } catch (IOException e) {
      throw new TlsException(file.value() + ": failed to read DH params.", e);
    }
    log.notice("tls-dh-params-file is not used: the groups of RFC 7919 are.");
  }
}
