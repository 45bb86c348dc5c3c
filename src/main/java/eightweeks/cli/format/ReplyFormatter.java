package eightweeks.cli.format;

import eightweeks.cli.resp.ServerReply;
import eightweeks.cli.text.ByteBuilder;

/**
 * One way to show a reply.
 *
 * <p>Answers to redis-cli.c: cliFormatReply().
 */
public sealed interface ReplyFormatter
    permits TerminalFormatter, RawFormatter, CsvFormatter, JsonFormatter {

  /** Appends the reply as it is shown, with its end of line. */
  void format(ServerReply reply, ByteBuilder out);
}
