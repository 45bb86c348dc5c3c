package eightweeks.site;

/**
 * A page, still without its frame.
 *
 * @param path from the site's root
 * @param title for the window and the search
 * @param where it stands, for the search: {@code Week 1}, {@code Source}
 * @param body HTML; its only h1 is the page's title
 * @param layout how wide it is and what stands beside it
 */
record Page(String path, String title, String where, String body, Layout layout) {
  /** The shape of a page; the style sheet knows it by its small name. */
  enum Layout {
    /** Text to be read, with its table of contents beside it. */
    READ,
    /** Source with notes beside it. */
    SOURCE,
    /** Tables. */
    TABLE,
    /** The start page. */
    HOME
  }

  /** Returns the way from this page to another file of the site. */
  String to(String target) {
    return Html.relative(path, target);
  }
}
