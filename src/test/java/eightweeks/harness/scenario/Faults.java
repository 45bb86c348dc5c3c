package eightweeks.harness.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Injects faults into a {@link Scenario}, at places that the seed chooses, and heals them. */
public final class Faults {
  private static final int MAX_DELAY_MILLIS = 300;
  private static final int MIN_RATE = 2_000;
  private static final int MAX_RATE = 200_000;
  private static final int MAX_BYTES_BEFORE_CUT = 4_000;

  private final Scenario scenario;
  private final List<Node> spared = new ArrayList<>();

  Faults(Scenario scenario) {
    this.scenario = scenario;
  }

  /** Excepts a server from what ends it and from what makes its disk lose files. */
  public void spare(Node node) {
    spared.add(node);
  }

  /** Injects one of these faults, if there is a place for it. */
  public void injectOneOf(Fault... choice) {
    inject(choice[scenario.random().nextInt(choice.length)]);
  }

  /** Injects a fault, if there is a place for it. */
  public void inject(Fault fault) {
    switch (fault) {
      case DELAY, SLOW_LINK, SILENCE, CUT, CUT_AT_BYTE -> injectIntoLink(fault);
      case HEAL_LINKS -> {
        scenario.note("the links are healed");
        healLinks();
      }
      case ISOLATION -> {
        var node = one(_ -> true);
        if (node != null) {
          scenario.note(node + " is isolated");
          isolate(node);
        }
      }
      case START -> {
        var node = one(each -> !each.isUp());
        if (node != null) {
          node.start();
        }
      }
      case RESUME -> {
        var node = one(Node::isPaused);
        if (node != null) {
          scenario.note(node + " goes on");
          node.resume();
        }
      }
      case FULL_DISK, ROOM_ON_DISK -> {
        boolean fills = fault == Fault.FULL_DISK;
        var node = one(each -> each.isDiskFull() != fills);
        if (node != null) {
          scenario.note("the disk of " + node + (fills ? " is full" : " has room"));
          node.diskFull(fills);
        }
      }
      case SHUTDOWN, KILL, POWER_CUT, NEW_DISK, PAUSE -> injectIntoServer(fault);
    }
  }

  private void injectIntoLink(Fault fault) {
    var random = scenario.random();
    var from = one(_ -> true);
    var to = one(each -> each != from);
    if (from == null || to == null) {
      return;
    }
    var link = scenario.link(from, to);
    var text = fault + " from " + from + " to " + to;
    switch (fault) {
      case DELAY -> {
        long most = random.nextInt(MAX_DELAY_MILLIS);
        link.delay(random.nextLong(most + 1), most);
        text += ", up to " + most + " ms";
      }
      case SLOW_LINK -> {
        int rate = random.nextInt(MIN_RATE, MAX_RATE);
        link.rate(rate);
        text += ", " + rate + " bytes a second";
      }
      case SILENCE -> link.silent(true);
      case CUT -> link.cut();
      case CUT_AT_BYTE -> {
        int bytes = random.nextInt(MAX_BYTES_BEFORE_CUT);
        link.cutAfter(bytes);
        text += ", behind " + bytes + " bytes";
      }
      default -> throw new IllegalArgumentException("no fault of a link: " + fault);
    }
    scenario.note(text);
  }

  private void injectIntoServer(Fault fault) {
    var node = one(each -> each.isRunning() && !spared.contains(each));
    if (node == null) {
      return;
    }
    scenario.note(fault + " of " + node);
    switch (fault) {
      case SHUTDOWN -> node.shutDown(scenario.random().nextBoolean() ? "SAVE" : "NOSAVE", "NOW");
      case KILL -> node.kill();
      case POWER_CUT -> node.cutPower();
      case NEW_DISK -> {
        node.kill();
        node.replaceDisk();
      }
      case PAUSE -> node.pause();
      default -> throw new IllegalArgumentException("no fault of a server: " + fault);
    }
  }

  /** Lets nothing pass between a machine and the others. */
  public void isolate(Node node) {
    for (var other : scenario.nodes()) {
      if (other != node) {
        scenario.link(node, other).silent(true);
        scenario.link(other, node).silent(true);
      }
    }
  }

  private @Nullable Node one(Predicate<Node> choice) {
    var fit = scenario.nodes().stream().filter(choice).toList();
    return fit.isEmpty() ? null : fit.get(scenario.random().nextInt(fit.size()));
  }

  private void healLinks() {
    for (var from : scenario.nodes()) {
      for (var to : scenario.nodes()) {
        if (from != to) {
          scenario.link(from, to).heal();
        }
      }
    }
  }

  /** Ends all faults: links and disks work, paused servers go on, and those that are down start. */
  public void heal() {
    scenario.note("all faults end");
    healLinks();
    for (var node : scenario.nodes()) {
      node.diskFull(false);
      node.diskSlow(0);
      if (node.isPaused()) {
        node.resume();
      }
    }
    scenario.startAll();
  }
}
