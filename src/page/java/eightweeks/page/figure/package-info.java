/**
 * Figures that step through the server's own code, forward and back.
 *
 * <p>Each figure runs the server's own classes on what the reader types. A {@link
 * eightweeks.page.figure.Stepper} keeps its steps. A step is a {@link
 * eightweeks.page.figure.Scene}: a sentence, some numbers and a drawing. The page shows scenes one
 * by one. The build draws three to five of them for paper, from the same classes on the JVM.
 *
 * <p>To add a figure, extend {@link eightweeks.page.figure.Figure} and add it to {@link
 * eightweeks.page.figure.FigureKind}.
 */
@NullMarked
package eightweeks.page.figure;

import org.jspecify.annotations.NullMarked;
