package eightweeks.week6.tls;

import eightweeks.week1.config.StringDirective;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.log.Log;
import eightweeks.week1.world.Disk;
import eightweeks.week1.world.DiskException;
import eightweeks.week6.pem.Pem;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
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
    var trusted = new TrustManager[] {CertificateFiles.trusted(directives, disk)};
    var serverKeys =
        CertificateFiles.keys(
            disk, directives.certFile, directives.keyFile, directives.keyFilePass.value());
    var clientKeys =
        directives.clientCertFile.isSet() && directives.clientKeyFile.isSet()
            ? CertificateFiles.keys(
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
