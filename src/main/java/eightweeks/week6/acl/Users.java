package eightweeks.week6.acl;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.connection.Authentication;
import eightweeks.week1.dispatch.CommandRegistry;
import eightweeks.week1.networking.Authenticator;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.networking.User;
import eightweeks.week1.resp.Args;
import eightweeks.week3.pubsub.PubSub;
import eightweeks.week6.aclrules.Denial;
import eightweeks.week6.aclrules.OriginalCommands;
import eightweeks.week6.aclrules.RuleException;
import eightweeks.week6.aclrules.Selector;
import eightweeks.week6.aclrules.UserRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All users by name, and the clients that follow when the rules of one change.
 *
 * <p>Answers to {@code acl.c: Users}, {@code ACLStringSetUser()}, {@code
 * ACLFreeUserAndKillClients()}, {@code ACLKillPubsubClientsIfNeeded()}.
 *
 * <p>Invariant: there is always a user named "default"; it is the same object as long as the server
 * runs, because every client begins with it.
 */
final class Users implements Authenticator {
  static final String DEFAULT = "default";

  private final Clients clients;
  private final PubSub pubSub;
  private final AclLog log;
  private final BooleanSupplier channelsByDefault;
  private final OriginalCommands commands;
  private final AclUser defaultUser;
  private Map<String, AclUser> byName = new TreeMap<>();
  private long memory;

  /**
   * @param channelsByDefault whether new users may use all channels (acl-pubsub-default)
   */
  Users(
      Clients clients,
      CommandRegistry registry,
      PubSub pubSub,
      AclLog log,
      BooleanSupplier channelsByDefault) {
    this.log = log;
    this.clients = clients;
    this.pubSub = pubSub;
    this.channelsByDefault = channelsByDefault;
    commands = new OriginalCommands(registry, this::recompute);
    defaultUser = new AclUser(DEFAULT, rulesOfDefault());
    byName.put(DEFAULT, defaultUser);
  }

  /** Returns the rules of a new user, who may do nothing. */
  UserRules newRules() {
    return new UserRules(commands, channelsByDefault.getAsBoolean());
  }

  /** Returns the rules of the default user of a server without any configuration. */
  private UserRules rulesOfDefault() {
    var rules = newRules();
    try {
      for (var rule : List.of("+@all", "~*", "&*", "on", "nopass")) {
        rules.apply(rule);
      }
    } catch (RuleException e) {
      throw new IllegalStateException(e);
    }
    return rules;
  }

  private void recompute() {
    byName.values().forEach(user -> user.rules().recompute());
  }

  OriginalCommands commands() {
    return commands;
  }

  /** Returns about how many bytes of memory all users take, but for the rules of a new server. */
  long memory() {
    return memory;
  }

  /** Returns all users in the order of their names. */
  Collection<AclUser> all() {
    return byName.values();
  }

  @Override
  public @Nullable AclUser find(String name) {
    return byName.get(name);
  }

  @Override
  public AclUser defaultUser() {
    return defaultUser;
  }

  @Override
  public boolean isNeeded() {
    var rules = defaultUser.rules();
    return !rules.needsNoPassword() || !rules.isEnabled();
  }

  @Override
  public boolean hasPassword() {
    return !defaultUser.rules().needsNoPassword();
  }

  @Override
  public @Nullable User authenticate(Client client, Args args, String name, int i) {
    var user = find(name);
    if (user != null && user.rules().accept(args.bytes(i))) {
      return user;
    }
    log.add(client, Denial.Reason.AUTH, args.text(0), name);
    return null;
  }

  /** Sets the only password of the default user, for requirepass. */
  void passwordOfDefault(byte @Nullable [] password) {
    var rules = copy(defaultUser);
    try {
      rules.apply("resetpass");
      rules.apply(password == null ? "nopass" : ">" + Ascii.text(password));
    } catch (RuleException e) {
      throw new IllegalStateException(e);
    }
    defaultUser.rules(rules);
  }

  /** Returns a copy of a user's rules that can be changed. */
  UserRules copy(AclUser user) {
    return new UserRules(user.rules(), channelsByDefault.getAsBoolean());
  }

  /** Gives a user new rules; creates the user if there is none of that name. */
  void set(String name, UserRules rules) {
    var user = byName.get(name);
    if (user == null) {
      user = new AclUser(name, rules);
      byName.put(name, user);
      memory += user.memory();
    }
    var before = user.rules();
    memory += user.rules(rules);
    for (var client : List.copyOf(clients.all())) {
      if (client.user == user) {
        if (losesChannels(client, before, rules)) {
          client.closeAsap();
        }
        Authentication.user(client, user);
      }
    }
  }

  /** Returns whether a client is subscribed to what its user may not use any more. */
  private boolean losesChannels(Client client, UserRules before, UserRules after) {
    if (after.selectors().stream().anyMatch(Selector::hasAllChannels)) {
      return false;
    }
    var left = channels(after);
    boolean wider =
        before.selectors().stream().noneMatch(Selector::hasAllChannels)
            && left.containsAll(channels(before));
    if (wider) {
      return false;
    }
    var lost = new boolean[1];
    pubSub.forEachTopic(
        client, (topic, isPattern) -> lost[0] |= !Selector.allowsChannel(left, topic, isPattern));
    return lost[0];
  }

  private static List<String> channels(UserRules rules) {
    return rules.selectors().stream().flatMap(selector -> selector.channels().stream()).toList();
  }

  /**
   * Deletes a user and closes its clients.
   *
   * @param running whose command deletes it; it is closed after its reply; null for none
   * @return whether there was such a user
   */
  boolean delete(String name, @Nullable Client running) {
    var user = byName.remove(name);
    if (user != null) {
      memory -= user.memory();
      closeClients(user, running);
    }
    return user != null;
  }

  private void closeClients(AclUser user, @Nullable Client running) {
    for (var client : List.copyOf(clients.all())) {
      if (client.user == user) {
        // It has nothing left to do, but should it do something, then as a stranger.
        Authentication.user(client, defaultUser);
        client.unset(Client.AUTHENTICATED);
        if (client == running) {
          client.closeAfterReply();
        } else {
          client.closeAsap();
        }
      }
    }
  }

  /**
   * Replaces all users, for ACL LOAD. The clients of every user but the default one are closed,
   * also where the new user has the same name.
   *
   * @param rules by name; without rules for it, the default user is as in a new server
   */
  void replaceAll(Map<String, UserRules> rules, @Nullable Client running) {
    var old = byName;
    byName = new TreeMap<>();
    rules.forEach((name, its) -> byName.put(name, new AclUser(name, its)));
    defaultUser.rules(Objects.requireNonNullElseGet(rules.get(DEFAULT), this::rulesOfDefault));
    byName.put(DEFAULT, defaultUser);
    memory = byName.values().stream().mapToLong(AclUser::memory).sum();
    for (var user : new ArrayList<>(old.values())) {
      if (user == defaultUser) {
        clients.all().stream()
            .filter(client -> client.user == user)
            .forEach(client -> Authentication.user(client, user));
      } else {
        closeClients(user, running);
      }
    }
  }
}
