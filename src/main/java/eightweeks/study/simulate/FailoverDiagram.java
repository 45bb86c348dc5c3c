package eightweeks.study.simulate;

import eightweeks.study.diagram.SequenceDrawing;
import java.util.List;

/**
 * A run as a sequence diagram: a line for each machine, and an arrow for each message that a log
 * tells of. It arrives at that moment, or is sent then.
 */
final class FailoverDiagram {
  private static final int TIMES = 52;
  private static final int LABEL = 130;

  private FailoverDiagram() {}

  static String of(String title, List<Seen> seen) {
    var names = Failover.names();
    var drawing = new SequenceDrawing(title, names, TIMES, LABEL, seen.size());
    for (int i = 0; i < seen.size(); i++) {
      var each = seen.get(i);
      var message = Message.of(each);
      if (i == 0 || seen.get(i - 1).millis() != each.millis()) {
        drawing.margin(i, each.seconds());
      }
      if (each.isFault()) {
        drawing.divider(i, message.from() + ": " + message.label());
      } else if (message.travels()) {
        drawing.arrow(
            names.indexOf(message.from()), names.indexOf(message.to()), i, message.label());
      } else {
        drawing.note(names.indexOf(message.to()), i, message.label());
      }
    }
    return drawing.svg();
  }
}
