package eightweeks.study.trace;

import eightweeks.study.diagram.SequenceDrawing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The way of a command as a sequence diagram: a line for each package, an arrow for each step, and
 * a bar as long as the step has others inside.
 */
final class SequenceDiagram {
  private static final int LABEL = 80;

  private final List<Way.Step> steps;
  private final List<String> columns;

  private SequenceDiagram(List<Way.Step> steps) {
    this.steps = steps;
    Set<String> rooms = new LinkedHashSet<>();
    rooms.add("the loop");
    steps.forEach(step -> rooms.add(step.room()));
    this.columns = List.copyOf(rooms);
  }

  static String of(Trace trace) {
    return new SequenceDiagram(trace.way().steps()).draw(trace.command());
  }

  private String draw(String title) {
    var drawing = new SequenceDrawing(title, columns, 0, LABEL, steps.size());
    for (int i = 0; i < steps.size(); i++) {
      drawing.bar(column(i), i, lastInside(i));
    }
    var open = new ArrayList<Integer>();
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      while (open.size() > step.depth()) {
        open.removeLast();
      }
      drawing.arrow(open.isEmpty() ? 0 : column(open.getLast()), column(i), i, step.call());
      open.add(i);
    }
    return drawing.svg();
  }

  private int column(int step) {
    return columns.indexOf(steps.get(step).room());
  }

  /** Returns the last step inside a step; the step itself if there is none. */
  private int lastInside(int first) {
    int last = first;
    while (last + 1 < steps.size() && steps.get(last + 1).depth() > steps.get(first).depth()) {
      last++;
    }
    return last;
  }
}
