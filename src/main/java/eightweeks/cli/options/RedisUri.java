package eightweeks.cli.options;

import eightweeks.cli.text.ByteBuilder;
import eightweeks.cli.text.Words;
import org.jspecify.annotations.Nullable;

/**
 * A server's address as one string: {@code redis://user:password@host:port/database}, {@code
 * rediss://} for TLS. Every part but the scheme may be missing; an IPv6 address stands in brackets.
 * User and password may be percent-encoded.
 *
 * <p>Answers to cli_common.c: parseRedisUri(), percentDecode().
 *
 * @param port null if the URI has none
 * @param database null if the URI has none
 */
record RedisUri(
    boolean tls,
    byte @Nullable [] user,
    byte @Nullable [] password,
    @Nullable String host,
    @Nullable Integer port,
    @Nullable Integer database) {

  /** Throws IllegalArgumentException with the sentence for the user. */
  static RedisUri parse(String uri) {
    boolean tls = hasPrefix(uri, "rediss://");
    if (!tls && !hasPrefix(uri, "redis://")) {
      throw new IllegalArgumentException("Invalid URI scheme");
    }
    String rest = uri.substring(tls ? "rediss://".length() : "redis://".length());
    byte[] user = null;
    byte[] password = null;
    int at = rest.indexOf('@');
    if (at >= 0) {
      int colon = rest.indexOf(':');
      if (colon >= 0 && colon < at) {
        user = percentDecoded(rest.substring(0, colon));
      }
      password = percentDecoded(rest.substring(user == null ? 0 : colon + 1, at));
      rest = rest.substring(at + 1);
    }
    int slash = rest.indexOf('/');
    String address = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "" : rest.substring(slash + 1);
    Integer database = path.isEmpty() ? null : Words.leadingInt(path);
    if (address.isEmpty()) {
      return new RedisUri(tls, user, password, null, null, database);
    }
    boolean bracketed = address.charAt(0) == '[';
    int end = bracketed ? address.indexOf(']') : address.indexOf(':');
    String host = address.substring(bracketed ? 1 : 0, end < 0 ? address.length() : end);
    int colon = bracketed && end >= 0 ? end + 1 : end;
    Integer port = null;
    if (colon >= 0 && colon < address.length() && address.charAt(colon) == ':') {
      port = Words.leadingInt(address.substring(colon + 1));
    }
    return new RedisUri(tls, user, password, host, port, database);
  }

  private static boolean hasPrefix(String text, String prefix) {
    return text.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  private static byte[] percentDecoded(String text) {
    byte[] raw = Words.bytes(text);
    var out = new ByteBuilder();
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        out.add(raw[i]);
        continue;
      }
      if (i + 1 == raw.length) {
        throw new IllegalArgumentException("Incomplete URI encoding");
      }
      int high = Character.digit(raw[++i], 16);
      int low = i + 1 < raw.length ? Character.digit(raw[++i], 16) : -1;
      if (high < 0 || low < 0) {
        throw new IllegalArgumentException("Illegal character in URI encoding");
      }
      out.add(high * 16 + low);
    }
    return out.toBytes();
  }
}
