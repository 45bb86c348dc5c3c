/** The server of a page, in a world of memory: the console and figures have one each. */
@NullMarked
package eightweeks.page.server;

import org.jspecify.annotations.NullMarked;
