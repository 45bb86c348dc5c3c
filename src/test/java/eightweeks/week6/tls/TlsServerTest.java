package eightweeks.week6.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.startup.StartupException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole server that is spoken to through TLS, in memory. */
final class TlsServerTest {
  private static final Endpoint AT = new Endpoint.Tcp(TlsWorld.SERVER, TlsWorld.PORT);
  private static final int MIB = 1 << 20;

  private static byte[] echo(byte[] text) {
    var head = Ascii.bytes("*2\r\n$4\r\nECHO\r\n$" + text.length + "\r\n");
    var all = Arrays.copyOf(head, head.length + text.length + 2);
    System.arraycopy(text, 0, all, head.length, text.length);
    all[all.length - 2] = '\r';
    all[all.length - 1] = '\n';
    return all;
  }

  private static byte[] bulk(byte[] text) {
    var query = echo(text);
    return Arrays.copyOfRange(query, "*2\r\n$4\r\nECHO\r\n".length(), query.length);
  }

  private static byte[] pattern(int length) {
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 8));
    }
    return bytes;
  }

  // Talking.

  @Test
  void client_shakesHandsAndIsAnswered() throws Exception {
    var world = TlsWorld.start();
    var client = world.client();
    assertThat(client.ask("PING")).isEqualTo("+PONG\r\n");
    assertThat(client.connection.protocol()).isEqualTo("TLSv1.3");
    assertThat(client.serverName()).isEqualTo("CN=server,O=Eight Weeks");
    assertThat(world.log()).contains("Ready to accept connections tls").doesNotContain(" # ");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000})
  void handshakeAndCommands_inSmallPieces(int capacity) throws Exception {
    // The handshake's own answers do not fit into the connection at once: the server must wait for
    // room, although no reply waits to be written.
    var client = TlsWorld.start(capacity).client();
    assertThat(client.ask("PING")).isEqualTo("+PONG\r\n");
    assertThat(client.ask("ECHO again")).isEqualTo("$5\r\nagain\r\n");
  }

  @Test
  void eightMebibytes_inBothDirections() throws Exception {
    var client = TlsWorld.start().client();
    var text = pattern(8 * MIB);
    assertThat(client.send(echo(text)).receive()).isEqualTo(bulk(text));
  }

  @Test
  void manyRecordsThroughANarrowConnection() throws Exception {
    var client = TlsWorld.start(5000).client();
    var text = pattern(MIB);
    assertThat(client.send(echo(text)).receive()).isEqualTo(bulk(text));
  }

  @Test
  void pipelineOfTenThousand_isAnsweredInFull() throws Exception {
    // Much more is decrypted at once than a reader takes: the rest makes no event.
    var client = TlsWorld.start().client();
    assertThat(client.send("PING\r\n".repeat(10_000)).receiveText())
        .isEqualTo("+PONG\r\n".repeat(10_000));
  }

  @Test
  void largeRecordsThenTheEnd_areAllAnsweredBeforeTheEnd() throws Exception {
    var client = TlsWorld.start().client();
    client.send("PING\r\n".repeat(20_000) + "QUIT\r\n");
    assertThat(client.receiveText()).isEqualTo("+PONG\r\n".repeat(20_000) + "+OK\r\n");
    assertThat(client.hasEnded()).isTrue();
  }

  @Test
  void slowReader_getsEverythingBeforeTheServerHangsUp() throws Exception {
    // A record that the connection does not take at once must not count as written.
    var world = TlsWorld.start(3000);
    var client = world.client();
    client.ask("PING");
    var text = pattern(100_000);
    client.stopReading();
    client.send(echo(text)).send("QUIT\r\n");
    assertThat(client.receive()).isEmpty();
    assertThat(client.hasEnded()).isFalse();
    client.read();
    var all = client.receive();
    assertThat(Arrays.copyOf(all, all.length - 5)).isEqualTo(bulk(text));
    assertThat(client.hasEnded()).isTrue();
    assertThat(world.server.clients().count()).isZero();
  }

  @Test
  void politeEnd_isToldToBothSides() throws Exception {
    var world = TlsWorld.start();
    var leaving = world.client();
    leaving.ask("PING");
    leaving.close();
    world.simulation.settle();
    assertThat(world.server.clients().count()).isZero();
    var told = world.client();
    assertThat(told.ask("QUIT")).isEqualTo("+OK\r\n");
    assertThat(told.hasEnded()).isTrue();
    assertThat(world.log()).doesNotContain(" # ");
  }

  @Test
  void afterALargeReply_nothingIsPending_andTalkGoesOn() throws Exception {
    var world = TlsWorld.start();
    var client = world.client();
    client.send(echo(pattern(300_000))).receive();
    assertThat(client.connection.hasPending()).isFalse();
    assertThat(client.ask("PING")).isEqualTo("+PONG\r\n");
  }

  // Those who do it wrong.

  @Test
  void plainText_isHungUpOn_andLogged() throws Exception {
    var world = TlsWorld.start();
    var good = world.client();
    assertThat(good.ask("PING")).isEqualTo("+PONG\r\n");
    var plain = world.network.connect(AT);
    plain.send("*1\r\n$4\r\nPING\r\n");
    world.simulation.settle();
    assertThat(plain.ended()).isTrue();
    assertThat(plain.receive()).isEmpty();
    assertThat(world.log())
        .containsPattern(
            "# Error accepting a client connection: .*plaintext.*"
                + " \\(addr=127.0.0.1:\\d+ laddr=127.0.0.1:6380\\)\n");
    assertThat(good.ask("PING")).isEqualTo("+PONG\r\n");
    assertThat(world.server.clients().count()).isEqualTo(1);
  }

  @Test
  void randomBytes_areHungUpOn() throws Exception {
    var world = TlsWorld.start();
    var good = world.client();
    good.ask("PING");
    var random = new Random(7);
    for (int i = 0; i < 200; i++) {
      var peer = world.network.connect(AT);
      var bytes = new byte[1 + random.nextInt(2000)];
      random.nextBytes(bytes);
      if (i % 2 == 0) { // looks like a record of a handshake
        byte[] head = {22, 3, (byte) random.nextInt(5), 0, (byte) random.nextInt(256), 1};
        System.arraycopy(head, 0, bytes, 0, Math.min(head.length, bytes.length));
      }
      peer.send(bytes);
      world.simulation.settle();
      peer.close();
      world.simulation.settle();
    }
    assertThat(world.server.clients().count()).isEqualTo(1);
    assertThat(good.ask("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void closingInTheHandshake_disturbsNoOtherClient() throws Exception {
    var world = TlsWorld.start();
    var good = world.client();
    good.ask("PING");
    var broken = world.network.connect(AT);
    broken.send(new byte[] {22, 3, 1, 1, 0, 1, 0}); // the start of a hello
    world.simulation.settle();
    assertThat(world.server.clients().count()).isEqualTo(2);
    broken.close();
    var reset = world.network.connect(AT);
    world.simulation.settle();
    reset.reset();
    world.simulation.settle();
    assertThat(world.server.clients().count()).isEqualTo(1);
    assertThat(world.log()).contains("unexpected end of the stream").contains("reset by peer");
    assertThat(good.ask("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void silentConnections_countAgainstMaxclients_andTheTimeoutEndsThem() throws Exception {
    var world = TlsWorld.start("--maxclients 2 --timeout 10");
    var silent = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      silent.add(world.network.connect(AT));
    }
    var refused = world.network.connect(AT);
    world.simulation.settle();
    assertThat(refused.ended()).as("nothing can be said before the handshake").isTrue();
    world.simulation.runFor(12_000);
    assertThat(world.server.clients().count()).isZero();
    assertThat(world.client().ask("PING")).isEqualTo("+PONG\r\n");
    assertThat(silent).hasSize(2);
  }

  @Test
  void damagedRecord_endsTheConnection() throws Exception {
    var world = TlsWorld.start();
    var context = Certificates.client("client", "ca");
    var client = world.connect(context);
    client.ask("PING");
    client.sendRaw(
        new byte[] {23, 3, 3, 0, 32, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
    client.sendRaw(new byte[16]);
    world.simulation.settle();
    assertThat(world.server.clients().count()).isZero();
    assertThat(client.failure()).hasMessageContaining("bad_record_mac");
  }

  @Test
  void secondHandshake_isRefused() throws Exception {
    var world = TlsWorld.start("--tls-protocols TLSv1.2");
    var client = world.client();
    assertThat(client.ask("PING")).isEqualTo("+PONG\r\n");
    client.shakeHandsAgain();
    client.ask("PING");
    assertThat(world.server.clients().count()).isZero();
  }

  @Test
  void stranger_isToldOfProtectedMode_throughTls() throws Exception {
    var world = TlsWorld.start();
    var engine = Certificates.client("client", "ca").createSSLEngine();
    var client = world.connect(engine, "10.1.1.1");
    assertThat(client.receiveText()).startsWith("-DENIED Redis is running in protected mode");
    assertThat(client.hasEnded()).isTrue();
    assertThat(world.server.clients().count()).isZero();
  }

  // Certificates.

  @ParameterizedTest
  @CsvSource({
    "yes,      client,   +PONG",
    "yes,      ,         certificate_required",
    "yes,      stranger, certificate_unknown",
    "optional, client,   +PONG",
    "optional, ,         +PONG",
    "optional, stranger, certificate_unknown",
    "no,       client,   +PONG",
    "no,       ,         +PONG",
    "no,       stranger, +PONG",
  })
  void clientAuthentication(String asked, @Nullable String shown, String expected)
      throws Exception {
    var world = TlsWorld.start("--tls-auth-clients", asked);
    assertThat(world.connect(Certificates.client(shown, "ca")).ask("PING")).contains(expected);
    boolean refused = !expected.equals("+PONG");
    assertThat(world.server.clients().count()).isEqualTo(refused ? 0 : 1);
    assertThat(world.log().contains("Error accepting a client connection: ")).isEqualTo(refused);
  }

  @Test
  void askingForCertificatesWithoutAnAuthority_trustsNoClient() throws Exception {
    var world =
        TlsWorld.raw(
            10_000,
            "--port 0 --tls-port 6380 --tls-cert-file server.crt --tls-key-file server.key"
                + " --tls-auth-clients no");
    var client = world.client();
    assertThat(client.ask("CONFIG SET tls-auth-clients yes")).isEqualTo("+OK\r\n");
    assertThat(world.client().ask("PING")).contains("certificate_unknown");
    assertThat(client.ask("CONFIG SET tls-auth-clients optional")).isEqualTo("+OK\r\n");
    assertThat(world.connect(Certificates.client(null, "ca")).ask("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void clientThatDoesNotTrustTheServer_leaves_andTheLogSaysWhy() throws Exception {
    var world = TlsWorld.start();
    var client = world.connect(Certificates.client("client", "other-ca"));
    client.ask("PING");
    assertThat(client.isConnected()).isFalse();
    assertThat(world.server.clients().count()).isZero();
    assertThat(world.log()).contains("Error accepting a client connection: ").contains("alert");
  }

  @ParameterizedTest
  @CsvSource({
    "rsa.crt,     rsa.key,                 ,     rsa",
    "rsa.crt,     rsa-pkcs1.key,           ,     rsa",
    "rsa.crt,     rsa-pkcs1-encrypted.key, 1234, rsa",
    "rsa.crt,     rsa-pkcs8-encrypted.key, 1234, rsa",
    "server.crt,  sec1.key,                ,     server",
    "ed25519.crt, ed25519.key,             ,     ed25519",
    "chained.crt, chained.key,             ,     chained",
  })
  void everyKindOfKey_works(String crt, String key, @Nullable String password, String name)
      throws Exception {
    var world =
        TlsWorld.start(
            "--tls-cert-file",
            crt,
            "--tls-key-file",
            key,
            password == null ? "" : "--tls-key-file-pass " + password);
    var client = world.client();
    assertThat(client.ask("PING")).isEqualTo("+PONG\r\n");
    assertThat(client.serverName()).startsWith("CN=" + name);
  }

  @Test
  void authoritiesInAFolder_areTrusted() throws Exception {
    var world =
        TlsWorld.raw(
            10_000,
            "--port 0 --tls-port 6380 --tls-cert-file server.crt --tls-key-file server.key"
                + " --tls-ca-cert-dir /certificates");
    assertThat(world.client().ask("PING")).isEqualTo("+PONG\r\n");
    assertThat(world.connect(Certificates.client("stranger", "ca")).ask("PING"))
        .as("other-ca lies there too")
        .isEqualTo("+PONG\r\n");
  }

  // Protocols, ciphers, sessions.

  @Test
  void protocols_areThoseAskedFor() throws Exception {
    var world = TlsWorld.start();
    var first = world.client();
    assertThat(first.ask("CONFIG SET tls-protocols tlsv1.2")).isEqualTo("+OK\r\n");
    var second = world.client();
    assertThat(second.ask("PING")).isEqualTo("+PONG\r\n");
    assertThat(second.connection.protocol()).isEqualTo("TLSv1.2");
    assertThat(first.ask("CONFIG SET tls-protocols TLSv1.3")).isEqualTo("+OK\r\n");
    var engine = Certificates.client("client", "ca").createSSLEngine();
    engine.setEnabledProtocols(new String[] {"TLSv1.2"});
    var third = world.connect(engine, TlsWorld.SERVER);
    assertThat(third.ask("PING")).contains("protocol_version");
    assertThat(first.ask("PING")).isEqualTo("+PONG\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "no,  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "yes, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  })
  void ciphers_areThoseAskedFor_inTheOrderOfThePreferredSide(String server, String expected)
      throws Exception {
    var world =
        TlsWorld.start(
            "--tls-protocols TLSv1.2 --tls-prefer-server-ciphers " + server,
            "--tls-ciphers ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256");
    var engine = Certificates.client("client", "ca").createSSLEngine();
    engine.setEnabledCipherSuites(
        new String[] {
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"
        });
    var client = world.connect(engine, TlsWorld.SERVER);
    assertThat(client.ask("PING")).isEqualTo("+PONG\r\n");
    assertThat(client.connection.cipherSuite()).isEqualTo(expected);
  }

  @Test
  void ciphersuitesOfTls13_areThoseAskedFor() throws Exception {
    var world = TlsWorld.start("--tls-ciphersuites TLS_CHACHA20_POLY1305_SHA256");
    var client = world.client();
    client.ask("PING");
    assertThat(client.connection.cipherSuite()).isEqualTo("TLS_CHACHA20_POLY1305_SHA256");
  }

  @ParameterizedTest
  @CsvSource({"yes, true", "no, false"})
  void sessions_areResumedWithCachingOnly(String caching, boolean resumed) throws Exception {
    var world = TlsWorld.start("--tls-protocols TLSv1.2 --tls-session-caching", caching);
    var context = Certificates.client("client", "ca");
    var first = world.connect(context);
    first.ask("PING");
    var second = world.connect(context);
    assertThat(second.ask("PING")).isEqualTo("+PONG\r\n");
    assertThat(
            second.engine.getSession().getCreationTime()
                == first.engine.getSession().getCreationTime())
        .isEqualTo(resumed);
    assertThat(Arrays.equals(second.engine.getSession().getId(), first.engine.getSession().getId()))
        .isEqualTo(resumed);
  }

  // CONFIG SET.

  @Test
  void newCertificate_isShownToNewConnections_andOldOnesStay() throws Exception {
    var world = TlsWorld.start();
    var old = world.client();
    assertThat(old.ask("CONFIG SET tls-cert-file rsa.crt tls-key-file rsa.key"))
        .isEqualTo("+OK\r\n");
    var young = world.client();
    assertThat(young.ask("PING")).isEqualTo("+PONG\r\n");
    assertThat(young.serverName()).startsWith("CN=rsa");
    assertThat(old.serverName()).startsWith("CN=server");
    assertThat(old.ask("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void sameNameSetAgain_readsTheFilesAgain() throws Exception {
    var world = TlsWorld.start();
    var old = world.client();
    old.ask("PING");
    world.disk.replace("server.crt", Certificates.read("rsa.crt"));
    world.disk.replace("server.key", Certificates.read("rsa.key"));
    assertThat(old.ask("CONFIG SET tls-cert-file server.crt")).isEqualTo("+OK\r\n");
    var young = world.client();
    young.ask("PING");
    assertThat(young.serverName()).startsWith("CN=rsa");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tls-cert-file nowhere.crt | Failed to load certificate: nowhere.crt: No such file or"
            + " directory",
        "tls-cert-file server.key | Failed to load certificate: server.key: there is no"
            + " certificate in it",
        "tls-cert-file garbage.pem | Failed to load certificate: garbage.pem: the block"
            + " CERTIFICATE does not end",
        "tls-cert-file \"\" | No tls-cert-file configured!",
        "tls-key-file \"\" | No tls-key-file configured!",
        "tls-key-file ca.crt | Failed to load private key: ca.crt: there is no private key in it",
        "tls-key-file client.key | Failed to load private key: client.key: the key does not belong"
            + " to the certificate",
        "tls-key-file rsa.key | Failed to load private key: rsa.key: the key does not belong to"
            + " the certificate",
        "tls-key-file rsa-pkcs8-encrypted.key | Failed to load private key:"
            + " rsa-pkcs8-encrypted.key: the key is encrypted and no password is set",
        "tls-ca-cert-file \"\" | Either tls-ca-cert-file or tls-ca-cert-dir must be specified when"
            + " tls-cluster, tls-replication or tls-auth-clients are enabled!",
        "tls-ca-cert-file nowhere.crt | Failed to configure CA certificate(s) file/directory:"
            + " nowhere.crt: No such file or directory",
        "tls-ca-cert-dir /nowhere | Failed to configure CA certificate(s) file/directory: /nowhere:"
            + " No such file or directory",
        "tls-protocols SSLv3 | Invalid tls-protocols specified. Use a combination of 'TLSv1',"
            + " 'TLSv1.1', 'TLSv1.2' and 'TLSv1.3'.",
        "tls-ciphers NOSUCH | Failed to configure ciphers: NOSUCH",
        "tls-ciphersuites NOSUCH | Failed to configure ciphersuites: NOSUCH",
        "tls-dh-params-file nowhere.pem | Failed to load nowhere.pem: No such file or directory",
        "tls-dh-params-file ca.crt | ca.crt: failed to read DH params.",
        "tls-client-cert-file client.crt tls-client-key-file server.key | Failed to load private"
            + " key: server.key: the key does not belong to the certificate",
      })
  void whatCannotBeUsed_isRefused_andNothingChanges(String setting, String line) throws Exception {
    var world = TlsWorld.start();
    var client = world.client();
    var before = client.ask("CONFIG GET tls-*");
    assertThat(client.ask("CONFIG SET " + setting))
        .startsWith("-ERR CONFIG SET failed (possibly related to argument 'tls-")
        .endsWith("') - Unable to update TLS configuration. Check server logs.\r\n");
    assertThat(world.log()).contains("# " + line + "\n");
    assertThat(client.ask("CONFIG GET tls-*")).isEqualTo(before);
    assertThat(world.client().ask("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void parametersForDiffieHellman_areCheckedAndTheLogSaysThatTheyAreNotUsed() throws Exception {
    var world = TlsWorld.start("--tls-dh-params-file dh.pem");
    assertThat(world.log()).contains("tls-dh-params-file is not used");
    assertThat(world.client().ask("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void port_opensAndClosesWhileTheServerRuns() throws Exception {
    var world = TlsWorld.raw(10_000, "--port 6379");
    var plain = world.network.connect(new Endpoint.Tcp(TlsWorld.SERVER, 6379));
    plain.send("CONFIG SET tls-port 6380\r\n");
    world.simulation.settle();
    assertThat(plain.receiveText())
        .isEqualTo(
            "-ERR CONFIG SET failed (possibly related to argument 'tls-port') - Unable to update"
                + " TLS configuration. Check server logs.\r\n");
    assertThat(world.log()).contains("# No tls-cert-file configured!\n");
    assertThatThrownBy(() -> world.network.connect(AT)).hasMessage("Connection refused");

    plain.send(
        "CONFIG SET tls-port 6380 tls-cert-file server.crt tls-key-file server.key"
            + " tls-ca-cert-file ca.crt\r\n");
    world.simulation.settle();
    assertThat(plain.receiveText()).isEqualTo("+OK\r\n");
    var client = world.client();
    assertThat(client.ask("PING")).isEqualTo("+PONG\r\n");

    assertThat(client.ask("CONFIG SET tls-port 0")).isEqualTo("+OK\r\n");
    assertThatThrownBy(() -> world.network.connect(AT)).hasMessage("Connection refused");
    assertThat(client.ask("PING")).as("who is there stays").isEqualTo("+PONG\r\n");
  }

  // Starting.

  @Test
  void noTlsPort_needsNoFiles_andTheyAreNotLookedAt() throws Exception {
    var world = TlsWorld.raw(10_000, "--tls-cert-file nowhere.crt");
    assertThat(world.log()).contains("Ready to accept connections tcp").doesNotContain("nowhere");
  }

  @Test
  void wrongFileAtStart_refusesToStart() {
    assertThatThrownBy(() -> TlsWorld.start("--tls-key-file nowhere.key"))
        .isInstanceOf(StartupException.class)
        .hasMessage("Failed to configure TLS. Check logs for more info.");
  }
}
