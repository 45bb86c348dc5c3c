package eightweeks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.Week1;
import org.junit.jupiter.api.Test;

final class TestServerTest {
  @Test
  void serverInMemory_answers() {
    var client = TestServer.start().connect();
    assertThat(client.call("SET", "k", "v")).isEqualTo("+OK\r\n");
    assertThat(client.inline("GET k")).isEqualTo("$1\r\nv\r\n");
  }

  @Test
  void twoServersInOneJvm_haveNothingInCommonButTheClock() {
    var world = new TestWorld();
    var first = TestServer.in(world).options("--port", "7001", "--databases", "2").start();
    var second = TestServer.in(world).options("--port", "7002", "--requirepass", "x").start();
    var one = first.connect();
    var other = second.connect();
    assertThat(one.call("SET", "k", "1")).isEqualTo("+OK\r\n");
    assertThat(other.call("SET", "k", "2")).isEqualTo("-NOAUTH Authentication required.\r\n");
    assertThat(other.call("AUTH", "x")).isEqualTo("+OK\r\n");
    assertThat(other.call("GET", "k")).isEqualTo("$-1\r\n");
    assertThat(one.call("SELECT", "2")).isEqualTo("-ERR DB index is out of range\r\n");
    assertThat(other.call("SELECT", "2")).isEqualTo("+OK\r\n");
    assertThat(one.call("CONFIG", "SET", "timeout", "5")).isEqualTo("+OK\r\n");
    assertThat(other.call("CONFIG", "GET", "timeout"))
        .isEqualTo("*2\r\n$7\r\ntimeout\r\n$1\r\n0\r\n");
    assertThat(one.call("TIME")).isEqualTo(other.call("TIME"));
    one.close();
    assertThat(first.info("total_commands_processed")).isNotEqualTo("0");
    assertThat(other.call("CLIENT", "ID")).isEqualTo(":1\r\n");
    world.runFor(60_000);
    assertThat(other.call("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void sameSteps_giveTheSameRunToTheByte() {
    assertThat(run()).isEqualTo(run());
  }

  private static String run() {
    var server = TestServer.start("--loglevel", "debug");
    var client = server.connect();
    var replies = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      replies.append(client.call("SET", "key:" + i, "v", "PX", "" + (100 + i * 7)));
      server.runFor(10);
      replies.append(client.call("DBSIZE"));
    }
    return replies + client.call("INFO") + server.rawLog();
  }

  @Test
  void serverOfWeek1_knowsNoKey() {
    var server = TestServer.in(new TestWorld()).features(Week1.features()).start();
    var client = server.connect();
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
    assertThat(client.call("SET", "k", "v"))
        .isEqualTo("-ERR unknown command 'SET', with args beginning with: 'k' 'v' \r\n");
  }
}
