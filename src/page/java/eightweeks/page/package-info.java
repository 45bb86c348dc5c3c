/**
 * The server in a page: weeks 1 to 3 as they stand, compiled for a browser by TeaVM, and the small
 * door through which the page talks to them.
 *
 * <p>What a browser's Java lacks is replaced here: {@link eightweeks.page.LittleEndian} for the one
 * class with VarHandles, {@link eightweeks.page.JvmMemory} for the one that asks the JVM, and in
 * {@code org.teavm.classlib} the few classes of the JDK that TeaVM does not have.
 */
@NullMarked
package eightweeks.page;

import org.jspecify.annotations.NullMarked;
