package eightweeks.week3.command;

import static eightweeks.week1.dispatch.CommandFlag.BLOCKING;
import static eightweeks.week1.dispatch.CommandFlag.NO_MULTI;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.values.Values;
import eightweeks.week3.blocking.BlockType;
import eightweeks.week3.blocking.Blocking;
import eightweeks.week3.keyspace.Database;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week7.simulation.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commands that do one thing each, for tests of what stands around commands.
 *
 * <pre>
 *   toy.put key value …          stores the last value; event "put"; one change for each value
 *   toy.del key                  removes a key
 *   toy.push key value           adds to a list at its tail
 *   toy.pop key … seconds        takes from the first list that is there, or waits for one
 *   toy.move from to seconds     takes from one list and adds to another, or waits
 *   toy.gone key seconds         waits for a stream that never comes, and for the key to go
 *   toy.fail                     replies an error in the middle
 *   toy.run command word …       runs a command inside this one
 *   toy.call flags command word … runs a command inside this one with some flags: arsw
 *   toy.time                     replies the microseconds of the loop, lets 5 ms pass, once more
 *   toy.say how words …          what is propagated: instead, also, prevent, force
 *   toy.never                    is not allowed inside MULTI
 * </pre>
 */
public final class Toys implements Feature {
  private @Nullable ServerBuilder parts;

  @Override
  public void install(ServerBuilder server) {
    parts = server;
    add("toy.put", -3, this::put, WRITE);
    add("toy.del", 2, this::del, WRITE);
    add("toy.push", 3, this::push, WRITE);
    add("toy.pop", -3, this::pop, WRITE, BLOCKING);
    add("toy.move", 4, this::move, WRITE, BLOCKING);
    add("toy.gone", 3, this::gone, WRITE, BLOCKING);
    add("toy.fail", 1, (client, _) -> client.reply().error("OOPS it went wrong"));
    add("toy.run", -2, this::runInside);
    add("toy.call", -3, this::callInside);
    add("toy.time", 1, this::time, READONLY);
    add("toy.say", -2, this::say, WRITE);
    add("toy.never", 1, (client, _) -> client.reply().ok(), NO_MULTI);
  }

  /** What a toy does. */
  @FunctionalInterface
  public interface Work {
    void run(Client client, Args args);
  }

  /** Adds a command. */
  public void add(String name, int arity, Work work, CommandFlag... flags) {
    parts()
        .command(
            new Command(CommandSpec.of(name, arity).flags(flags)) {
              @Override
              public void run(Client client, Args args) {
                work.run(client, args);
              }
            });
  }

  private ServerBuilder parts() {
    if (parts == null) {
      throw new IllegalStateException("not installed yet");
    }
    return parts;
  }

  private Values values() {
    return parts().need(Values.SERVICE);
  }

  private KeyspaceEvents changes() {
    return parts().need(KeyspaceEvents.SERVICE);
  }

  private Database database(Client client) {
    return parts().need(Keyspace.SERVICE).of(client);
  }

  private void put(Client client, Args args) {
    var entry = database(client).lookupWrite(client, args, 1);
    var value = args.bytes(args.count() - 1);
    if (entry == null) {
      database(client).add(args, 1, value);
    } else {
      database(client).set(entry, value);
    }
    changes().modified(client, args, 1, EventClass.STRING, "put");
    changes().dirty(args.count() - 3L);
    client.reply().ok();
  }

  private void del(Client client, Args args) {
    var entry = database(client).lookupWrite(client, args, 1);
    if (entry != null) {
      remove(client, entry);
      changes().modified(client, args, 1, EventClass.GENERIC, "del");
    }
    client.reply().integer(entry == null ? 0 : 1);
  }

  private void remove(Client client, Entry entry) {
    database(client).remove(entry);
  }

  private void push(Client client, Args args) {
    push(client, args, 1, args.bytes(2));
    client.reply().ok();
  }

  private void push(Client client, Args args, int i, byte[] value) {
    var entry = database(client).lookupWrite(client, args, i);
    var list = values().list(entry);
    if (list == null) {
      list = values().list();
      database(client).add(args, i, list);
    }
    list.beforeAdding(value.length, 1);
    list.pushTail(value, 0, value.length);
    changes().signalReady(client.database, args.bytes(i), ValueType.LIST);
    changes().modified(client, args, i, EventClass.LIST, "push");
  }

