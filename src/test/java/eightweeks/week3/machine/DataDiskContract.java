package eightweeks.week3.machine;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.world.DiskContract;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What every disk of data files promises, besides what every disk does. */
public abstract class DataDiskContract extends DiskContract {
  @Override
  protected abstract DataDisk disk();

  private void writePieces(String path, String... pieces) throws IOException {
    try (var file = disk().create(path)) {
      for (var piece : pieces) {
        file.write(Ascii.bytes("<" + piece + ">"), 1, piece.length());
      }
      file.sync();
    }
  }

  @Test
  void create_makesOrEmptiesAFileThatIsWrittenInPieces() throws IOException {
    write("f", "old content that is longer");
    writePieces("f", "ab", "", "cde");
    assertThat(read("f")).isEqualTo("abcde");
    assertFails(() -> disk().create("none/f"), "none/f", "No such file or directory");
  }

  @Test
  void open_readsInPiecesUpToTheEnd() throws IOException {
    write("f", "abcde");
    try (var file = disk().open("f")) {
      assertThat(file.length()).isEqualTo(5);
      var into = new byte[9];
      assertThat(file.read(into, 2, 3)).isEqualTo(3);
      assertThat(file.read(into, 5, 4)).isEqualTo(2);
      assertThat(file.read(into, 7, 2)).isEqualTo(-1);
      assertThat(Ascii.text(into)).isEqualTo("\0\0abcde\0\0");
    }
    assertFails(() -> disk().open("none"), "none", "No such file or directory");
    assertFails(() -> disk().open("sub"), "sub", "Is a directory");
  }

  @Test
  void rename_replacesTheFileThatHasTheName() throws IOException {
    write("old", "1");
    write("new", "2");
    disk().rename("new", "old");
    disk().syncFolderOf("old");
    assertThat(read("old")).isEqualTo("2");
    assertThat(disk().exists("new")).isFalse();
    assertFails(() -> disk().rename("none", "old"), "none", "No such file or directory");
  }

  @Test
  void extend_makesAFileOrGoesOnBehindItsEnd() throws IOException {
    for (var text : new String[] {"one ", "two"}) {
      try (var file = disk().extend("log")) {
        file.write(Ascii.bytes(text), 0, text.length());
        file.sync();
      }
    }
    assertThat(read("log")).isEqualTo("one two");
    assertFails(() -> disk().extend("none/f"), "none/f", "No such file or directory");
    assertFails(() -> disk().extend("sub"), "sub", "Is a directory");
  }

  @Test
  void truncate_cutsOffTheEnd_andNeverMakesAFileLonger() throws IOException {
    write("f", "abcdef");
    disk().truncate("f", 4);
    assertThat(read("f")).isEqualTo("abcd");
    disk().truncate("f", 100);
    assertThat(read("f")).isEqualTo("abcd");
    disk().truncate("f", 0);
    assertThat(read("f")).isEmpty();
    assertFails(() -> disk().truncate("none", 0), "none", "No such file or directory");
  }

  /** Otherwise the next write would leave a gap of zeros. */
  @Test
  void openFileThatIsTruncated_goesOnAtItsNewEnd() throws IOException {
    try (var file = disk().extend("log")) {
      file.write(Ascii.bytes("abcdef"), 0, 6);
      disk().truncate("log", 2);
      file.write(Ascii.bytes("X"), 0, 1);
    }
    assertThat(read("log")).isEqualTo("abX");
  }

  @Test
  void openFileThatIsRenamed_isWrittenUnderItsNewName() throws IOException {
    try (var file = disk().extend("log")) {
      file.write(Ascii.bytes("a"), 0, 1);
      disk().rename("log", "sub/log");
      file.write(Ascii.bytes("b"), 0, 1);
    }
    assertThat(read("sub/log")).isEqualTo("ab");
  }

  @Test
  void createFolder_makesOne_andForgivesOneThatIsThere() throws IOException {
    disk().createFolder("new");
    disk().createFolder("new");
    disk().syncFolderOf("new");
    write("new/f", "x");
    assertThat(read("new/f")).isEqualTo("x");
    assertFails(() -> disk().createFolder("none/new"), "none/new", "No such file or directory");
    write("file", "x");
    assertFails(() -> disk().createFolder("file"), "file", "File exists");
  }
}
