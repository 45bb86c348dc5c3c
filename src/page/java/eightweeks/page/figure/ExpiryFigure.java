package eightweeks.page.figure;

import eightweeks.page.figure.Control.Action;
import eightweeks.page.figure.Control.Field;
import eightweeks.page.figure.Scene.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The life of keys under lazy and active expiry, on a clock that the reader turns. */
final class ExpiryFigure extends Figure {
  static final Control CONTROL =
      new Control(
          List.of(
              new Field("Keys, with blanks between", "lock", true),
              new Field("Milliseconds", "150", false)),
          List.of(
              new Action("turn", "Turn the clock"),
              new Action("set", "Set with PX"),
              new Action("get", "Get"),
              new Action("cycle", "Cycle on or off")));

  private static final int MAX_KEYS = 40;
  private static final int MAX_LENGTH = 64;
  private static final int MAX_WORDS = 40;

  /** Maximum number of keys of a sample, with the default effort. */
  private static final int SAMPLE = 20;

  /** Longest time to live, and longest turn of the clock. */
  private static final int MAX_MILLIS = 5_000;

  /** The clock does not go further than this. */
  private static final int MAX_TIME = 100_000;

  private static final List<String> COMPARED = List.of("at < time.millis()");
  private static final List<String> LOOKUP_DELETES = List.of("case MASTER -> true");
  private static final List<String> CYCLE_DELETES = List.of("expire(entry);");
  private static final List<String> CYCLE_VISITS = List.of("entry.expiresAt() < now");

  private final ExpiringServer server = new ExpiringServer();
  private final List<Life> lives = new ArrayList<>();
  private final List<Integer> cycles = new ArrayList<>();

  /** The keys that the scene is about. */
  private List<String> about = List.of();

  /** What ended the life of a key. */
  private enum End {
    NONE,
    LOOKUP,
    CYCLE
  }

  /** A lookup of a reader. */
  private record Get(int at, boolean isHit) {}

  /**
   * From SET to the deletion of the entry.
   *
   * @param gone when the entry was deleted; -1 while it is there
   */
  private record Life(String key, int set, int expires, int gone, End end, List<Get> gets) {
    boolean isThere() {
      return gone < 0;
    }

    /** Returns whether the time has passed; in its last millisecond a key has not expired. */
    boolean hasExpired(int now) {
      return expires < now;
    }

    Life until(int at, End why) {
      return new Life(key, set, expires, at, why, gets);
    }

    Life with(Get get) {
      var more = new ArrayList<>(gets);
      more.add(get);
      return new Life(key, set, expires, gone, end, List.copyOf(more));
    }
  }

  ExpiryFigure() {
    put("lock", 150);
    put("page", 230);
    put("user", 320);
  }

  private void put(String key, int millis) {
    server.send("SET", key, "v", "PX", Integer.toString(millis));
    begin(key);
  }

  /** Notes the life that begins with a SET; it goes on if the key was there. */
  private void begin(String key) {
    int expires = server.keys().getOrDefault(key, 0);
    int there = indexOf(key);
    if (there >= 0) {
      var old = lives.get(there);
      lives.set(there, new Life(key, old.set, expires, -1, End.NONE, old.gets));
    } else {
      lives.add(new Life(key, server.now(), expires, -1, End.NONE, List.of()));
    }
  }

  /** Returns the index of the life of a key whose entry is there; -1 if there is none. */
  private int indexOf(String key) {
    for (int i = lives.size() - 1; i >= 0; i--) {
      if (lives.get(i).isThere() && lives.get(i).key.equals(key)) {
        return i;
      }
    }
    return -1;
  }

  /** Ends the lives of the keys that the server has deleted; returns these keys. */
  private List<String> endLives(End why) {
    var deleted = server.takeDeleted();
    for (var key : deleted) {
      int i = indexOf(key);
      if (i >= 0) {
        lives.set(i, lives.get(i).until(server.now(), why));
      }
    }
    return deleted;
  }

  @Override
  public Scene begin() {
    return scene(
        "Three keys with a time to live. The cron runs every 100 ms. Turn the clock.", List.of());
  }

  @Override
  public List<Scene> act(String action, List<String> input) {
    about = List.of();
    int millis = Words.number(input.get(1), 1, MAX_MILLIS, 0);
    return switch (action) {
      case "turn" -> millis == 0 ? List.of(numberNeeded()) : turn(millis);
      case "set" -> millis == 0 ? List.of(numberNeeded()) : set(input.getFirst(), millis);
      case "get" -> get(input.getFirst());
      case "cycle" -> List.of(cycle());
      default -> throw new IllegalArgumentException(action);
    };
  }

