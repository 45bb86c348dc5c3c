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
 * A blocked client, with its condition, its deadline and its command (answers to {@code
 * blockingState}).
 */
final class BlockedClient {
  final Client client;
  final BlockType kind;

  /** A copy of the command's arguments. */
  final Args args;

  /** The command; null if it has not run, because clients are paused. */
  final @Nullable Command command;

  /** Its deadline, in milliseconds of the steady time; 0 for never. */
  final long deadline;

  /** Whether it is re-executed also when one of its keys is deleted or changes its type. */
  final boolean onNoKey;

  /** Its places in the queues of its keys. */
  final List<Waiter> waiters = new ArrayList<>(1);

  /** Replies to the client when it times out. */
  Consumer<Reply> onTimeout = Reply::nullArray;

  /** Called when it is unblocked or closed. */
  Consumer<Client> onRelease = _ -> {};

  /** Whether it is still blocked. */
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
