package org.teavm.classlib.java.util;

/** The part of {@code java.util.StringJoiner} that the server uses. */
public final class TStringJoiner {
  private final String between;
  private final StringBuilder text = new StringBuilder();
  private boolean empty = true;

  public TStringJoiner(CharSequence delimiter) {
    between = delimiter.toString();
  }

  public TStringJoiner add(CharSequence part) {
    text.append(empty ? "" : between).append(part);
    empty = false;
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
