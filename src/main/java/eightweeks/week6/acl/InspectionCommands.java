package eightweeks.week6.acl;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.CommandTable;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week2.doubles.Doubles;
import eightweeks.week3.commanddocs.Categories;
import eightweeks.week6.aclrules.CommandRules;
import eightweeks.week6.aclrules.Selector;
import java.util.ArrayList;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** ACL CAT, DRYRUN, GETUSER, LIST, LOG and USERS. */
final class InspectionCommands {
  private static final int USUAL_LOG_ENTRIES = 10;
  private static final int SHOWN_CATEGORY = 128;

  private InspectionCommands() {}

  /** Returns the error for more arguments than a subcommand takes. */
  static CommandError wrongArguments(Args args) {
    return new CommandError(
        "ERR unknown subcommand or wrong number of arguments for '"
            + args.text(1)
            + "'. Try ACL HELP.");
  }

  static void addCategories(ContainerCommand acl, Users users) {
    AclCommand.add(
        acl,
        AclCommand.declare("cat", -2)
            .complexity("O(1) since the categories and commands are a fixed set.")
            .summary("Lists the categories of commands, or the commands of a category.")
            .arguments("[category]"),
        (client, args) -> categories(client, args, users),
        "CAT [<category>]",
        "    List all commands that belong to <category>, or all command categories",
        "    when no category is specified.");
  }

  private static void categories(Client client, Args args, Users users) {
    var reply = client.reply();
    if (args.count() == 2) {
      reply.array(Category.values().length);
      for (var category : Category.values()) {
        reply.bulk(category.name().toLowerCase(Locale.ROOT));
      }
      return;
    }
    if (args.count() > 3) {
      throw wrongArguments(args);
    }
    var name = args.text(2);
    var category = CommandRules.category(name);
    if (category == null) {
      var shown = name.substring(0, Math.min(name.length(), SHOWN_CATEGORY));
      throw new CommandError("ERR Unknown category '" + shown + "'");
    }
    var members = new ArrayList<String>();
    users
        .commands()
        .forEach(
            command -> {
              boolean member = Categories.of(command.spec()).contains(category);
              if (member && !command.is(CommandFlag.MODULE)) {
                members.add(command.fullName());
              }
            });
    reply.array(members.size());
    members.forEach(reply::bulk);
  }

  static void addDryRun(ContainerCommand acl, Users users, CommandTable commands) {
    AclCommand.add(
        acl,
        AclCommand.admin("dryrun", -4)
            .since("7.0.0")
            .complexity("O(1).")
            .summary("Tells whether a user may run a command, without running it.")
            .arguments("username command [arg...]"),
        (client, args) -> dryRun(client, args, users, commands),
        "DRYRUN <username> <command> [<arg> ...]",
        "    Returns whether the user can execute the given command without executing the"
            + " command.");
  }

  private static void dryRun(Client client, Args args, Users users, CommandTable commands) {
    var name = args.text(2);
    var user = users.find(name);
    if (user == null) {
      throw new CommandError("ERR User '" + name + "' not found");
    }
    var words = new byte[args.count() - 3][];
    for (int i = 0; i < words.length; i++) {
      words[i] = args.bytes(i + 3);
    }
    var its = Args.of(words);
    var command = commands.find(its);
    if (command == null || isUnknownSubcommand(command, its)) {
      throw new CommandError("ERR Command '" + args.text(3) + "' not found");
    }
    if (!command.takes(its.count())) {
      throw new CommandError(
          "ERR wrong number of arguments for '" + command.fullName() + "' command");
    }
    var denial = user.rules().check(command, its);
    if (denial == null) {
      client.reply().ok();
    } else {
      var object = its.text(denial.position());
      client.reply().bulk(AccessControl.fullText(name, command, denial.reason(), object));
    }
  }

  private static boolean isUnknownSubcommand(Command command, Args args) {
    return command instanceof ContainerCommand && args.count() > 1;
  }

