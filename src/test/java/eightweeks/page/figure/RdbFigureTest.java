package eightweeks.page.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RdbFigureTest {
  private final Stepper figure = FigureKind.RDB.begin();

  private String run(String command) {
    figure.act("run", List.of(command));
    return figure.scene().said();
  }

  /** Saves, and returns the scenes from the first key on. */
  private List<Scene> keys() {
    figure.act("keys", List.of(""));
    var scenes = new ArrayList<Scene>();
    do {
      scenes.add(figure.scene());
    } while (figure.forward());
    return scenes;
  }

  private List<String> saved(String... commands) {
    for (var command : commands) {
      run(command);
    }
    return keys().stream().map(scene -> scene.state().replaceFirst("^.* of \\d+: ", "")).toList();
  }

  @Test
  void savedFile_isAStepForEachPieceFromTheFirstKeyOn() {
    var pieces = saved("SET greeting hello");
    assertThat(pieces.subList(0, pieces.size() - 1))
        .containsExactly(
            "fe: SELECTDB: the database of the keys that follow",
            "00: database 0",
            "fb: RESIZEDB: how large the database is",
            "01: number of keys: 1",
            "00: number of keys with an expiry: 0",
            "00: type 0: a key with a value as string",
            "08: length 8",
            "67 72 65 65 74 69 6e 67: key: 'greeting'",
            "05: length 5",
            "68 65 6c 6c 6f: value: 'hello'",
            "ff: EOF: the end");
    assertThat(pieces.getLast()).endsWith("and it is right");
  }

  @Test
  void wholeFile_beginsWithTheSignature() {
    figure.act("file", List.of(""));
    assertThat(figure.scene().state()).startsWith("byte 0 of ").endsWith("'REDIS': the signature");
    assertThat(figure.forward()).isTrue();
    assertThat(figure.scene().said()).isEqualTo("Version 10 of the format.");
  }

  @Test
  void length_isShownInBits() {
    run("SET k " + "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+"); // 63 bytes
    run("CONFIG SET rdbcompression no");
    run("SETRANGE gap 299 x");
    assertThat(keys().stream().map(Scene::said))
        .contains(
            "Length 63. In bits: 00 111111. 00 says that the length has 6 bits.",
            "Length 300. In bits: 01 000001 00101100. 01 says that the length has 14 bits.");
  }

  @Test
  void longLength_namesItsBytes() {
    run("CONFIG SET rdbcompression no");
    run("SETRANGE k 69999 x");
    assertThat(keys().stream().map(Scene::said))
        .contains(
            "Length 70000. 80 says that the length has 32 bits; the highest byte comes first.");
  }

  @Test
  void lengthsOfAListpackItself_areNotTakenForThoseOfTheFormat() {
    run("RPUSH l a b");
    var said = keys().stream().map(Scene::said).toList();
    assertThat(said)
        .contains("Length of the entry, for walking backwards: 2.")
        .contains("Number of entries: 2.");
  }

  @Test
  void linesOfTheSource_areMarkedByThePartOfAKey() {
    run("SET k v PX 1000");
    var marks = keys().stream().map(scene -> String.join("", scene.code())).distinct().toList();
    assertThat(marks)
        .containsExactly(
            "",
            "writeByte(Opcode.EXPIRETIME_MS)",
            "writeLong(at)",
            "types.writeType(value, out)",
            "StringEncoding.write(out, key)",
            "types.write(value, out)",
            "writeByte(Opcode.EOF)",
            "writeLong(out.checksum())");
  }

  @Test
  void keyThatIsNamedKey_isNoValueYet() {
    run("SET key key");
    var scenes = keys();
    assertThat(scenes.stream().filter(scene -> scene.code().contains("types.write(value, out)")))
        .hasSize(2); // length and bytes of the value
  }

  @Test
  void commandsThatAPageCannotTake_areRefused_andChangeNothing() {
    run("SET k v");
    for (var command :
        List.of("SHUTDOWN", "BLPOP l 0", "SUBSCRIBE c", "MULTI", "CONFIG SET dir /", "SAVE")) {
      assertThat(run(command)).isEqualTo("This figure takes commands about keys and their values.");
    }
    assertThat(run("SET k \"v")).isEqualTo("A quote is open.");
    assertThat(run(" ")).isEqualTo("No command.");
    assertThat(run("SETRANGE k 100000000 x")).contains("exceeds maximum allowed size");
    assertThat(run("NOSUCH")).contains("unknown command");
    assertThat(figure.scene().state()).isEqualTo("keys: 0:k");
  }

  @Test
  void fileOfManyPieces_isCutShort() {
    run("CONFIG SET hash-max-listpack-entries 0");
    var command = new StringBuilder("HSET h");
    for (int i = 0; i < 150; i++) {
      command.append(" f").append(i).append(" v");
    }
    run(command.toString());
    assertThat(keys().getLast().said()).startsWith("This figure stops here, ");
  }

  @Test
  void goingBack_andSavingAgain_makesTheSameFile() {
    var first = saved("SET a 1", "SET b 2");
    while (figure.back()) {
      // to the beginning
    }
    assertThat(saved("SET a 1", "SET b 2")).isEqualTo(first);
  }
}
