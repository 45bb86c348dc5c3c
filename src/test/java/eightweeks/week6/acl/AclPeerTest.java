package eightweeks.week6.acl;

import eightweeks.harness.Peer;
import eightweeks.harness.RoundTable;
import eightweeks.harness.SocketServer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Conversations about users, had with a real redis-server as well. A line is a conversation; {@code
 * a} and {@code b} are clients of it, and the users of each line have names of their own. Compared
 * is everything that each client was sent. Where 7.2 words a denial differently from 7.0, both are
 * brought to the same words; and 7.2 shows sanitize-payload, where 7.0 leaves out what is usual.
 *
 * <p>Between two commands of a client stands one of another: 7.2 leaves out the error of a wrong
 * password if the reply before it has not been sent yet.
 */
final class AclPeerTest {
  private static final String CONVERSATIONS =
      """
      a ACL WHOAMI | a ACL USERS | a ACL LIST | a ACL GETUSER default | a ACL GETUSER nobody
      a ACL SETUSER u1 | a ACL GETUSER u1 | a ACL LIST | a ACL DELUSER u1 nobody u1 | a ACL USERS
      a ACL SETUSER u2 on >secret ~k* +get +set | b AUTH u2 wrong | b AUTH u2 secret | b ACL WHOAMI | b ACL LIST | b GET k1 | b GET x | b SET k1 v | b DEL k1 | b PING | b AUTH u2 secret
      a ACL SETUSER u3 on nopass +@all -@write ~* | b AUTH u3 anything | b SET k v | b GET k | b ACL WHOAMI | b PUBLISH c m | b SUBSCRIBE c
      a ACL SETUSER u4 on nopass %R~r* %W~w* %RW~b* +@all | b AUTH u4 x | b GET r1 | b GET w1 | b SET w1 v | b SET r1 v | b SET w1 v GET | b SET b1 v GET | b COPY r1 w1 | b COPY w1 r1 | b RENAME b1 b2 | b EXISTS w1 | b TYPE w1 | b STRLEN w1 | b OBJECT ENCODING w1
      a ACL SETUSER u5 %R~a %W~a ~b %rw~c %Rw~d | a ACL LIST | a ACL SETUSER u5 %~a | a ACL SETUSER u5 %X~a | a ACL SETUSER u5 %RR~a | a ACL SETUSER u5 %R | a ACL SETUSER u5 "~a b" | a ACL LIST
      a ACL SETUSER u6 allkeys ~x | a ACL SETUSER u6 ~x allkeys resetkeys ~y | a ACL SETUSER u6 allchannels &x | a ACL SETUSER u6 &x &x &y | a ACL GETUSER u6 | a ACL SETUSER u6 &* | a ACL GETUSER u6 | a ACL SETUSER u6 "&a b"
      a ACL SETUSER u7 on nopass +config|get +config|set -config|set +client | b AUTH u7 x | b CONFIG GET databases | b CONFIG SET timeout 0 | b CLIENT GETNAME | a ACL SETUSER u7 +config | b CONFIG SET timeout 0 | a ACL SETUSER u7 -config|get | b CONFIG GET databases | b CONFIG SET timeout 0 | a ACL SETUSER u7 -config | b CONFIG SET timeout 0 | a ACL DELUSER u7
      a ACL SETUSER u8 +@read -get +GET -@string +@all -@dangerous +config|GET | a ACL GETUSER u8 | a ACL SETUSER u8 nocommands | a ACL GETUSER u8 | a ACL SETUSER u8 allcommands | a ACL GETUSER u8
      a ACL SETUSER u9 +nosuch | a ACL SETUSER u9 +@nosuch | a ACL SETUSER u9 +config|nosuch | a ACL SETUSER u9 -config|nosuch | a ACL SETUSER u9 +get| | a ACL SETUSER u9 +config| | a ACL SETUSER u9 +config|get|x | a ACL SETUSER u9 -select|0 | a ACL SETUSER u9 x | a ACL SETUSER u9 + | a ACL SETUSER u9 - | a ACL SETUSER u9 @all | a ACL USERS
      a ACL SETUSER u10 on nopass +acl|whoami +select|0 +select|1 | a ACL GETUSER u10 | b AUTH u10 x | b SELECT 0 | b SELECT 1 | b SELECT 2 | b ACL WHOAMI | b ACL LIST | b ACL nosuch | b NOSUCH
      a ACL SETUSER u11 >a >b >a #9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 | a ACL GETUSER u11 | a ACL SETUSER u11 <a !9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 | a ACL SETUSER u11 <a | a ACL SETUSER u11 #xyz | a ACL SETUSER u11 !xyz | a ACL SETUSER u11 #9F86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 | a ACL GETUSER u11 | a ACL SETUSER u11 nopass | a ACL GETUSER u11 | a ACL SETUSER u11 resetpass | a ACL GETUSER u11
      a ACL SETUSER u12 on nopass (+get ~a*) "(+set %W~b*)" ( +del ~c ) | a ACL GETUSER u12 | a ACL LIST | b AUTH u12 x | b GET a1 | b GET b1 | b SET b1 v | b SET a1 v | b DEL c | b DEL d | a ACL SETUSER u12 clearselectors | a ACL LIST | b GET a1
      a ACL SETUSER u13 (+get | a ACL SETUSER u13 (+get ~x (y) | a ACL SETUSER u13 () | a ACL SETUSER u13 (on) | a ACL SETUSER u13 (+nosuch) | a ACL SETUSER u13 (+get) x | a ACL USERS
      a ACL SETUSER u14 on >p +@all ~* &* (+get) skip-sanitize-payload | a ACL SETUSER u14 reset | a ACL GETUSER u14 | a ACL SETUSER u14 sanitize-payload off ON | a ACL GETUSER u14 | a ACL SETUSER u14 "" | a ACL SETUSER "a b" on
      a ACL SETUSER u15 on nopass +@all &c* resetkeys | b AUTH u15 x | b PUBLISH c1 m | b PUBLISH d m | b SUBSCRIBE c1 c2 | b SUBSCRIBE d | b PSUBSCRIBE c* | b PSUBSCRIBE c1* | b UNSUBSCRIBE d | b SSUBSCRIBE c9 | b SSUBSCRIBE d
      a ACL SETUSER u16 on nopass +@all ~* | b AUTH u16 x | b MULTI | b SET k v | a ACL SETUSER u16 -set | b INCR n | b EXEC | b MULTI | b SET k v | b EXEC
      a ACL SETUSER u17 on nopass +@all ~k* | b AUTH u17 x | b MULTI | b SET k v | a ACL SETUSER u17 resetkeys ~x* | b EXEC
      a ACL CAT | a ACL CAT nosuch | a ACL CAT read x | a ACL WHOAMI x | a ACL USERS x | a ACL GETUSER | a ACL SETUSER | a ACL DELUSER | a ACL DELUSER default | a ACL DRYRUN | a ACL LOG 1 2 | a ACL LOG x | a ACL GENPASS 0 | a ACL GENPASS 4097 | a ACL GENPASS x | a ACL NOSUCH | a ACL
      a ACL SETUSER u18 +@all %R~r* | a ACL DRYRUN u18 GET r1 | a ACL DRYRUN u18 GET x | a ACL DRYRUN u18 SET r1 v | a ACL DRYRUN u18 PUBLISH c m | a ACL DRYRUN nobody GET x | a ACL DRYRUN u18 NOSUCH | a ACL DRYRUN u18 GET | a ACL DRYRUN u18 CONFIG GET port | a ACL DRYRUN u18 CLIENT NOSUCH | a ACL DRYRUN u18 SORT r1 STORE r2 | a ACL DRYRUN u18 GEORADIUS r1 0 0 1 m STORE x | a ACL DRYRUN u18 SET r1
      a HELLO 3 | a ACL SETUSER u19 on >x +get (+set ~a) | a ACL GETUSER u19 | a ACL LIST | a ACL WHOAMI | a ACL CAT
      a ACL SETUSER u20 on nopass +@all ~* | b AUTH u20 x | b LPUSH l 3 1 2 | b SORT l BY w_* | a ACL SETUSER u20 resetkeys ~l | b SORT l BY w_* | b SORT l GET # | b SORT l BY nosort | b SORT l | a ACL SETUSER u20 resetkeys %R~* %W~l | b SORT l BY w_* GET #
      a ACL SETUSER u21 on nopass +@all ~* &* | b AUTH u21 x | b SUBSCRIBE c | a ACL DELUSER u21 | a PUBLISH c m | a ACL USERS
      a ACL LOAD | a ACL SAVE | a COMMAND INFO acl|cat acl|whoami acl|help acl|genpass
      a ACL SETUSER u22 on nopass +@all ~* | b AUTH u22 x | b RESET | b ACL WHOAMI | b CLIENT KILL USER nobody | b CLIENT KILL USER u22
      """;

