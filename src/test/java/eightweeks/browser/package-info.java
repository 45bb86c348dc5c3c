/**
 * The site in a browser: a headless Chromium reads {@code target/site} from its folder, and these
 * tests look at what a reader would see, type and click.
 *
 * <p>They run after {@code package}, which builds the site, and talk to the browser by themselves,
 * over the DevTools protocol ({@link eightweeks.browser.DevTools}).
 */
@NullMarked
package eightweeks.browser;

import org.jspecify.annotations.NullMarked;
