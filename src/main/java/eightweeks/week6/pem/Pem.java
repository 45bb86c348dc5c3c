package eightweeks.week6.pem;

import eightweeks.week1.bytes.Ascii;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One block of a PEM file (RFC 7468, and RFC 1421 for the headers of encrypted traditional keys).
 *
 * @param label its type: CERTIFICATE, PRIVATE KEY …
 * @param headers the lines {@code Name: value} at its start, by name
 * @param bytes what is inside
 */
public record Pem(String label, Map<String, String> headers, byte[] bytes) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  /**
   * Returns all blocks of a file, in order. Text around them is a comment.
   *
   * @throws IOException if a block does not end, or holds something else than base64
   */
  public static List<Pem> blocks(byte[] file) throws IOException {
    var blocks = new ArrayList<Pem>();
    var lines = Ascii.text(file).lines().map(String::strip).iterator();
    while (lines.hasNext()) {
      var line = lines.next();
      if (!line.startsWith(BEGIN) || !line.endsWith(DASHES)) {
        continue;
      }
      var label = line.substring(BEGIN.length(), line.length() - DASHES.length());
      var headers = new LinkedHashMap<String, String>();
      var base64 = new StringBuilder();
      for (line = next(label, lines); !line.startsWith(END); line = next(label, lines)) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        } else {
          base64.append(line);
        }
      }
      blocks.add(new Pem(label, headers, decode(label, base64.toString())));
    }
    return blocks;
  }

  private static String next(String label, Iterator<String> lines) throws IOException {
    if (!lines.hasNext()) {
      throw new IOException("the block " + label + " does not end");
    }
    return lines.next();
  }

  private static byte[] decode(String label, String base64) throws IOException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IOException("the block " + label + " is not base64", e);
    }
  }
}
