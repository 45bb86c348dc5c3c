package eightweeks.week1.bytes;

import java.nio.charset.StandardCharsets;

/**
 * Bytes as ASCII text: conversion, and comparison that ignores case, as {@code strcasecmp()} does.
 *
 * <p>Only the letters A to Z have a case here; bytes from 128 up are compared as they are. Strings
 * are converted as Latin-1, so that any byte survives the conversion to text and back.
 */
public final class Ascii {
  private Ascii() {}

  /** Returns the bytes of a text of characters up to U+00FF, one byte a character. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns the text of some bytes, one character a byte. */
  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Returns the text of a range of bytes, one character a byte. */
  public static String text(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
  }

  /** Returns the lower-case form of one byte. */
  public static int lower(int b) {
    return b >= 'A' && b <= 'Z' ? b | 0x20 : b;
  }

  /**
   * Returns whether a range of bytes is a given word, ignoring case. The word must be in lower
   * case.
   */
  public static boolean equalsIgnoreCase(byte[] bytes, int offset, int length, byte[] lowerWord) {
    if (length != lowerWord.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lower(bytes[offset + i]) != lowerWord[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a range of bytes is a given word, ignoring case. */
  public static boolean equalsIgnoreCase(byte[] bytes, int offset, int length, String word) {
    if (length != word.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lower(bytes[offset + i] & 0xff) != lower(word.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether a byte is white space for C's {@code isspace()}: space, tab, newline, vertical
   * tab, form feed, carriage return.
   */
  public static boolean isSpace(int b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }
}
