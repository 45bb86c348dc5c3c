package eightweeks.week3.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.StartupException;
import eightweeks.week3.Week3;
import eightweeks.week3.shutdown.Shutdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A load step, as weeks 3 and 4 have them, that stops in its middle while clients talk. */
final class LoadingTest {
  private static final String LOADING = "-LOADING Redis is loading the dataset in memory\r\n";
  private static final String OK = "+OK\r\n";

  private final TestWorld world = new TestWorld();
  private final List<String> events = new ArrayList<>();
  private @Nullable TestServer server;

  /** What a test does in the middle of loading. */
  @FunctionalInterface
  private interface Middle {
    void run(Loading loading) throws StartupException;
  }

  /** A server that loads 1000 bytes and does something after 400 of them. */
  private TestServer loads(Middle middle, String... options) {
    return start(TestServer.in(world), middle, options);
  }

  private TestServer start(TestServer.Setup setup, Middle middle, String... options) {
    server =
        setup
            .with(
                parts -> {
                  parts.need(Loading.SERVICE).interval(() -> 100);
                  parts
                      .need(Loading.SERVICE)
                      .atStart(
                          loading -> {
                            loading.begin(1000);
                            loading.progress(400);
                            middle.run(loading);
                            loading.progress(600);
                            loading.end();
                          });
                })
            .options(options)
            .configured();
    return server.begin();
  }

  private TestServer server() {
    return Objects.requireNonNull(server);
  }

  /** Sends a command, lets the server look at it while it loads, and returns the reply. */
  private static String call(Loading loading, TestClient client, String line) {
    client.post(line + "\r\n");
    loading.processEvents();
    return client.received();
  }

  @Test
  void commandsAreRefused_unlessTheirFlagsAllowThem() {
    loads(
        loading -> {
          var client = server().connect();
          assertThat(call(loading, client, "GET k")).isEqualTo(LOADING);
          assertThat(call(loading, client, "SET k v")).isEqualTo(LOADING);
          assertThat(call(loading, client, "PING")).isEqualTo(LOADING);
          assertThat(call(loading, client, "CONFIG SET maxclients 100")).isEqualTo(OK);
          assertThat(call(loading, client, "CLIENT ID")).startsWith(":");
          assertThat(call(loading, client, "INFO persistence")).contains("loading:1\r\n");
          assertThat(call(loading, client, "NOSUCH")).startsWith("-ERR unknown command");
          client.post("MULTI\r\nGET k\r\nEXEC\r\n");
          loading.processEvents();
          assertThat(client.received())
              .isEqualTo(
                  OK
                      + LOADING
                      + "-EXECABORT Transaction discarded because of previous errors.\r\n");
          events.add("asked");
        });
    assertThat(events).containsExactly("asked");
    assertThat(server().connect().call("PING")).isEqualTo("+PONG\r\n");
    assertThat(server().info("loading")).isEqualTo("0");
  }