  /** Each of these changes the default user. */
  private static final String OF_THE_DEFAULT_USER =
      """
      a ACL SETUSER default -@all | a PING | a ACL WHOAMI | b PING | b AUTH x
      a ACL SETUSER default >p1 | b PING | a PING | b AUTH p2 | a PING | b AUTH p1 | b PING | b AUTH default p1 | a PING | b HELLO 3 AUTH default p2 | b HELLO 3 AUTH default p1 | b ACL GETUSER default
      a CONFIG SET requirepass s1 | b GET k | b AUTH s1 | b GET k | a CONFIG SET requirepass "" | b AUTH s1 | b ACL GETUSER default
      a ACL SETUSER default off | b PING | b AUTH x | a PING | b AUTH default x | a PING | a ACL SETUSER default on | b PING
      """;

  @TempDir private Path folder;

  @Test
  void conversations_haveTheSameReplies() throws Exception {
    Peer.assumeThere();
    assertSameReplies(CONVERSATIONS.lines().toList());
  }

  @Test
  void conversationsAboutTheDefaultUser_haveTheSameReplies() throws Exception {
    Peer.assumeThere();
    for (var line : OF_THE_DEFAULT_USER.lines().toList()) {
      assertSameReplies(List.of(line)); // with servers of its own
    }
  }

