package eightweeks.week6.acl;

import eightweeks.week1.config.Flag;
import eightweeks.week1.config.StringDirective;
import eightweeks.week1.info.Info;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.StartupException;
import eightweeks.week3.pubsub.PubSub;
import eightweeks.week3.sort.SortPermissions;
import eightweeks.week3.transactions.EffectiveCommands;
import eightweeks.week5.memory.UsedMemory;
import eightweeks.week6.aclrules.Denial;

/**
 * Brings access control: users with rules, their directives, the gate, ACL.
 *
 * <p>Answers to {@code acl.c: ACLInit()}, {@code ACLLoadUsersAtStartup()}, {@code
 * ACLUpdateDefaultUserPassword()}.
 */
public final class AclFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var config = server.config();
    var file = config.string("aclfile", null).flags(Flag.IMMUTABLE);
    var logLength = config.integer("acllog-max-len", 128).range(0, Long.MAX_VALUE);
    var channels =
        config.choice("acl-pubsub-default", "resetchannels", "allchannels", "resetchannels");

    var log = new AclLog(server.clients(), server.loop().time(), logLength::value);
    var users =
        new Users(
            server.clients(),
            server.dispatcher().registry(),
            server.need(PubSub.SERVICE),
            log,
            () -> channels.value().equals("allchannels"));
    server.clients().authenticator(users);
    server.need(UsedMemory.SERVICE).add(users::memory, true);
    var control = new AccessControl(server.dispatcher(), log);
    server.need(EffectiveCommands.SERVICE).execChecks().add(control::atExec);
    server.need(SortPermissions.SERVICE).checks().add(control::mayReadEveryKey);

    var requirePass = server.network().requirePass;
    requirePass.onChange(() -> password(users, requirePass));
    var configured = new ConfiguredUsers(users, file, server.log());
    config.inFile("user", 1, Integer.MAX_VALUE, configured);
    server.onStart(() -> start(server, users, configured, file));

    server.command(AclCommand.create(server, users, log, file));
    server.statisticsResets().add(log::resetStatistics);
    server
        .info()
        .add(
            Info.Section.STATS,
            info ->
                info.field("acl_access_denied_auth", log.denied(Denial.Reason.AUTH))
                    .field("acl_access_denied_cmd", log.denied(Denial.Reason.COMMAND))
                    .field("acl_access_denied_key", log.denied(Denial.Reason.KEY))
                    .field("acl_access_denied_channel", log.denied(Denial.Reason.CHANNEL)));
  }

  private static void password(Users users, StringDirective requirePass) {
    users.passwordOfDefault(requirePass.isSet() ? requirePass.bytes() : null);
  }

  private static void start(
      ServerBuilder server, Users users, ConfiguredUsers configured, StringDirective file)
      throws StartupException {
    password(users, server.network().requirePass);
    var path = file.path();
    if (path != null && !configured.isEmpty()) {
      throw new StartupException(
          "Configuring Redis with users defined in redis.conf and at the same setting an ACL file"
              + " path is invalid. This setup is very likely to lead to configuration errors and"
              + " security holes, please define either an ACL file or declare users directly in"
              + " your redis.conf, but not both.");
    }
    configured.create();
    if (path != null) {
      try {
        users.replaceAll(new AclFile(users, server.world().disk(), path).read(), null);
      } catch (AclFile.AclFileException e) {
        throw new StartupException("Aborting Redis startup because of ACL errors: " + e.text());
      }
    }
  }
}
