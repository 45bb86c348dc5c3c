package eightweeks.week6.acl;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.SENTINEL;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.config.StringDirective;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.ServerBuilder;

/**
 * ACL and its subcommands.
 *
 * <p>Answers to {@code acl.c: aclCommand()}. Those that change users are in {@link UserCommands},
 * those that show them in {@link InspectionCommands}.
 */
final class AclCommand {
  private AclCommand() {}

  static ContainerCommand create(
      ServerBuilder server, Users users, AclLog log, StringDirective file) {
    var container =
        CommandSpec.of("acl", -2)
            .group(Group.SERVER)
            .since("6.0.0")
            .complexity("Depends on subcommand.")
            .summary("A container for commands about users and what they may do.")
            .flags(SENTINEL);
    var help =
        CommandSpec.of("help", 2)
            .group(Group.SERVER)
            .since("6.0.0")
            .complexity("O(1)")
            .summary("Lists the subcommands.")
            .flags(LOADING, STALE, SENTINEL);
    var acl = new ContainerCommand(container, help);
    var time = server.loop().time();
    var entropy = server.world().entropy();
    InspectionCommands.addCategories(acl, users);
    UserCommands.addDelete(acl, users);
    InspectionCommands.addDryRun(acl, users, server.commands());
    InspectionCommands.addGetUser(acl, users);
    add(
        acl,
        declare("genpass", -2)
            .complexity("O(1)")
            .summary("Returns random hexadecimal digits that can be a password.")
            .arguments("[bits:integer]"),
        (client, args) -> UserCommands.generate(client, args, entropy),
        "GENPASS [<bits>]",
        "    Generate a secure 256-bit user password. The optional `bits` argument can",
        "    be used to specify a different size.");
    InspectionCommands.addList(acl, users);
    UserCommands.addLoad(acl, server, users, file);
    InspectionCommands.addLog(acl, log, time);
    UserCommands.addSave(acl, server, users, file);
    UserCommands.addSet(acl, users);
    InspectionCommands.addUsers(acl, users);
    add(
        acl,
        declare("whoami", 2).complexity("O(1)").summary("Returns the name of the client's user."),
        (client, _) -> client.reply().bulk(client.user.name()),
        "WHOAMI",
        "    Return the current connection username.");
    return acl;
  }

  /** Declares a subcommand that every client may use. */
  static CommandSpec declare(String name, int arity) {
    return CommandSpec.of(name, arity)
        .group(Group.SERVER)
        .since("6.0.0")
        .flags(NOSCRIPT, LOADING, STALE, SENTINEL);
  }

  /** Declares a subcommand for operators. */
  static CommandSpec admin(String name, int arity) {
    return declare(name, arity).flags(ADMIN);
  }

  /** The code of a subcommand. */
  @FunctionalInterface
  interface Action {
    void run(Client client, Args args);
  }

  static void add(ContainerCommand acl, CommandSpec spec, Action action, String... help) {
    acl.add(
        new Command(spec) {
          @Override
          public void run(Client client, Args args) {
            action.run(client, args);
          }
        },
        help);
  }
}