  /** What lies at the head of a list, which is removed with its last element. */
  private byte @Nullable [] take(Client client, Args args, int i) {
    var entry = database(client).lookupWrite(client, args, i);
    var list = values().list(entry);
    if (list == null || entry == null) {
      return null;
    }
    boolean last = list.size() == 1;
    var value = list.popHead();
    if (last) {
      remove(client, entry);
    }
    changes().modified(client, args, i, EventClass.LIST, "pop");
    return value;
  }

  private void pop(Client client, Args args) {
    var blocking = parts().need(Blocking.SERVICE);
    int last = args.count() - 1;
    long deadline = blocking.deadline(args, last);
    for (int i = 1; i < last; i++) {
      var value = take(client, args, i);
      if (value != null) {
        parts().need(Effects.SERVICE).rewrite("LPOP", args.bytes(i));
        client.reply().array(2);
        client.reply().bulk(args.bytes(i));
        client.reply().bulk(value);
        return;
      }
    }
    if (blocking.allowed(client)) {
      blocking.onKeys(client, args, BlockType.LIST, 1, last - 1, deadline);
    } else {
      client.reply().nullArray();
    }
  }

  private void move(Client client, Args args) {
    var blocking = parts().need(Blocking.SERVICE);
    long deadline = blocking.deadline(args, 3);
    var value = take(client, args, 1);
    if (value == null) {
      blocking.onKeys(client, args, BlockType.LIST, 1, 1, deadline);
    } else {
      push(client, args, 2, value);
      client.reply().bulk(value);
    }
  }

  private void gone(Client client, Args args) {
    var blocking = parts().need(Blocking.SERVICE);
    long deadline = blocking.deadline(args, 2);
    if (database(client).lookupWrite(client, args, 1) == null) {
      throw new CommandError("NOGROUP it has gone");
    }
    blocking.onKeys(client, args, BlockType.LIST, List.of(args.bytes(1)), deadline, true);
  }

  private void runInside(Client client, Args args) {
    runInside(client, args, 1, CallFlags.FULL);
  }

  private void callInside(Client client, Args args) {
    int flags = CallFlags.NONE;
    for (char letter : args.text(1).toCharArray()) {
      flags |=
          switch (letter) {
            case 'a' -> CallFlags.PROPAGATE_AOF;
            case 'r' -> CallFlags.PROPAGATE_REPLICAS;
            case 's' -> CallFlags.STATISTICS;
            case 'w' -> CallFlags.WATCHERS;
            default -> CallFlags.NONE;
          };
    }
    runInside(client, args, 2, flags);
  }

  private void runInside(Client client, Args args, int first, int flags) {
    var words = new ArrayList<byte[]>();
    for (int i = first; i < args.count(); i++) {
      words.add(args.bytes(i));
    }
    var command = parts().commands().find(Ascii.text(words.getFirst()));
    if (command == null) {
      throw new CommandError("ERR no such toy");
    }
    parts()
        .need(ExecutionUnit.SERVICE)
        .nested(client, command, Args.of(words.toArray(byte[][]::new)), flags);
  }

  private void time(Client client, Args args) {
    client.reply().array(2);
    client.reply().integer(parts().loop().time().micros());
    ((VirtualClock) parts().world().clock()).advanceMillis(5);
    client.reply().integer(parts().loop().time().micros());
  }

  private void say(Client client, Args args) {
    var effects = parts().need(Effects.SERVICE);
    changes().dirty(1);
    switch (args.text(1)) {
      case "instead" -> effects.rewrite("OTHER", args.bytes(2), 7);
      case "also" -> effects.alsoPropagate(client.database, "ALSO", args.bytes(2));
      case "aof" -> effects.alsoPropagateTo(Effects.AOF, client.database, "ALSO", args.bytes(2));
      case "prevent" -> effects.prevent();
      case "prevent-aof" -> effects.prevent(Effects.AOF);
      case "force" -> {
        changes().dirty(-1);
        effects.force();
      }
      default -> throw CommandError.SYNTAX;
    }
    client.reply().ok();
  }
}
