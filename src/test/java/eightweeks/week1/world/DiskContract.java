package eightweeks.week1.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every disk promises; a subclass brings one that is empty but for the folder "sub". */
public abstract class DiskContract {
  protected abstract Disk disk();

  protected final void write(String path, String text) throws IOException {
    disk().replace(path, Ascii.bytes(text));
  }

  protected final String read(String path) throws IOException {
    return Ascii.text(disk().read(path));
  }

  protected static void assertFails(ThrowingCallable work, String path, String reason) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            DiskException.class,
            e -> {
              assertThat(e.path()).isEqualTo(path);
              assertThat(e.reason()).isEqualTo(reason);
            })
        .hasMessage(path + ": " + reason);
  }

  @Test
  void replace_makesAndOverwrites() throws IOException {
    write("f", "old content");
    write("f", "new");
    assertThat(read("f")).isEqualTo("new");
    assertThat(disk().glob("f*")).as("no temporary file stays").hasSize(1);
  }

  @Test
  void append_makesAndGoesOn() throws IOException {
    disk().append("log", Ascii.bytes("one\n"));
    disk().append("log", Ascii.bytes("two\n"));
    assertThat(read("log")).isEqualTo("one\ntwo\n");
  }

  @Test
  void missingFile_isNamedInTheError() {
    assertFails(() -> disk().read("none"), "none", "No such file or directory");
    assertFails(() -> disk().append("none/f", new byte[1]), "none/f", "No such file or directory");
    assertFails(() -> disk().replace("none/f", new byte[1]), "none/f", "No such file or directory");
    assertFails(() -> disk().read("sub"), "sub", "Is a directory");
    assertFails(() -> disk().permissions("none", 0600), "none", "No such file or directory");
  }

  @Test
  void delete_removes_andForgivesWhatIsNotThere() throws IOException {
    write("f", "x");
    disk().delete("f");
    disk().delete("f");
    assertThat(disk().exists("f")).isFalse();
  }

  @Test
  void changeDirectory_movesRelativePaths() throws IOException {
    var start = disk().directory();
    disk().changeDirectory("sub");
    write("f", "inside");
    assertThat(disk().absolute("f")).endsWith("/sub/f");
    assertThat(disk().absolute("../f")).isEqualTo(start.equals("/") ? "/f" : start + "/f");
    disk().changeDirectory("..");
    assertThat(disk().directory()).isEqualTo(start);
    assertThat(read("sub/f")).isEqualTo("inside");
    assertThat(read(disk().absolute("sub/f"))).isEqualTo("inside");
  }

  @Test
  void changeDirectoryToNowhere_fails_andStays() throws IOException {
    var start = disk().directory();
    write("f", "x");
    assertFails(() -> disk().changeDirectory("none"), "none", "No such file or directory");
    assertFails(() -> disk().changeDirectory("f"), "f", "Not a directory");
    assertThat(disk().directory()).isEqualTo(start);
  }

  @Test
  void glob_findsSortedFullPaths() throws IOException {
    for (var name : new String[] {"b.conf", "a.conf", ".hidden.conf", "a.txt", "sub/c.conf"}) {
      write(name, "x");
    }
    assertThat(disk().glob("*.conf"))
        .containsExactly(disk().absolute("a.conf"), disk().absolute("b.conf"));
    assertThat(disk().glob("s?b/*.conf")).containsExactly(disk().absolute("sub/c.conf"));
    assertThat(disk().glob("*/c.conf")).containsExactly(disk().absolute("sub/c.conf"));
    assertThat(disk().glob("*/none.conf")).isEmpty();
    assertThat(disk().glob(disk().absolute("[!b].conf")))
        .containsExactly(disk().absolute("a.conf"));
    assertThat(disk().glob("plain")).containsExactly("plain");
  }
}
