package eightweeks.cli;

/**
 * One way to show a reply.
 *
 * <p>Answers to redis-cli.c: cliFormatReply().
 */
sealed interface ReplyFormatter
    permits TerminalFormatter, RawFormatter, CsvFormatter, JsonFormatter {

  /** Appends the reply as it is shown, with its end of line. */
  void format(ServerReply reply, ByteBuilder out);
}