  private Scene numberNeeded() {
    return scene(
        "A whole number of milliseconds from 1 to " + Words.grouped(MAX_MILLIS) + " is needed.",
        List.of());
  }

  private List<Scene> set(String text, int millis) {
    var scenes = new ArrayList<Scene>();
    for (var key : Words.split(text, MAX_WORDS)) {
      scenes.add(setOne(key, millis));
    }
    return orNoKey(scenes);
  }

  private List<Scene> orNoKey(List<Scene> scenes) {
    return scenes.isEmpty() ? List.of(scene("No key.", List.of())) : scenes;
  }

  private Scene setOne(String key, int millis) {
    if (key.length() > MAX_LENGTH || (indexOf(key) < 0 && server.keys().size() >= MAX_KEYS)) {
      return scene(
          "This figure has room for " + MAX_KEYS + " keys of up to " + MAX_LENGTH + " bytes.",
          List.of());
    }
    about = List.of(key);
    boolean wasThere = indexOf(key) >= 0;
    server.send("SET", key, "v", "PX", Integer.toString(millis));
    boolean wasExpired = !endLives(End.LOOKUP).isEmpty();
    begin(key);
    var said = "SET " + name(key) + " v PX " + millis + ": it lives until " + time(expires(key));
    return wasExpired
        ? scene(said + ". Its old entry had expired: the lookup of SET deleted it.", LOOKUP_DELETES)
        : scene(said + (wasThere ? ", instead of its old time." : "."), List.of());
  }

  private int expires(String key) {
    return server.keys().getOrDefault(key, 0);
  }

  private List<Scene> get(String text) {
    var scenes = new ArrayList<Scene>();
    for (var key : Words.split(text, MAX_WORDS)) {
      scenes.add(
          key.length() > MAX_LENGTH
              ? scene("A key of this figure has up to " + MAX_LENGTH + " bytes.", List.of())
              : getOne(key));
    }
    return orNoKey(scenes);
  }

  private Scene getOne(String key) {
    about = List.of(key);
    int there = indexOf(key);
    boolean isHit = !server.send("GET", key).startsWith("$-1");
    if (there >= 0) {
      lives.set(there, lives.get(there).with(new Get(server.now(), isHit)));
    }
    boolean isDeleted = !endLives(End.LOOKUP).isEmpty();
    var said = "GET " + name(key) + ": ";
    if (isHit) {
      int left = expires(key) - server.now();
      return scene(said + "a hit. It has " + left + " ms left.", COMPARED);
    }
    return isDeleted
        ? scene(
            said
                + "a miss, because it has expired; and this lookup deletes the entry. Lazy expiry.",
            LOOKUP_DELETES)
        : scene(said + "a miss. There is no such key.", List.of());
  }

  private Scene cycle() {
    server.cycleOn(!server.isCycleOn());
    return scene(
        server.isCycleOn()
            ? "The active cycle is on: it runs at " + time(server.nextCron()) + " next."
            : "The active cycle is off: only a lookup deletes what has expired.",
        List.of());
  }

  // ---- The clock.

  private List<Scene> turn(int millis) {
    var scenes = new ArrayList<Scene>();
    int end = Math.min(server.now() + millis, MAX_TIME);
    if (end == server.now()) {
      return List.of(scene("This clock goes no further. Begin anew.", List.of()));
    }
    int idle = 0;
    while (server.now() < end) {
      var before = server.keys();
      int next = Math.min(end, Math.min(server.nextCron(), nextExpiry(before)));
      server.pass(next - server.now());
      boolean isCron = next % ExpiringServer.CRON_MILLIS == 0 && server.isCycleOn();
      if (isCron) {
        cycles.add(next);
      }
      var scene = moment(before, isCron);
      if (scene != null) {
        scenes.add(scene);
        idle = 0;
      } else if (isCron) {
        idle++;
      }
    }
    if (scenes.isEmpty() || idle > 0) {
      about = List.of();
      scenes.add(quiet(idle));
    } else if (!isShown(scenes.getLast())) {
      about = List.of();
      scenes.add(scene("The clock shows " + time(server.now()) + ".", List.of()));
    }
    return scenes;
  }

  private boolean isShown(Scene scene) {
    return scene.state().startsWith("Time " + server.now() + ".");
  }

  private Scene quiet(int idle) {
    var clock = "The clock shows " + time(server.now()) + ". ";
    if (idle == 0) {
      return scene(clock + "Nothing has happened.", List.of());
    }
    var runs = idle == 1 ? "One cycle has run" : idle + " cycles have run";
    return server.keys().isEmpty()
        ? scene(clock + runs + ", and there was no key to visit.", List.of())
        : scene(
            clock + runs + ", and " + (idle == 1 ? "has" : "have") + " deleted nothing.",
            CYCLE_VISITS);
  }

