package eightweeks.week4.sentinel.commands;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.ONLY_SENTINEL;
import static eightweeks.week1.dispatch.CommandFlag.SENTINEL;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;

/** A subcommand of SENTINEL whose code is a method. */
final class Subcommand extends Command {
  private final Code code;

  /** The code of a subcommand. */
  @FunctionalInterface
  interface Code {
    void run(Client client, Args args);
  }

  Subcommand(CommandSpec spec, Code code) {
    super(spec);
    this.code = code;
  }

  /** Begins the declaration of a subcommand. */
  static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity)
        .group(Group.SENTINEL)
        .since(since)
        .complexity("O(1)")
        .flags(ADMIN, SENTINEL, ONLY_SENTINEL);
  }

  @Override
  public void run(Client client, Args args) {
    code.run(client, args);
  }
}
