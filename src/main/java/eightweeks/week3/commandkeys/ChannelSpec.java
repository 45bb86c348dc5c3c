package eightweeks.week3.commandkeys;

import eightweeks.week1.dispatch.CommandSpec;
import java.util.EnumSet;
import java.util.Set;

/**
 * Describes the arguments of a command that are channels, and their use by the command.
 *
 * <p>Answers to {@code db.c: commands_with_channels[]} and {@code server.h: CMD_CHANNEL_*}. Access
 * control lists (week 6) need it: a user may publish and subscribe to some channels only.
 *
 * @param first the position of the first channel; the command's name is argument 0
 * @param rest whether all arguments after it are channels too
 * @param uses what the command does with the channels
 */
public record ChannelSpec(int first, boolean rest, Set<Use> uses)
    implements CommandSpec.ArgumentSpec {
  /** The use of a channel by a command. */
  public enum Use {
    /** The argument is a pattern and stands for every channel that matches it. */
    PATTERN,
    SUBSCRIBE,
    UNSUBSCRIBE,
    PUBLISH
  }

  /** Returns a spec of one channel at a fixed position. */
  public static ChannelSpec at(int position, Use... uses) {
    return new ChannelSpec(position, false, setOf(uses));
  }

  /** Returns a spec of channels: all arguments from a position on. */
  public static ChannelSpec from(int position, Use... uses) {
    return new ChannelSpec(position, true, setOf(uses));
  }

  private static Set<Use> setOf(Use... uses) {
    var all = EnumSet.noneOf(Use.class);
    all.addAll(Set.of(uses));
    return all;
  }
}
