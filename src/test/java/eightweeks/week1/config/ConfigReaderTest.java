package eightweeks.week1.config;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week3.snapshots.SaveDirective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigReaderTest {
  @TempDir private Path folder;
  private Fixture fixture;

  @BeforeEach
  void declareSome() {
    fixture = new Fixture(folder);
    fixture.declareNetworking();
    fixture.config.add(new SaveDirective());
    fixture.config.string("name", "").alias("old-name");
  }

  private static String fatal(int line, String text, String reason) {
    return "\n*** FATAL CONFIG FILE ERROR (Redis 7.2.6) ***\n"
        + "Reading the configuration file, at line %d\n>>> '%s'\n%s\n"
            .formatted(line, text, reason);
  }

  @Test
  void lines_commentsAndEmptyLines_areRead() throws Exception {
    fixture.readFile("# a comment\n\n  port 7000  \r\n\t# another\nNAME \"a b\"\nport 7001");
    assertThat(fixture.get("port")).isEqualTo("7001");
    assertThat(fixture.get("name")).isEqualTo("a b");
    assertThat(fixture.config.file()).isEqualTo(folder.resolve("redis.conf").toString());
  }

  @Test
  void withoutAFile_thereIsNone() throws Exception {
    assertThat(fixture.read("--port", "7000").config.file()).isNull();
    assertThat(fixture.get("port")).isEqualTo("7000");
  }

  @Test
  void anAlias_isRead() throws Exception {
    fixture.readFile("old-name x");
    assertThat(fixture.get("name")).isEqualTo("x");
  }

  @Test
  void theCommandLine_comesAfterTheFileAndStandardInput() throws Exception {
    fixture.file("a.conf", "port 1\ntimeout 1\nhz 1");
    var line = CommandLine.parse(List.of("a.conf", "--port", "3", "-"));
    new ConfigReader(fixture.config, fixture.disk, "7.2.6")
        .read(line, Ascii.bytes("\nport 2\ntimeout 2\n"));
    assertThat(fixture.get("port")).isEqualTo("3");
    assertThat(fixture.get("timeout")).isEqualTo("2");
    assertThat(fixture.get("hz")).isEqualTo("1");
  }

  @Test
  void mistakes_areToldWithTheirLine() throws IOException {
    assertThat(fixture.refusal("port 1\n\n  port abc \n"))
        .isEqualTo(fatal(3, "port abc", "argument couldn't be parsed into an integer"));
    assertThat(fixture.refusal("port 70000"))
        .isEqualTo(fatal(1, "port 70000", "argument must be between 0 and 65535 inclusive"));
    assertThat(fixture.refusal("port 1 2"))
        .isEqualTo(fatal(1, "port 1 2", "wrong number of arguments"));
    assertThat(fixture.refusal("port")).isEqualTo(fatal(1, "port", "wrong number of arguments"));
    assertThat(fixture.refusal("foo bar"))
        .isEqualTo(fatal(1, "foo bar", "Bad directive or wrong number of arguments"));
    assertThat(fixture.refusal("include"))
        .isEqualTo(fatal(1, "include", "Bad directive or wrong number of arguments"));
    assertThat(fixture.refusal("name \"a"))
        .isEqualTo(fatal(1, "name \"a", "Unbalanced quotes in configuration line"));
    assertThat(fixture.refusal("shutdown-on-sigint whatever"))
        .isEqualTo(
            fatal(
                1,
                "shutdown-on-sigint whatever",
                "argument(s) must be one of the following: default, save, nosave, now, force"));
  }

  @Test
  void mistakesOfTheCommandLine_areLinesBehindTheFile() throws IOException {
    fixture.file("a.conf", "port 1\n");
    assertThat(Fixture.refusal(() -> fixture.read("a.conf", "--port", "x")))
        .isEqualTo(fatal(3, "port \"x\"", "argument couldn't be parsed into an integer"));
    assertThat(Fixture.refusal(() -> fixture.read("--port=7000")))
        .isEqualTo(fatal(2, "port=7000", "Bad directive or wrong number of arguments"));
  }

  @Test
  void aMissingFile_isALineForTheLog() {
    assertThat(Fixture.refusal(() -> fixture.read("none.conf")))
        .isEqualTo(
            "Fatal error, can't open config file '"
                + folder.resolve("none.conf")
                + "': No such file or directory");
  }

  @Test
  void severalWords_mayComeInOne() throws Exception {
    fixture.readFile("bind \"127.0.0.1 ::1\"\nshutdown-on-sigint 'nosave now'");
    assertThat(fixture.get("bind")).isEqualTo("127.0.0.1 ::1");
    assertThat(fixture.get("shutdown-on-sigint")).isEqualTo("nosave now");
  }

  @Test
  void save_isGatheredOverLines_andReplacesItsInitialValue() throws Exception {
    fixture.readFile("save 100 1\nsave 200 2 300 3\n");
    assertThat(fixture.get("save")).isEqualTo("100 1 200 2 300 3");
    fixture.read("--save", "400", "4");
    assertThat(fixture.get("save")).isEqualTo("100 1 200 2 300 3 400 4");
    fixture.read("--save", "");
    assertThat(fixture.get("save")).isEmpty();
  }

  @Test
  void obsoleteDirectives_areReadPast() throws Exception {
    fixture.readFile("lua-replicate-commands yes\nlist-max-ziplist-entries 5\nport 1");
    assertThat(fixture.get("port")).isEqualTo("1");
  }

  @Test
  void include_isReadAtItsPlace() throws Exception {
    fixture.file("more.conf", "port 2\nhz 50\n");
    fixture.readFile("port 1\ninclude more.conf\nhz 60\n");
    assertThat(fixture.get("port")).isEqualTo("2");
    assertThat(fixture.get("hz")).isEqualTo("60");
  }

  @Test
  void include_takesAllFilesThatMatch_orNone() throws Exception {
    Files.createDirectory(folder.resolve("conf.d"));
    fixture.file("conf.d/10.conf", "port 10").file("conf.d/20.conf", "port 20");
    fixture.readFile("include conf.d/*.conf\ninclude nothing/*.conf\n");
    assertThat(fixture.get("port")).isEqualTo("20");
  }

  @Test
  void nameOfTheFile_mayBeAPattern() throws Exception {
    Files.createDirectory(folder.resolve("conf.d"));
    fixture.file("conf.d/10.conf", "port 10\nhz 11").file("conf.d/20.conf", "port 20\n");
    fixture.read("conf.d/*.conf", "--timeout", "7");
    assertThat(fixture.get("port")).isEqualTo("20");
    assertThat(fixture.get("hz")).isEqualTo("11");
    assertThat(fixture.get("timeout")).isEqualTo("7");
    assertThat(fixture.read("conf.d/?.conf").get("port")).isEqualTo("20");
    assertThat(fixture.read("[x].conf").get("port")).isEqualTo("20");
  }

  @Test
  void fileWhoseNameLooksLikeAPattern_isRead() throws Exception {
    fixture.file("[x].conf", "port 10\n");
    assertThat(fixture.read("[x].conf").get("port")).isEqualTo("10");
  }

  @Test
  void include_countsTheLinesOfEachFile() throws Exception {
    fixture.file("more.conf", "\nport x\n");
    assertThat(fixture.refusal("hz 1\nhz 2\ninclude more.conf"))
        .isEqualTo(fatal(2, "port x", "argument couldn't be parsed into an integer"));
    assertThat(fixture.refusal("include none.conf"))
        .isEqualTo("Fatal error, can't open config file 'none.conf': No such file or directory");
  }

  /** Redis includes the file until its stack is full. */
  @Test
  void aFileThatIncludesItself_isRefused() throws IOException {
    assertThat(fixture.refusal("include redis.conf"))
        .isEqualTo(fatal(1, "include redis.conf", "include goes deeper than 16 files"));
  }

  @Test
  void aDirectiveOfFiles_getsItsWords() throws Exception {
    var renamed = new ArrayList<List<String>>();
    fixture.config.inFile(
        "rename-command",
        2,
        2,
        words -> {
          if (words.getFirst().equals("foo")) {
            throw new DirectiveException("No such command in rename-command");
          }
          renamed.add(words);
        });
    fixture.readFile("rename-command CONFIG \"\"\nRename-Command get fetch\n");
    assertThat(renamed).containsExactly(List.of("CONFIG", ""), List.of("get", "fetch"));
    assertThat(fixture.refusal("rename-command foo bar"))
        .isEqualTo(fatal(1, "rename-command foo bar", "No such command in rename-command"));
    assertThat(fixture.refusal("rename-command foo"))
        .isEqualTo(fatal(1, "rename-command foo", "Bad directive or wrong number of arguments"));
  }

  @Test
  void aCheckOfTheWhole_isToldWithoutALine() throws IOException {
    fixture.config.afterReading(
        () -> {
          throw new DirectiveException("they do not go together");
        });
    assertThat(fixture.refusal("port 1"))
        .isEqualTo("\n*** FATAL CONFIG FILE ERROR (Redis 7.2.6) ***\nthey do not go together\n");
  }

  @Test
  void general_movesToTheFolderAndOpensTheLogThere() throws Exception {
    new GeneralDirectives(fixture.config, fixture.disk, fixture.log);
    Files.createDirectory(folder.resolve("data"));
    fixture.readFile("dir data\nlogfile redis.log\nloglevel warning\n");
    assertThat(fixture.get("dir")).isEqualTo(folder.resolve("data").toString());
    fixture.log.notice("not this");
    fixture.log.warning("but this");
    assertThat(fixture.content("data/redis.log")).contains("but this").doesNotContain("not this");
  }

  @Test
  void general_refusesAFolderOrALogThatIsNotThere() throws IOException {
    new GeneralDirectives(fixture.config, fixture.disk, fixture.log);
    assertThat(fixture.refusal("dir nowhere"))
        .isEqualTo(fatal(1, "dir nowhere", "No such file or directory"));
    assertThat(fixture.refusal("logfile nowhere/redis.log"))
        .endsWith("(Redis 7.2.6) ***\nCan't open the log file: No such file or directory\n");
  }
}