  private void assertSameReplies(List<String> lines) throws Exception {
    try (var peer = Peer.start(folder);
        var ours = SocketServer.start()) {
      var softly = new SoftAssertions();
      for (var line : lines) {
        softly
            .assertThat(RoundTable.talk(ours.port(), line, AclPeerTest::tidy))
            .as(line)
            .isEqualTo(RoundTable.talk(peer.port(), line, AclPeerTest::tidy));
      }
      softly.assertAll();
    }
  }

  private static final Pattern COMMAND_RULES =
      Pattern.compile("(?<=[+-]@all )[+-][^\r\n()]+(?<! )");

  private static String tidy(String heard) {
    return sizes(
        COMMAND_RULES
            .matcher(heard)
            .replaceAll(rules -> inOrder(rules.group()))
            .replaceAll("\\$16\r\nsanitize-payload\r\n", "")
            .replaceAll("(user \\S+ (?:on|off)(?: nopass)?) sanitize-payload", "$1")
            .replaceAll("flags\r\n[*~]\\d", "flags")
            .replaceAll("\r\nid\r\n:\\d+", "\r\nid")
            .replaceAll("\\$\\d\r\n7\\.[02]\\.\\d+", "(version)")
            .replace("+    Prints this help.", "+    Print this help.")
            .replaceAll("(?i)(user \\S+|this user) has no permissions to", "(user) may not")
            .replaceAll(
                "No permissions to access a (key|channel)",
                "(user) may not access one of the $1s used as arguments")
            .replaceAll("(user|NOPERM) \\(user\\)", "$1 (user)"));
  }

  /** Sorts rules that add one command each: 7.0 shows them in the order of its table. */
  private static String inOrder(String rules) {
    var words = rules.split(" ");
    Arrays.sort(words);
    return Matcher.quoteReplacement(String.join(" ", words));
  }

  /** Leaves out the lengths of texts that tidying has changed. */
  private static String sizes(String text) {
    return String.join(
        "\n",
        Arrays.stream(text.split("\n"))
            .map(line -> line.matches("\\$\\d\\d+\\s*") ? "$(length)\r" : line)
            .toList());
  }
}
