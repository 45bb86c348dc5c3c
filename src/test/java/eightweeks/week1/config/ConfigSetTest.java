package eightweeks.week1.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.resp.CommandError;
import eightweeks.week3.snapshots.SaveDirective;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigSetTest {
  @TempDir private Path folder;
  private Fixture fixture;
  private EnumDirective<Protection> protectedConfigs;
  private final List<String> applied = new ArrayList<>();
  private boolean portIsFree = true;

  @BeforeEach
  void declareSome() {
    fixture = new Fixture(folder);
    var config = fixture.config;
    protectedConfigs =
        config.choice("enable-protected-configs", Protection.NO).flags(Flag.IMMUTABLE);
    var port = config.integer("port", 6379).range(0, 65535);
    Apply listen =
        () -> {
          applied.add("listen " + port.value());
          if (!portIsFree && port.value() == 1) {
            throw new DirectiveException("Unable to listen on this port. Check server logs.");
          }
        };
    port.onChange(listen);
    config.words("bind", "*").onChange(listen);
    config.integer("hz", 10).onChange(() -> applied.add("hz"));
    config.string("cert", null).flags(Flag.VOLATILE).onChange(() -> applied.add("cert"));
    config.integer("databases", 16).flags(Flag.IMMUTABLE);
    config.string("dbfilename", "dump.rdb").flags(Flag.PROTECTED);
    config.bool("appendonly", false).flags(Flag.DENY_LOADING);
    config.integer("replica-priority", 100).alias("slave-priority");
    config.bool("later", false).withoutEffect("belongs to week 4, which is not installed");
    config.add(new SaveDirective());
  }

  private void set(String... namesAndValues) {
    set(false, false, namesAndValues);
  }

  private void set(boolean local, boolean loading, String... namesAndValues) {
    new ConfigSet(fixture.config, protectedConfigs, fixture.log)
        .set(List.of(namesAndValues), local, loading);
  }

  private void refused(String error, String... namesAndValues) {
    assertThatThrownBy(() -> set(namesAndValues))
        .isInstanceOf(CommandError.class)
        .hasMessage(error);
  }

  private static String failed(String name, String reason) {
    return "ERR CONFIG SET failed (possibly related to argument '" + name + "') - " + reason;
  }

  @Test
  void several_areSetAtOnce() {
    set("PORT", "7000", "hz", "20", "save", "60 1 30 2");
    assertThat(fixture.get("port")).isEqualTo("7000");
    assertThat(fixture.get("hz")).isEqualTo("20");
    assertThat(fixture.get("save")).isEqualTo("60 1 30 2");
    assertThat(applied).containsExactly("listen 7000", "hz");
  }

  @Test
  void anUnknownName_isRefused_andNothingSet() {
    refused(
        "ERR Unknown option or number of arguments for CONFIG SET - 'Foo'",
        "port",
        "7000",
        "Foo",
        "1");
    assertThat(fixture.get("port")).isEqualTo("6379");
  }

  @Test
  void aNameWithoutAValue_isASyntaxError() {
    refused("ERR syntax error", "port", "1", "hz");
  }

  @Test
  void whatMayNotBeSet_isRefused() {
    refused(failed("Databases", "can't set immutable config"), "port", "1", "Databases", "3");
    refused(failed("dbfilename", "can't set protected config"), "dbfilename", "x");
    refused(failed("Port", "duplicate parameter"), "port", "1", "Port", "2");
    assertThat(fixture.get("port")).isEqualTo("6379");
  }

  @Test
  void theFirstMistakeIsTheOneThatIsTold() {
    refused(failed("databases", "can't set immutable config"), "databases", "1", "foo", "1");
    refused(
        "ERR Unknown option or number of arguments for CONFIG SET - 'foo'",
        "foo",
        "1",
        "databases",
        "1");
  }

  @Test
  void protectedOnes_areSetByWhomTheServerTrusts() {
    protectedConfigs.set(Protection.LOCAL);
    refused(failed("dbfilename", "can't set protected config"), "dbfilename", "x");
    set(true, false, "dbfilename", "x");
    protectedConfigs.set(Protection.YES);
    set("dbfilename", "y");
    assertThat(fixture.get("dbfilename")).isEqualTo("y");
  }

  @Test
  void whileLoading_someAreRefused() {
    assertThatThrownBy(() -> set(false, true, "appendonly", "yes"))
        .hasMessage("LOADING Redis is loading the dataset in memory");
    set(false, true, "port", "1");
    set("appendonly", "yes");
  }

  @Test
  void aBadValue_takesAllBack() {
    refused(
        failed("hz", "argument couldn't be parsed into an integer"),
        "port",
        "7000",
        "save",
        "",
        "hz",
        "x");
    assertThat(fixture.get("port")).isEqualTo("6379");
    assertThat(fixture.get("save")).isEqualTo("3600 1 300 100 60 10000");
    assertThat(applied).isEmpty();
  }

  @Test
  void anActionThatFails_takesAllBack_andActsAgain() {
    portIsFree = false;
    refused(
        failed("port", "Unable to listen on this port. Check server logs."),
        "hz",
        "20",
        "port",
        "1");
    assertThat(fixture.get("port")).isEqualTo("6379");
    assertThat(fixture.get("hz")).isEqualTo("10");
    assertThat(applied).containsExactly("hz", "listen 1", "hz", "listen 6379");
    assertThat(fixture.logged)
        .singleElement()
        .asString()
        .contains("Failed applying new configuration. Possibly related to new port setting.");
  }

  @Test
  void anActionOfTwoDirectives_runsOnce() {
    set("bind", "127.0.0.1 ::1", "port", "7000");
    assertThat(applied).containsExactly("listen 7000");
  }

  @Test
  void theSameValue_needsNoAction_unlessItIsVolatile() {
    set("port", "6379", "cert", "");
    assertThat(applied).containsExactly("cert");
  }

  /** To Redis the two names are two settings; setting both is no duplicate. */
  @Test
  void nameAndAlias_mayBothBeSet() {
    set("replica-priority", "1", "slave-priority", "2");
    assertThat(fixture.get("replica-priority")).isEqualTo("2");
    refused(
        failed("slave-priority", "argument couldn't be parsed into an integer"),
        "SLAVE-priority",
        "x");
  }

  @Test
  void whatHasNoEffect_isToldInTheLog() {
    set("later", "yes");
    assertThat(fixture.logged)
        .singleElement()
        .asString()
        .endsWith("# directive 'later' belongs to week 4, which is not installed");
  }

  @Test
  void listeners_hearTheNames() {
    var heard = new ArrayList<String>();
    fixture.config.changes().add(heard::addAll);
    set("SLAVE-priority", "1", "Port", "1");
    assertThat(heard).containsExactly("slave-priority", "port");
  }
}
