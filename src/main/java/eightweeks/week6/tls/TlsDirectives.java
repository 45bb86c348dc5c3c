package eightweeks.week6.tls;

import static eightweeks.week1.config.Flag.SENSITIVE;
import static eightweeks.week1.config.Flag.VOLATILE;

import eightweeks.week1.config.Apply;
import eightweeks.week1.config.BoolDirective;
import eightweeks.week1.config.Config;
import eightweeks.week1.config.EnumDirective;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.config.StringDirective;

/**
 * The directives about TLS.
 *
 * <p>Answers to the {@code tls-} lines of {@code config.c: static_configs[]}. The files are
 * volatile in Redis's sense: setting one to its current name reads it again, so that a certificate
 * can be renewed.
 */
final class TlsDirectives {
  /** The port for TLS; 0 for none. */
  final LongDirective port;

  /** The server's certificate, followed by those between it and an authority. */
  final StringDirective certFile;

  final StringDirective keyFile;
  final StringDirective keyFilePass;

  /** The certificate that this server shows to other servers; if not set, the one above. */
  final StringDirective clientCertFile;

  final StringDirective clientKeyFile;
  final StringDirective clientKeyFilePass;

  /** Checked and kept, but the JDK brings its own parameters: see {@link TlsContext}. */
  final StringDirective dhParamsFile;

  final StringDirective caCertFile;
  final StringDirective caCertDir;

  /** Read when a connection is accepted, so that a change needs no new context. */
  final EnumDirective<ClientAuthentication> authClients;

  /** Versions of the protocol, separated by blanks; empty for 1.2 and 1.3. */
  final StringDirective protocols;

  /** Ciphers up to TLS 1.2, see {@link CipherNames}; empty for the JDK's. */
  final StringDirective ciphers;

  /** Cipher suites of TLS 1.3, separated by colons; empty for all. */
  final StringDirective ciphersuites;

  final BoolDirective preferServerCiphers;
  final BoolDirective sessionCaching;

  /** Maximum number of sessions that are kept; 0 for no limit. */
  final LongDirective sessionCacheSize;

  /** Number of seconds for which a session is kept. */
  final LongDirective sessionCacheTimeout;

  /**
   * @param apply puts a change into effect
   */
  TlsDirectives(Config config, Apply apply) {
    port = config.integer("tls-port", 0).range(0, 65535);
    certFile = config.string("tls-cert-file", null).flags(VOLATILE).onChange(apply);
    keyFile = config.string("tls-key-file", null).flags(VOLATILE).onChange(apply);
    keyFilePass = config.string("tls-key-file-pass", null).flags(SENSITIVE).onChange(apply);
    clientCertFile = config.string("tls-client-cert-file", null).flags(VOLATILE).onChange(apply);
    clientKeyFile = config.string("tls-client-key-file", null).flags(VOLATILE).onChange(apply);
    clientKeyFilePass =
        config.string("tls-client-key-file-pass", null).flags(SENSITIVE).onChange(apply);
    dhParamsFile = config.string("tls-dh-params-file", null).flags(VOLATILE).onChange(apply);
    caCertFile = config.string("tls-ca-cert-file", null).flags(VOLATILE).onChange(apply);
    caCertDir = config.string("tls-ca-cert-dir", null).flags(VOLATILE).onChange(apply);
    authClients = config.choice("tls-auth-clients", ClientAuthentication.YES);
    protocols = config.string("tls-protocols", null).onChange(apply);
    ciphers = config.string("tls-ciphers", null).onChange(apply);
    ciphersuites = config.string("tls-ciphersuites", null).onChange(apply);
    preferServerCiphers = config.bool("tls-prefer-server-ciphers", false).onChange(apply);
    sessionCaching = config.bool("tls-session-caching", true).onChange(apply);
    sessionCacheSize = config.integer("tls-session-cache-size", 20 * 1024).onChange(apply);
    sessionCacheTimeout = config.integer("tls-session-cache-timeout", 300).onChange(apply);
  }
}
