package eightweeks.site;

import java.util.Arrays;

/** On which line, from 1, a character of a text stands. */
final class LineNumbers {
  private final int[] starts;

  LineNumbers(String text) {
    var found = new int[(int) text.chars().filter(c -> c == '\n').count() + 1];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        found[count++] = i + 1;
      }
    }
    starts = found;
  }

  int of(int position) {
    int index = Arrays.binarySearch(starts, position);
    return index >= 0 ? index + 1 : -index - 1;
  }
}
