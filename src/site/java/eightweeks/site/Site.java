package eightweeks.site;

import java.nio.file.Path;

/** The two steps of the build: {@code weave} before Asciidoctor, {@code frame} after it. */
public final class Site {
  private Site() {}

  /**
   * Runs a step.
   *
   * @param words the step, and the repository
   */
  public static void main(String[] words) {
    var place = Place.of(Path.of(words[1]).toAbsolutePath().normalize());
    long began = System.nanoTime();
    try {
      String did =
          switch (words[0]) {
            case "weave" -> new Weave(place).run();
            case "frame" -> new Frame(place).run();
            default -> throw new SiteException("There is no step " + words[0] + ".");
          };
      System.out.printf("%s in %.1f s%n", did, (System.nanoTime() - began) / 1e9);
    } catch (SiteException e) {
      System.err.println("The site has mistakes:\n" + e.what());
      System.exit(1);
    }
  }
}
