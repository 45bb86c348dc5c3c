package eightweeks.week3.commandkeys;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.resp.Args;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The arguments of a command that are channels, and what it does with each.
 *
 * <p>Answers to {@code db.c: getChannelsFromCommand()}. The {@link ChannelSpec} of a command of the
 * server describes them; the command of a module may implement {@link MovableChannels}.
 */
public final class CommandChannels {
  private final List<Channel> channels = new ArrayList<>();

  /** An argument that is a channel. */
  private record Channel(int position, Set<ChannelSpec.Use> uses) {}

  /** Finds the channels of a command; there may be none. */
  public static CommandChannels of(Command command, Args args) {
    var channels = new CommandChannels();
    if (command instanceof MovableChannels movable) {
      movable.findChannels(args, channels);
    } else {
      channels.addBySpec(command, args);
    }
    return channels;
  }

  /** Adds an argument that is a channel. */
  public void add(int position, Set<ChannelSpec.Use> uses) {
    channels.add(new Channel(position, uses));
  }

  private void addBySpec(Command command, Args args) {
    if (!(command.spec().channels() instanceof ChannelSpec spec)) {
      return;
    }
    int last = spec.rest() ? args.count() - 1 : spec.first();
    for (int i = spec.first(); i <= last && i < args.count(); i++) {
      add(i, spec.uses());
    }
  }

  /** Returns how many channels there are. */
  public int count() {
    return channels.size();
  }

  /** Returns the position of the i-th channel; the command's name is argument 0. */
  public int position(int i) {
    return channels.get(i).position();
  }

  /** Returns what the command does with the i-th channel. */
  public Set<ChannelSpec.Use> uses(int i) {
    return channels.get(i).uses();
  }
}