  static void addGetUser(ContainerCommand acl, Users users) {
    AclCommand.add(
        acl,
        AclCommand.admin("getuser", 3)
            .complexity(
                "O(N). Where N is the number of password, command and pattern rules that the user"
                    + " has.")
            .summary("Shows the rules of a user.")
            .arguments("username"),
        (client, args) -> getUser(client.reply(), users.find(args.text(2))),
        "GETUSER <username>",
        "    Get the user's details.");
  }

  private static void getUser(Reply reply, @Nullable AclUser user) {
    if (user == null) {
      reply.nullBulk();
      return;
    }
    var rules = user.rules();
    reply.map(6);
    reply.bulk("flags");
    reply.set(rules.flags().size());
    rules.flags().forEach(reply::bulk);
    reply.bulk("passwords");
    reply.array(rules.passwords().size());
    rules.passwords().forEach(reply::bulk);
    selector(reply, rules.root());
    reply.bulk("selectors");
    reply.array(rules.selectors().size() - 1L);
    rules
        .selectors()
        .subList(1, rules.selectors().size())
        .forEach(
            selector -> {
              reply.map(3);
              selector(reply, selector);
            });
  }

  private static void selector(Reply reply, Selector selector) {
    reply.bulk("commands");
    reply.bulk(selector.commands().toString());
    reply.bulk("keys");
    reply.bulk(selector.keysText());
    reply.bulk("channels");
    reply.bulk(selector.channelsText());
  }

  static void addList(ContainerCommand acl, Users users) {
    AclCommand.add(
        acl,
        AclCommand.admin("list", 2)
            .complexity("O(N). Where N is the number of configured users.")
            .summary("Lists the users with their rules, as a configuration file has them."),
        (client, _) -> all(client.reply(), users, AclUser::toString),
        "LIST",
        "    Show users details in config file format.");
  }

  static void addUsers(ContainerCommand acl, Users users) {
    AclCommand.add(
        acl,
        AclCommand.admin("users", 2)
            .complexity("O(N). Where N is the number of configured users.")
            .summary("Lists the names of the users."),
        (client, _) -> all(client.reply(), users, AclUser::name),
        "USERS",
        "    List all the registered usernames.");
  }

  private static void all(Reply reply, Users users, Function<AclUser, String> text) {
    reply.array(users.all().size());
    users.all().forEach(user -> reply.bulk(text.apply(user)));
  }

  static void addLog(ContainerCommand acl, AclLog log, LoopTime time) {
    AclCommand.add(
        acl,
        AclCommand.admin("log", -2)
            .complexity("O(N) with N being the number of entries shown.")
            .summary("Lists what was denied lately, or forgets it.")
            .arguments("[operation(count:integer | RESET:token)]"),
        (client, args) -> log(client, args, log, time.millis()),
        "LOG [<count> | RESET]",
        "    Show the ACL log entries.");
  }

  private static void log(Client client, Args args, AclLog log, long now) {
    if (args.count() > 3) {
      throw wrongArguments(args);
    }
    if (args.count() == 3 && args.is(2, "reset")) {
      log.clear();
      client.reply().ok();
      return;
    }
    long wanted = args.count() == 3 ? Math.max(0, args.integer(2)) : USUAL_LOG_ENTRIES;
    int shown = (int) Math.min(wanted, log.entries().size());
    var reply = client.reply();
    reply.array(shown);
    log.entries().subList(0, shown).forEach(entry -> entry(reply, entry, now));
  }

  private static void entry(Reply reply, AclLog.Entry entry, long now) {
    reply.map(10);
    reply.bulk("count");
    reply.integer(entry.count);
    reply.bulk("reason");
    reply.bulk(entry.reason.wireName);
    reply.bulk("context");
    reply.bulk(entry.context);
    reply.bulk("object");
    reply.bulk(entry.object);
    reply.bulk("username");
    reply.bulk(entry.user);
    reply.bulk("age-seconds");
    reply.number(Doubles.format((now - entry.updated) / 1000.0));
    reply.bulk("client-info");
    reply.bulk(entry.client);
    reply.bulk("entry-id");
    reply.integer(entry.id);
    reply.bulk("timestamp-created");
    reply.integer(entry.created);
    reply.bulk("timestamp-last-updated");
    reply.integer(entry.updated);
  }
}
