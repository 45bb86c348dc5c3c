package eightweeks.week3.blocking;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client that waits: for what, how long, and with which command (answers to {@code
 * blockingState}).
 */
final class BlockedClient {
  final Client client;
  final BlockType kind;

  /** The command's words, in memory of their own. */
  final Args args;

  /** Null if it has not begun: the client was paused before. */
  final @Nullable Command command;

  /** When its time is over, in milliseconds since 1970; 0 for never. */
  final long deadline;

  /** Also to be served when one of its keys goes, or changes its type. */
  final boolean onNoKey;

  /** Its places in the queues of its keys. */
  final List<Waiter> places = new ArrayList<>(1);

  /** What it is replied when its time is over. */
  Consumer<Reply> onTimeout = Reply::nullArray;

  /** Whether it waits still. */
  boolean blocked = true;

  BlockedClient(
      Client client,
      BlockType kind,
      Args args,
      @Nullable Command command,
      long deadline,
      boolean onNoKey) {
    this.client = client;
    this.kind = kind;
    this.args = args;
    this.command = command;
    this.deadline = deadline;
    this.onNoKey = onNoKey;
  }
}
