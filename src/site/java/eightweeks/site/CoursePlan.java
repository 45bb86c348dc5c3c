package eightweeks.site;

import eightweeks.study.course.Day;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The days, and which of them have a chapter on the site.
 *
 * @param days all, in order
 * @param written the numbers of those with a chapter
 */
record CoursePlan(List<Day> days, Set<Integer> written) {
  boolean has(Day day) {
    return written.contains(day.number());
  }

  /** Returns the chapter's page: {@code weeks/week1/day07-resp.html}. */
  static String page(Day day) {
    return day.chapter().replace(".adoc", ".html");
  }

  /** {@code 07}. */
  static String number(Day day) {
    return day.id().substring(3);
  }

  static String weekPage(int week) {
    return "weeks/week" + week + "/index.html";
  }

  SortedMap<Integer, List<Day>> byWeek() {
    var weeks = new TreeMap<Integer, List<Day>>();
    for (var day : days) {
      weeks.computeIfAbsent(day.week(), w -> days.stream().filter(d -> d.week() == w).toList());
    }
    return weeks;
  }

  /** Returns the day whose chapter a page is, or null. */
  @Nullable Day at(String page) {
    return days.stream().filter(d -> page(d).equals(page)).findFirst().orElse(null);
  }

  /** Returns a small link to a day, or a word for one that is still to come. */
  String chip(String fromPage, Day day) {
    return has(day)
        ? "<a class=\"chip\" href=\"%s\">day %s</a>"
            .formatted(Html.relative(fromPage, page(day)), number(day))
        : "<span class=\"chip quiet\" title=\"still to come\">day " + number(day) + "</span>";
  }
}
