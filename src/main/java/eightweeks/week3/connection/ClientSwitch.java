package eightweeks.week3.connection;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;

/** A subcommand of CLIENT that sets or unsets a flag of the client: ON | OFF. */
public final class ClientSwitch extends Command {
  private final long flag;

  public ClientSwitch(long flag, CommandSpec spec) {
    super(spec.arguments("enabled(ON:token | OFF:token)"));
    this.flag = flag;
  }

  @Override
  public void run(Client client, Args args) {
    if (args.is(2, "on")) {
      client.set(flag);
    } else if (args.is(2, "off")) {
      client.unset(flag);
    } else {
      throw CommandError.SYNTAX;
    }
    client.reply().ok();
  }
}
