package eightweeks.week3.setmax;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.Strings;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.keyspace.CommandContext;

/**
 * A command that Redis does not have: {@code SETMAX key number} sets a key to a number, unless the
 * key has that number or a greater one already.
 *
 * <p>The reply is the number that the key has afterwards. A key that is not there is set. A value
 * that is no integer is an error, as for INCR, and so is a value that is no string. The time to
 * live stays. A SETMAX that changes nothing is no change: it is not propagated, and no WATCH
 * notices it.
 */
public final class SetMax implements Feature {
  @Override
  public void install(ServerBuilder server) {
    server.command(new SetMaxCommand(new CommandContext(server)));
  }

  /** SETMAX key number. */
  private static final class SetMaxCommand extends Command {
    private final CommandContext context;

    SetMaxCommand(CommandContext context) {
      // tag::declare[]
      super(
          CommandSpec.of("setmax", 3)
              .group(Group.STRING)
              .summary("Sets a key to a number, unless it has a greater one.")
              .since("7.2.6")
              .complexity("O(1)")
              .categories(Category.STRING)
              .flags(CommandFlag.WRITE, CommandFlag.DENYOOM, CommandFlag.FAST)
              .keys(KeySpec.at(1).means(KeySpec.Use.RW, KeySpec.Use.ACCESS, KeySpec.Use.UPDATE))
              .arguments("key number:integer"));
      // end::declare[]
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      // tag::run[]
      long number = args.integer(2);
      var database = context.keyspace.of(client);
      var entry = database.lookupWrite(client, args, 1);
      if (entry != null && Strings.number(entry) >= number) {
        client.reply().integer(Strings.number(entry));
        return;
      }
      var value = context.values.strings().store(number);
      if (entry == null) {
        database.add(args, 1, value);
      } else {
        database.replace(entry, value);
      }
      client.reply().integer(number);
      context.events.modified(client, args, 1, EventClass.STRING, "setmax");
      // end::run[]
    }
  }
}
