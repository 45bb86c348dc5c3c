/**
 * The site: pages, reference and annotated source, readable from a folder without a network.
 *
 * <p>Two steps of the build live here, one on each side of Asciidoctor. {@link
 * eightweeks.site.Weave} copies the documents to {@code target/site-source} with the source that
 * they quote put in place. Asciidoctor renders them to bare bodies. {@link eightweeks.site.Frame}
 * puts every body into the page's frame, adds the pages that are made from the server itself,
 * writes the search index and checks every link.
 *
 * <p>The tree of {@code target/site} is that of the repository, so that a link works in both.
 */
@NullMarked
package eightweeks.site;

import org.jspecify.annotations.NullMarked;
