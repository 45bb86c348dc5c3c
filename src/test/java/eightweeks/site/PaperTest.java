package eightweeks.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a chapter looks like in the PDF. */
final class PaperTest {
  private static String paper(String page) {
    return new Paper("day01").of(page);
  }

  @Test
  void foldedAnswers_standAtTheEnd() {
    var page =
        paper(
            """
            == Close (5 min)

            // tag::check1[]
            *Why?*

            [%collapsible]
            .Answer (day 01)
            ====
            Because of `a->b`.
            ====
            // end::check1[]

            == Beyond the hour

            More.
            """);
    assertThat(page)
        .isEqualTo(
            """
            == Close (5 min)

            // tag::check1[]
            *Why?*

            _See xref:#day01-answer-1[answer 1] at the chapter's end._
            // end::check1[]

            == Beyond the hour

            More.

            == Answers

            [#day01-answer-1]
            _Answer 1._ *Why?*

            Because of `+a->b+`.
            """);
  }

  @Test
  void boxes_haveTheirLabels() {
    assertThat(paper("[.predict]\nWhat?\n")).isEqualTo(".Predict first\n[.predict]\nWhat?\n");
    assertThat(paper("[.c]\n`ae.c`:: the same\n")).startsWith(".In C\n[.c]\n");
    assertThat(paper("[.invariants]\n****\n****\n"))
        .startsWith(".Invariants\n[.invariants%unbreakable]\n");
    assertThat(paper(".Other title\n[.c]\n")).isEqualTo(".Other title\n[.c]\n");
  }

  @Test
  void codeInALine_staysAsTyped_andListingsInOnePiece() {
    assertThat(paper("`print *eventLoop->timeEventHead` and `plain` and `+done->before+`\n"))
        .isEqualTo("`+print *eventLoop->timeEventHead+` and `plain` and `+done->before+`\n");
    assertThat(paper("[source,java]\n----\nx->y `a->b`\n[%collapsible]\n----\n"))
        .isEqualTo("[source%unbreakable,java]\n----\nx->y `a->b`\n[%collapsible]\n----\n");
  }

  @Test
  void chapterWithoutAnswers_hasNoPartForThem() {
    assertThat(paper("Text.\n")).isEqualTo("Text.\n");
  }
}
