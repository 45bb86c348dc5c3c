package eightweeks.week6.acl;

import eightweeks.week1.config.StringDirective;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.world.Entropy;
import eightweeks.week6.aclrules.RuleException;
import eightweeks.week6.aclrules.Selector;
import eightweeks.week6.aclrules.UserDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** ACL SETUSER, DELUSER, LOAD, SAVE and GENPASS. */
final class UserCommands {
  private static final String[] ON_ALL_NODES = {
    "request_policy:all_nodes", "response_policy:all_succeeded"
  };
  private static final CommandError DEFAULT_STAYS =
      new CommandError("ERR The 'default' user cannot be removed");
  private static final CommandError BAD_NAME =
      new CommandError("ERR Usernames can't contain spaces or null characters");
  private static final CommandError NO_FILE =
      new CommandError(
          "ERR This Redis instance is not configured to use an ACL file. You may want to specify"
              + " users via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you"
              + " have a Redis configuration file set) in order to store users in the Redis"
              + " configuration.");
  private static final CommandError NOT_SAVED =
      new CommandError(
          "ERR There was an error trying to save the ACLs. Please check the server logs for more"
              + " information");
  private static final int USUAL_BITS = 256;
  private static final int MAX_BITS = 4096;
  private static final CommandError BAD_BITS =
      new CommandError(
          "ERR ACL GENPASS argument must be the number of bits for the output password, a positive"
              + " number up to "
              + MAX_BITS);

  private UserCommands() {}

  static void addSet(ContainerCommand acl, Users users) {
    AclCommand.add(
        acl,
        AclCommand.admin("setuser", -3)
            .complexity("O(N). Where N is the number of rules provided.")
            .summary("Creates a user or changes what it may do.")
            .arguments("username [rule...]")
            .tips(ON_ALL_NODES),
        (client, args) -> set(client, args, users),
        "SETUSER <username> <attribute> [<attribute> ...]",
        "    Create or modify a user with the specified attributes.");
  }

  private static void set(Client client, Args args, Users users) {
    var words = new ArrayList<String>();
    for (int i = 2; i < args.count(); i++) {
      args.redact(i);
      words.add(args.text(i));
    }
    var name = words.removeFirst();
    if (Selector.hasSpaces(name)) {
      throw BAD_NAME;
    }
    var user = users.find(name);
    var rules = user == null ? users.newRules() : users.copy(user);
    for (var rule : rules(words)) {
      try {
        rules.apply(rule);
      } catch (RuleException e) {
        throw new CommandError("ERR Error in ACL SETUSER modifier '" + rule + "': " + e.text());
      }
    }
    users.set(name, rules);
    client.reply().ok();
  }

  private static List<String> rules(List<String> words) {
    try {
      return UserDefinition.rules(words);
    } catch (UserDefinition.UnmatchedException e) {
      throw new CommandError("ERR " + e.getMessage());
    }
  }

  static void addDelete(ContainerCommand acl, Users users) {
    AclCommand.add(
        acl,
        AclCommand.admin("deluser", -3)
            .complexity("O(1) amortized time considering the typical user.")
            .summary("Deletes users and closes their connections.")
            .arguments("username...")
            .tips(ON_ALL_NODES),
        (client, args) -> delete(client, args, users),
        "DELUSER <username> [<username> ...]",
        "    Delete a list of users.");
  }

  private static void delete(Client client, Args args, Users users) {
    for (int i = 2; i < args.count(); i++) {
      if (args.text(i).equals(Users.DEFAULT)) {
        throw DEFAULT_STAYS;
      }
    }
    int deleted = 0;
    for (int i = 2; i < args.count(); i++) {
      deleted += users.delete(args.text(i), client) ? 1 : 0;
    }
    client.reply().integer(deleted);
  }

  static void addLoad(
      ContainerCommand acl, ServerBuilder server, Users users, StringDirective file) {
    AclCommand.add(
        acl,
        AclCommand.admin("load", 2)
            .complexity("O(N). Where N is the number of configured users.")
            .summary("Replaces the users by those of the ACL file."),
        (client, _) -> {
          try {
            users.replaceAll(file(server, users, file).read(), client);
          } catch (AclFile.AclFileException e) {
            throw new CommandError("ERR " + e.text());
          }
          client.reply().ok();
        },
        "LOAD",
        "    Reload users from the ACL file.");
  }

  static void addSave(
      ContainerCommand acl, ServerBuilder server, Users users, StringDirective file) {
    var log = server.log();
    AclCommand.add(
        acl,
        AclCommand.admin("save", 2)
            .complexity("O(N). Where N is the number of configured users.")
            .summary("Writes the users into the ACL file.")
            .tips(ON_ALL_NODES),
        (client, _) -> save(client, file(server, users, file), log),
        "SAVE",
        "    Save the current config to the ACL file.");
  }

  private static void save(Client client, AclFile file, Log log) {
    try {
      file.save();
    } catch (IOException e) {
      log.warning("Writing ACL file for ACL SAVE: " + e.getMessage());
      throw NOT_SAVED;
    }
    client.reply().ok();
  }

  private static AclFile file(ServerBuilder server, Users users, StringDirective file) {
    var path = file.path();
    if (path == null) {
      throw NO_FILE;
    }
    return new AclFile(users, server.world().disk(), path);
  }

  /** ACL GENPASS [bits]: four bits a digit. */
  static void generate(Client client, Args args, Entropy entropy) {
    if (args.count() > 3) {
      throw InspectionCommands.wrongArguments(args);
    }
    long bits = args.count() == 3 ? args.integer(2) : USUAL_BITS;
    if (bits <= 0 || bits > MAX_BITS) {
      throw BAD_BITS;
    }
    client.reply().bulk(entropy.hex((int) (bits + 3) / 4));
  }
}
