package eightweeks.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LinkCheckTest {
  @TempDir private Path site;

  private void page(String path, String html) {
    Place.write(site.resolve(path), html);
  }

  @Test
  void wholeSite_hasNothingToComplainOf() {
    page(
        "index.html",
        "<a href=\"a/b.html#x\">b</a> <img src=\"a/i.svg\"> <a href=\"https://redis.io\">r</a>");
    page("a/b.html", "<h2 id=\"x\">X</h2><a href=\"../index.html\">i</a><a href=\"#x\">x</a>");
    page("a/i.svg", "<svg/>");
    assertThat(LinkCheck.check(site)).isEmpty();
  }

  @Test
  void brokenLink_isNamedWithItsPage() {
    page("a/b.html", "<a class=\"c\" href=\"gone.html\">b</a>");
    assertThat(LinkCheck.check(site))
        .containsExactly(
            "a/b.html links to gone.html, and there is no such page or file."
                + " Mend the path, or add what it names.");
  }

  @Test
  void brokenAnchor_isNamedWithBothPages() {
    page("a.html", "<a href=\"b.html#nowhere\">b</a>");
    page("b.html", "<h2 id=\"x\">X</h2>");
    assertThat(LinkCheck.check(site))
        .containsExactly(
            "a.html links to b.html#nowhere, and b.html has no anchor \"nowhere\"."
                + " Give the section that id, or mend the link.");
  }

  @Test
  void missingImage_isNamed() {
    page("a.html", "<img alt=\"x\" src=\"i.png\">");
    assertThat(LinkCheck.check(site))
        .containsExactly(
            "a.html shows i.png, and there is no such image or file."
                + " Mend the path, or add what it names.");
  }

  @Test
  void whatIsAskedForFromOutside_isAMistake() {
    page("a.html", "<script src=\"https://cdn.example/x.js\"></script>");
    page("s.css", "@font-face { src: url(\"//fonts.example/f.woff\") }");
    assertThat(LinkCheck.check(site)).hasSize(2).allMatch(m -> m.contains("from outside"));
  }

  @Test
  void idThatStandsTwice_isAMistake() {
    page("a.html", "<p id=\"x\"></p><p id=\"x\"></p>");
    assertThat(LinkCheck.check(site)).singleElement().asString().contains("id \"x\" stands twice");
  }

  @Test
  void linkOutOfTheSite_isBroken() {
    page("a.html", "<a href=\"../secret.html\">b</a>");
    assertThat(LinkCheck.check(site)).hasSize(1);
  }

  @Test
  void codeThatLooksLikeALink_isNone() {
    page("a.html", "<code>&lt;a href=&quot;gone.html&quot;&gt;</code>");
    assertThat(LinkCheck.check(site)).isEmpty();
  }
}
