package eightweeks.week3;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.info.Info.Section;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What INFO tells, compared with Redis 7.2.
 *
 * <p>The facts are in {@code week3/info_fields.tsv}: a line a field, with the state that a server
 * must be in to tell it. {@code %d} stands for a number, a word in angle brackets for a name.
 */
final class InfoFieldsTest {
  /** A field that is told must leave this list. */
  private static final String NOT_TOLD_YET =
      """
      3 snapshots: loading_start_time loading_total_bytes loading_rdb_used_mem
      3 snapshots: loading_loaded_bytes loading_loaded_perc loading_eta_seconds
      4 append-only file: aof_current_size aof_base_size aof_pending_rewrite aof_buffer_length
      4 append-only file: aof_pending_bio_fsync aof_delayed_fsync
      4 replication: master_host master_port master_link_status
      4 replication: master_last_io_seconds_ago master_sync_in_progress slave_read_repl_offset
      4 replication: slave_repl_offset master_sync_total_bytes master_sync_read_bytes
      4 replication: master_sync_left_bytes master_sync_perc master_sync_last_io_seconds_ago
      4 replication: master_link_down_since_seconds slave_priority slave_read_only
      4 replication: replica_announced min_slaves_good_slaves slave%d shutdown_in_milliseconds
      5 cluster: mem_cluster_links
      6 modules: module
      6 scripting: used_memory_lua used_memory_vm_eval used_memory_lua_human
      6 scripting: used_memory_scripts_eval used_memory_vm_functions used_memory_vm_total
      6 scripting: used_memory_vm_total_human used_memory_functions used_memory_scripts
      6 scripting: used_memory_scripts_human
      """;

  /** Fields of a later Redis: without them an operator cannot see why these clients were closed. */
  private static final Set<String> OURS_ALONE =
      Set.of(
          "Stats client_query_buffer_limit_disconnections",
          "Stats client_output_buffer_limit_disconnections");

  /** A line of the file. */
  private record Field(String section, String name, boolean isDefault) {
    static Field of(String line) {
      var columns = line.split("\t", -1);
      return new Field(columns[0], columns[1], columns[3].equals("yes"));
    }

    boolean matches(String told) {
      var pattern = name.replace("%d", "\\d+").replaceAll("<\\w+>", ".+");
      return told.matches(section + " " + pattern);
    }
  }

  private final List<Field> fields;

  InfoFieldsTest() throws IOException {
    try (InputStream file = InfoFieldsTest.class.getResourceAsStream("/week3/info_fields.tsv")) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      fields = text.lines().skip(1).map(Field::of).toList();
    }
  }

  /** Section and name of every field that a server tells that has something to tell. */
  private static Set<String> told(String... sections) {
    var client = TestServer.start().connect();
    client.call("SET", "k", "v");
    client.call("NOSUCH");
    var told = new TreeSet<String>();
    for (var section : sections) {
      var title = "";
      for (var line : client.text("INFO", section).lines().toList()) {
        if (line.startsWith("# ")) {
          title = line.substring(2);
        } else if (!line.isEmpty()) {
          var field = title + " " + line.substring(0, line.indexOf(':'));
          assertThat(told.add(field)).as("%s is told once", field).isTrue();
        }
      }
    }
    return told;
  }

  @Test
  void fieldsThatAreMissing_areThoseNotToldYet() {
    var told = told("everything", "debug");
    var missing = new TreeSet<String>();
    for (var field : fields) {
      if (told.stream().noneMatch(field::matches)) {
        missing.add(field.name);
      }
    }
    var listed = new TreeSet<String>();
    for (var line : NOT_TOLD_YET.lines().toList()) {
      var words = Arrays.asList(line.substring(line.indexOf(':') + 1).trim().split(" +"));
      words.forEach(word -> assertThat(listed.add(word)).as("%s is listed twice", word).isTrue());
    }
    assertThat(listed).isEqualTo(missing);
  }

  @Test
  void noFieldIsTold_thatRedisDoesNotKnow() {
    var unknown = new HashSet<String>();
    for (var told : told("everything", "debug")) {
      if (fields.stream().noneMatch(field -> field.matches(told))) {
        unknown.add(told);
      }
    }
    assertThat(unknown).isEqualTo(OURS_ALONE);
  }

  @Test
  void withoutASection_theDefaultsAreTold() {
    for (var told : told("default")) {
      assertThat(fields.stream().filter(field -> field.matches(told)).allMatch(Field::isDefault))
          .as(told)
          .isTrue();
    }
    assertThat(told("all")).containsAll(told("default")).isEqualTo(told("everything"));
  }

  @Test
  void fieldOfAWeekThatIsInstalled_takesThePlaceOfWhatIsSaidWithoutIt() {
    var server =
        TestServer.in(new TestWorld())
            .with(
                parts ->
                    parts.info().add(Section.CLUSTER, info -> info.field("cluster_enabled", 1)))
            .start();
    assertThat(server.connect().text("INFO", "cluster"))
        .contains("cluster_enabled:1\r\n")
        .doesNotContain("cluster_enabled:0");
  }

  @Test
  void withoutLaterWeeks_aServerSaysThatItIsAMasterWithoutACluster() {
    var server = TestServer.start("--repl-backlog-size", "2mb");
    assertThat(server.info("role")).isEqualTo("master");
    assertThat(server.info("cluster_enabled")).isEqualTo("0");
    assertThat(server.info("loading")).isEqualTo("0");
    assertThat(server.info("rdb_last_save_time"))
        .isEqualTo("" + TestWorld.START_MICROS / 1_000_000);
    assertThat(server.info("repl_backlog_size")).isEqualTo("2097152");
  }

  @Test
  void changesSinceTheLastSave_areCounted() {
    var server = TestServer.start("--save", ""); // with save points FLUSHALL saves
    var client = server.connect();
    assertThat(server.info("rdb_changes_since_last_save")).isEqualTo("0");
    client.call("MSET", "a", "1", "b", "2");
    client.call("GET", "a");
    client.call("FLUSHALL");
    assertThat(server.info("rdb_changes_since_last_save")).isNotEqualTo("0").isEqualTo("4");
    client.call("CONFIG", "RESETSTAT");
    assertThat(server.info("rdb_changes_since_last_save")).isEqualTo("4");
  }

  @Test
  void debugSection_isToldOnlyByName() {
    var server = TestServer.start();
    var client = server.connect();
    client.send("PING\r\nPING\r\nPING\r\n");
    client.received();
    assertThat(client.text("INFO", "everything")).doesNotContain("eventloop_cmd_per_cycle_max");
    assertThat(client.text("INFO", "Debug"))
        .contains("# Debug\r\n", "eventloop_cmd_per_cycle_max:3\r\n");
    client.call("CONFIG", "RESETSTAT");
    assertThat(client.text("INFO", "debug")).contains("eventloop_cmd_per_cycle_max:1\r\n");
  }
}
