package eightweeks.page.figure;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A run that a figure shows before the reader does anything. The build keeps its scenes in the
 * page, so that they can be stepped through before the server is loaded.
 *
 * @param next returns the action that follows a scene, and behind it the texts of the fields; null
 *     at the end of the run
 * @param stills pieces of what the scenes on paper say or show: the first scene with each
 */
record Recording(Function<Scene, @Nullable List<String>> next, List<String> stills) {}
