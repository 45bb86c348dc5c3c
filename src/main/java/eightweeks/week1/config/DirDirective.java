package eightweeks.week1.config;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.QuotedWords;
import eightweeks.week1.world.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The directive {@code dir}: the directory in which relative paths start. Setting it changes the
 * working directory at once; its value is the working directory.
 *
 * <p>Answers to {@code config.c: setConfigDirOption()}.
 */
final class DirDirective extends Directive<DirDirective> {
  private final Disk disk;

  DirDirective(Disk disk) {
    super("dir");
    this.disk = disk;
    flags(Flag.PROTECTED, Flag.DENY_LOADING);
  }

  @Override
  protected boolean read(List<String> words) throws DirectiveException {
    try {
      disk.changeDirectory(StringDirective.path(words.getFirst()));
      return true;
    } catch (IOException e) {
      throw new DirectiveException(ConfigReader.reason(e));
    }
  }

  @Override
  public String text() {
    return Ascii.text(disk.directory().getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the absolute path, because the next start may begin in another directory. */
  @Override
  protected void rewrite(Rewriting file) {
    file.line(name(), QuotedWords.quote(Ascii.bytes(text())), true);
  }
}
