package eightweeks.study.serve;

import eightweeks.Redis;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.Launch;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.StartupException;
import eightweeks.week4.sentinel.SentinelMode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * redis-server with a learner's classes in place of its own.
 *
 * <p>The class path does that: their folder comes first. This class says so in the log, by where
 * the JVM really read each of them, and does not start where it read one from elsewhere; and it
 * names those on the desk that are left out ({@code -Deightweeks.left}). It also installs the
 * features among them, which is how an extension gets into the server.
 *
 * <p>With {@code --sentinel} it is a Sentinel, as redis-server is.
 *
 * <p>Started as {@code java -cp graft:reference
 * -Deightweeks.grafts=day07=eightweeks.week1.resp.Query,… eightweeks.study.serve.GraftedServer},
 * with the words of redis-server behind it.
 */
public final class GraftedServer {
  private GraftedServer() {}

  /** Runs the server; see {@link Launch} for the command line. */
  public static void main(String[] words) throws Exception {
    var features = new ArrayList<>(Redis.features());
    var lines = new ArrayList<String>();
    for (var graft : System.getProperty("eightweeks.grafts", "").split(",")) {
      int equals = graft.indexOf('=');
      if (equals > 0) {
        var type = Class.forName(graft.substring(equals + 1));
        lines.add(
            "Your class is in place: %s (%s)"
                .formatted(type.getName(), graft.substring(0, equals)));
        prove(type);
        addFeature(type, features);
      }
    }
    var left = new ArrayList<String>();
    for (var word : System.getProperty("eightweeks.left", "").split(",")) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        var day = word.substring(0, equals);
        left.add(
            "NOT in place: %s (%s). Its check is red: bin/study check %s"
                .formatted(word.substring(equals + 1), day, day));
      }
    }
    if (SentinelMode.isAskedFor(List.of(words))) {
      features.add(features.size() - 1, new SentinelMode());
    }
    features.add(server -> server.onStart(() -> log(server, lines, left)));
    System.exit(Launch.run(features, List.of(words)));
  }

  private static void log(ServerBuilder server, List<String> lines, List<String> left)
      throws StartupException {
    lines.forEach(server.log()::notice);
    left.forEach(server.log()::warning);
  }

  /**
   * Ends the server where the JVM read a learner's class from elsewhere than the learner's folder.
   */
  private static void prove(Class<?> type) {
    var source = type.getProtectionDomain().getCodeSource();
    var expected = System.getProperty("eightweeks.graft", "");
    var from =
        source == null
            ? "an archive"
            : Path.of(URI.create(source.getLocation().toString())).toString();
    if (!from.equals(expected)) {
      System.err.println(type.getName() + " was read from " + from + ", not from " + expected);
      System.exit(1);
    }
  }

  /** Adds a class to the features to install if it is one. */
  public static void addFeature(Class<?> type, List<Feature> features)
      throws ReflectiveOperationException {
    if (!Feature.class.isAssignableFrom(type) || Modifier.isAbstract(type.getModifiers())) {
      return;
    }
    if (features.stream().anyMatch(feature -> feature.getClass() == type)) {
      return; // the learner's class has taken the place of one that the weeks install
    }
    try {
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      // In front of what stands in for the weeks to come, which is last.
      features.add(features.size() - 1, (Feature) constructor.newInstance());
    } catch (NoSuchMethodException _) {
      // A feature of the server that takes something: the weeks install it themselves.
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(type.getName() + " cannot be made", e.getCause());
    }
  }
}