  @Test
  void serverOfWeek3_refusesToo() {
    start(
        TestServer.in(world).features(Week3.features()),
        loading -> {
          var client = server().connect();
          assertThat(call(loading, client, "PING")).isEqualTo(LOADING);
          assertThat(call(loading, client, "TIME")).startsWith("*2\r\n");
        });
    assertThat(server().connect().call("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void clientsThatComeMeanwhile_stay() {
    var clients = new ArrayList<TestClient>();
    loads(
        loading -> {
          for (int i = 0; i < 10; i++) {
            clients.add(server().connect());
            call(loading, clients.getLast(), "SELECT " + i);
          }
        });
    assertThat(server().server().clients().count()).isEqualTo(10);
    assertThat(clients).allMatch(client -> client.call("PING").equals("+PONG\r\n"));
  }

  @Test
  void readyIsLogged_whenAllIsLoaded() {
    loads(_ -> server().parts().log().notice("in the middle"));
    assertThat(server().log())
        .containsSubsequence(
            "* Server initialized", "* in the middle", "* Ready to accept connections tcp");
  }

  // Progress.

  @Test
  void info_showsTheProgress() {
    loads(
        loading -> {
          var client = server().connect();
          assertThat(call(loading, client, "INFO persistence"))
              .containsSubsequence(
                  "loading:1\r\nasync_loading:0\r\n",
                  "loading_start_time:1795364464\r\n"
                      + "loading_total_bytes:1000\r\n"
                      + "loading_rdb_used_mem:0\r\n"
                      + "loading_loaded_bytes:400\r\n"
                      + "loading_loaded_perc:40.00\r\n"
                      + "loading_eta_seconds:1\r\n")
              .endsWith("loading_eta_seconds:1\r\n\r\n");
          server().clock().advanceMillis(20_000);
          assertThat(call(loading, client, "INFO persistence"))
              .contains("loading_eta_seconds:29\r\n"); // 20 s * 600 / 401
        });
    assertThat(server().connect().text("INFO", "persistence")).doesNotContain("loading_");
  }

  @Test
  void progress_isGuessed_whereTheSizeIsNotKnown() {
    loads(
        loading -> {
          loading.end();
          loading.begin(0);
          loading.usedMemory(500);
          loading.loaded(100);
          var client = server().connect();
          assertThat(call(loading, client, "INFO persistence"))
              .contains("loading_total_bytes:0\r\n", "loading_loaded_perc:20.00\r\n");
          loading.loaded(600);
          assertThat(call(loading, client, "INFO persistence"))
              .contains("loading_rdb_used_mem:500\r\n", "loading_loaded_perc:99.99\r\n");
        });
  }

  @Test
  void clientsAreServed_whenEnoughBytesHavePassed() {
    loads(
        loading -> {
          var client = server().connect();
          client.post("PING\r\n");
          loading.progress(50);
          loading.progress(49);
          assertThat(client.received()).isEmpty();
          loading.progress(1);
          assertThat(client.received()).isEqualTo(LOADING);
        });
  }

  @Test
  void cronTimersAndPostedTasks_waitForTheEnd() {
    loads(
        loading -> {
          var parts = server().parts();
          parts.cron().every(0, () -> events.add("cron"));
          parts
              .loop()
              .after(
                  1,
                  () -> {
                    events.add("timer");
                    return -1;
                  });
          parts.loop().post(() -> events.add("posted"));
          server().clock().advanceMillis(500);
          loading.processEvents();
          events.add("loaded");
        });
    world.runFor(0);
    assertThat(events).containsExactly("loaded", "posted", "cron", "timer");
  }

  // Ends.

  @Test
  void shutdown_endsTheLoad() {
    loads(
        loading -> {
          server()
              .parts()
              .need(Shutdown.SERVICE)
              .steps()
              .add(
                  options -> {
                    events.add(options.toString());
                    return Shutdown.Answer.READY;
                  });
          var client = server().connect();
          client.post("SHUTDOWN SAVE\r\n");
          assertThatThrownBy(loading::processEvents).isInstanceOf(LoadingAborted.class);
          loading.processEvents(); // a loader may call it once more: it returns
        });
    assertThat(events).as("half of the data must not be saved").containsExactly("[NOSAVE]");
    assertThat(server().log()).doesNotContain("* Ready to accept connections tcp");
    server().runToTheEnd();
    assertThat(server().log()).endsWith("* Redis is now ready to exit, bye bye...");
  }

  @Test
  void signal_endsTheLoad() {
    loads(
        loading -> {
          server().system().signal("SIGTERM");
          loading.processEvents();
          events.add("not reached");
        });
    assertThat(events).isEmpty();
    assertThat(server().log())
        .contains("# Received shutdown signal during loading, scheduling shutdown.")
        .doesNotContain("* Ready to accept connections tcp");
    server().runToTheEnd();
    assertThat(server().parts().need(Loading.SERVICE).isUnderWay()).isFalse();
  }

  @Test
  void signalThatCannotBeObeyed_doesNotEndTheLoad() {
    loads(
        loading -> {
          server().parts().need(Shutdown.SERVICE).steps().add(_ -> Shutdown.Answer.REFUSE);
          server().system().signal("SIGINT");
          loading.processEvents();
          events.add("reached");
        });
    assertThat(events).containsExactly("reached");
    assertThat(server().log())
        .contains(
            "# SIGINT received but errors trying to shut down the server, check the logs for more"
                + " information");
    assertThat(server().connect().call("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void commandThatLoads_endsWithAnError_whenTheServerIsShutDown() {
    server =
        TestServer.in(world)
            .with(
                parts ->
                    parts.command(
                        new Command(CommandSpec.of("reload", 1)) {
                          @Override
                          public void run(Client client, Args args) {
                            parts.need(Loading.SERVICE).begin(10);
                            try {
                              server().system().signal("SIGTERM");
                              parts.need(Loading.SERVICE).processEvents();
                            } finally {
                              parts.need(Loading.SERVICE).end();
                            }
                          }
                        }))
            .start();
    assertThat(server.connect().call("RELOAD")).isEqualTo("-ERR the server is being shut down\r\n");
    assertThat(server.server().loop().isStopped()).isTrue();
  }

  @Test
  void loadThatFails_isTheReasonForNotStarting() {
    assertThatThrownBy(
            () ->
                loads(
                    _ -> {
                      throw new StartupException("the file is broken");
                    }))
        .hasRootCauseMessage("the file is broken");
    assertThat(server().log()).doesNotContain("* Ready to accept connections tcp");
  }

  @Test
  void loadThatCrashes_isReported_andTheReasonForNotStarting() {
    assertThatThrownBy(
            () ->
                start(
                    TestServer.in(world).mayCrash(),
                    _ -> {
                      throw new IllegalStateException("the loader has a bug");
                    }))
        .hasRootCauseMessage("loading has crashed");
    assertThat(server().rawLog()).contains("crashed by", "the loader has a bug");
    assertThat(server().parts().need(Loading.SERVICE).isUnderWay()).isFalse();
  }

  @Test
  void keysDoNotExpire_untilAllIsLoaded() {
    server = TestServer.in(world).start();
    var client = server.connect();
    client.call("SET", "k", "v", "PX", "10");
    server.parts().need(Loading.SERVICE).begin(0);
    server.runFor(1000);
    assertThat(server.info("expired_keys")).isEqualTo("0");
    server.parts().need(Loading.SERVICE).end();
    assertThat(client.call("GET", "k")).isEqualTo("$-1\r\n");
    assertThat(server.info("expired_keys")).isEqualTo("1");
  }

  @Test
  void listeners_hearOfBeginAndEnd_onceEach() {
    loads(loading -> loading.onChange(begins -> events.add("begins " + begins)));
    server().parts().need(Loading.SERVICE).begin(0);
    assertThat(events).containsExactly("begins false", "begins true");
  }

  // What is refused besides.

  @Test
  void directivesThatLoadingNeeds_cannotBeSet() {
    loads(
        loading -> {
          var client = server().connect();
          assertThat(call(loading, client, "CONFIG SET dir /")).isEqualTo(LOADING);
          assertThat(call(loading, client, "CONFIG SET appendonly yes")).isEqualTo(LOADING);
          assertThat(call(loading, client, "CONFIG SET timeout 3")).isEqualTo(OK);
        },
        "--enable-protected-configs",
        "yes");
    assertThat(server().connect().call("CONFIG", "SET", "dir", "/")).isEqualTo(OK);
  }

  @Test
  void transactionQueuedBefore_isRefusedWhileSomethingLoads() {
    server = TestServer.in(world).start();
    var client = server.connect();
    client.send("MULTI\r\nSET k v\r\n");
    client.received();
    var other = server.connect();
    other.send("MULTI\r\nTIME\r\n");
    other.received();
    server.parts().need(Loading.SERVICE).begin(0);
    assertThat(client.call("EXEC"))
        .isEqualTo(
            "-EXECABORT Transaction discarded because of: LOADING Redis is loading the dataset in"
                + " memory\r\n");
    assertThat(other.call("EXEC")).startsWith("*1\r\n*2\r\n");
    server.parts().need(Loading.SERVICE).end();
    assertThat(client.call("GET", "k")).isEqualTo("$-1\r\n");
  }
}