  /** Returns the first moment at which a key has expired that has not yet. */
  private int nextExpiry(Map<String, Integer> keys) {
    int first = Integer.MAX_VALUE;
    for (int expires : keys.values()) {
      if (expires >= server.now()) {
        first = Math.min(first, expires + 1);
      }
    }
    return first;
  }

  /** Returns what happened at this moment; null if no key expired and none was deleted. */
  private @Nullable Scene moment(Map<String, Integer> before, boolean isCron) {
    var deleted = endLives(End.CYCLE);
    var expired = new ArrayList<String>();
    before.forEach(
        (key, expires) -> {
          if (expires + 1 == server.now()) {
            expired.add(key);
          }
        });
    if (deleted.isEmpty() && expired.isEmpty()) {
      return null;
    }
    var said = new StringBuilder(time(server.now())).append(": ");
    if (!expired.isEmpty()) {
      said.append(list(expired))
          .append(expired.size() == 1 ? " has" : " have")
          .append(" expired. ");
    }
    if (deleted.isEmpty()) {
      about = List.copyOf(expired);
      said.append(
          expired.size() == 1
              ? "Its entry is still there, and no client gets it any more."
              : "Their entries are still there, and no client gets them any more.");
      return scene(said.toString(), COMPARED);
    }
    about = List.copyOf(deleted);
    said.append(visit(before.size(), list(deleted))).append(" Active expiry.");
    return scene(said.toString(), isCron ? CYCLE_DELETES : List.of());
  }

  /**
   * Returns what the cycle did. It has visited a sample of the keys, and others if more than a
   * tenth of the sample before had expired.
   */
  private String visit(int keys, String deleted) {
    int visited = server.visited();
    if (keys > SAMPLE && visited > SAMPLE) {
      return "The cycle visits "
          + Words.count(visited, "key")
          + ", in samples of "
          + SAMPLE
          + " at most, and deletes "
          + deleted
          + ".";
    }
    int first = Math.min(keys, SAMPLE);
    var said = "The cycle visits " + Words.count(first, "key") + " and deletes " + deleted + ".";
    return visited == first
        ? said
        : said
            + " More than a tenth of this sample had expired, so it visits another, of "
            + Words.count(visited - first, "key")
            + ".";
  }

  // ---- Texts.

  private static String name(String key) {
    return Words.shown(key, 20);
  }

  private static String list(List<String> keys) {
    if (keys.size() > 6) {
      return keys.size() + " keys";
    }
    return String.join(", ", keys.stream().map(ExpiryFigure::name).toList());
  }

  private static String time(int at) {
    return Words.grouped(at) + " ms";
  }

  private Scene scene(String said, List<String> code) {
    int now = server.now();
    var keys = server.keys();
    var facts =
        List.of(
            new Fact("time", time(now)),
            new Fact("next cycle", server.isCycleOn() ? time(server.nextCron()) : "off"),
            Fact.of("keys (DBSIZE)", keys.size()),
            new Fact("expired_keys", server.info("expired_keys")),
            new Fact("hits", server.info("keyspace_hits")),
            new Fact("misses", server.info("keyspace_misses")));
    var state = new StringBuilder("Time ").append(now).append('.');
    keys.forEach(
        (key, expires) ->
            state
                .append(' ')
                .append(name(key))
                .append(expires < now ? ": expired at " : ": lives until ")
                .append(expires)
                .append(expires < now ? ", not deleted." : "."));
    for (var life : lives) {
      if (!life.isThere()) {
        state.append(" Deleted: ").append(name(life.key)).append(" at ").append(life.gone);
        state.append(life.end == End.CYCLE ? " by the cycle." : " by a lookup.");
      }
    }
    state.append(server.isCycleOn() ? " The cycle is on." : " The cycle is off.");
    var picture =
        new ExpiryPicture(
            now,
            server.isCycleOn() ? server.nextCron() : -1,
            List.copyOf(cycles),
            lives.stream().map(life -> row(life, now)).toList());
    return new Scene(said, code, facts, state.toString(), picture::draw);
  }

  private ExpiryPicture.Row row(Life life, int now) {
    return new ExpiryPicture.Row(
        Words.shown(life.key, 8),
        life.set,
        life.expires,
        life.isThere() ? now : life.gone,
        switch (life.end) {
          case NONE -> life.hasExpired(now) ? "expired" : "";
          case LOOKUP -> "lookup";
          case CYCLE -> "cycle";
        },
        life.isThere(),
        about.contains(life.key),
        life.gets.stream().map(get -> new ExpiryPicture.Tick(get.at, get.isHit)).toList());
  }
}
