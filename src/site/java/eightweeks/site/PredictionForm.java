package eightweeks.site;

import eightweeks.page.TurnPredictions;
import eightweeks.study.course.Day;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The questions of a measure exercise as a form, where the page can count for itself.
 *
 * <p>Without a script the file is shown as it is; the form stands hidden in front of it.
 */
final class PredictionForm {
  private PredictionForm() {}

  /**
   * Returns the form, or an empty text where the page has no experiments for the day.
   *
   * @param file the lines of the properties file: comments with the questions, keys with ?
   */
  static String of(Day day, List<String> file) {
    var questions = questions(file);
    if (!List.copyOf(questions.keySet()).equals(TurnPredictions.KEYS)) {
      return "";
    }
    var out = new StringBuilder("<form class=\"lab predictions\" data-predictions=\"");
    out.append(day.id()).append("\" hidden>\n<p>The loop runs in this page, on a virtual clock. ");
    out.append("All times are whole milliseconds. Make all predictions before you check.</p><ol>");
    for (var question : questions.entrySet()) {
      var id = "predict-" + Html.slug(question.getKey());
      out.append("<li data-key=\"").append(Html.escape(question.getKey()));
      out.append("\"><label for=\"").append(id).append("\">");
      out.append(Html.escape(question.getValue())).append("</label> <input id=\"").append(id);
      out.append("\" inputmode=\"numeric\" autocomplete=\"off\" size=\"6\">");
      out.append("<div class=\"said\" role=\"status\"></div></li>\n");
    }
    return out.append("</ol><p><button type=\"submit\">Check the predictions</button> ")
        .append("<span class=\"sum\" role=\"status\"></span></p></form>\n")
        .toString();
  }

  /** Returns the question of each key, without its number. */
  static Map<String, String> questions(List<String> file) {
    var questions = new LinkedHashMap<String, String>();
    var text = new StringBuilder();
    for (var line : file) {
      if (line.startsWith("#")) {
        text.append(' ').append(line.substring(1).strip());
      } else if (line.contains("=")) {
        var key = line.substring(0, line.indexOf('=')).strip();
        questions.put(key, text.toString().strip().replaceFirst("^\\d+\\.\\s*", ""));
        text.setLength(0);
      } else {
        text.setLength(0);
      }
    }
    return questions;
  }
}
