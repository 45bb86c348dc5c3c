package eightweeks.cli.resp;

import java.io.IOException;

/** The server sent something that is not RESP; nothing more can be read from it. */
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  ProtocolException(String message) {
    super(message);
  }
}
