package eightweeks.week3.bitmaps;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.OW;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week3.commandkeys.KeySpec;
import java.util.ArrayList;

/**
 * BITOP AND | OR | XOR | NOT destkey key [key …].
 *
 * <p>Answers to {@code bitops.c: bitopCommand()}.
 */
final class BitOpCommand extends Command {
  private static final CommandError NOT_OF_SEVERAL =
      new CommandError("ERR BITOP NOT must be called with a single source key.");

  private final Bitmaps bitmaps;

  BitOpCommand(Bitmaps bitmaps) {
    super(
        BitmapsFeature.declare("bitop", -4, "2.6.0")
            .complexity("O(N)")
            .summary("Combines strings bit by bit, and stores the result.")
            .flags(WRITE, DENYOOM)
            .keys(KeySpec.at(2).means(OW, UPDATE), KeySpec.at(3).to(-1, 1).means(RO, ACCESS))
            .arguments(
                "operation(AND:token | OR:token | XOR:token | NOT:token) destkey:key key#1..."));
    this.bitmaps = bitmaps;
  }

  @Override
  public void run(Client client, Args args) {
    var combination = combination(args);
    if (combination == BitCombination.NOT && args.count() != 4) {
      throw NOT_OF_SEVERAL;
    }
    var sources = new ArrayList<Bitmap>(args.count() - 3);
    for (int i = 3; i < args.count(); i++) {
      sources.add(bitmaps.read(client, args, i));
    }
    var result = combination.of(sources);
    if (result.length > 0) {
      bitmaps.store(client, args, 2, result);
    } else {
      bitmaps.delete(client, args, 2);
    }
    client.reply().integer(result.length);
  }

  private static BitCombination combination(Args args) {
    for (var combination : BitCombination.values()) {
      if (args.is(1, combination.name())) {
        return combination;
      }
    }
    throw CommandError.SYNTAX;
  }
}
