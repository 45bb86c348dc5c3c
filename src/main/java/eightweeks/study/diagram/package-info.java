/** Draws sequence diagrams as SVG files. */
@NullMarked
package eightweeks.study.diagram;

import org.jspecify.annotations.NullMarked;
