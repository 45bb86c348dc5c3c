package eightweeks.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small repository in a folder of its own. */
final class Trial {
  static final String COUNTER =
      """
      package eightweeks.week1.toy;

      import java.util.List;

      /**
       * Counts, up to a limit. See {@link Limit#top} and {@link List}.
       *
       * <p>Answers to {@code t.c: add()}, {@code sub()} and {@code u.h: counter}. Never below zero.
       */
      public final class Counter {
        // tag::memory[]
        /** What was counted. */
        private int count;

        // end::memory[]

        /**
         * Adds one (answers to {@code v.c: addOne()}).
         *
         * @param limit the most
         */
        public int add(
            int limit) {
          int before = count;
          // tag::inside[]
          if (count < limit) {
            // tag::day01-hole[]
            count++; // the least
            // end::day01-hole[]
          }
          // end::inside[]
          String text = "a < b";
          return count - before;
        }
      }
      """;

  final Path root;
  final Place place;

  Trial(Path root) {
    this.root = root;
    place = Place.of(root);
    file("src/main/java/eightweeks/week1/toy/Counter.java", COUNTER);
    file(
        "src/main/java/eightweeks/week1/toy/Limit.java",
        """
        package eightweeks.week1.toy;

        /** A limit. */
        record Limit(int most) {
          /** The highest of all. */
          static int top() {
            return 9;
          }
        }
        """);
  }

  Trial file(String path, String text) {
    Place.write(root.resolve(path), text);
    return this;
  }

  /** Writes a page with a listing and weaves it. */
  String weave(String attributes, String include, String below) {
    page(attributes, include, below);
    new Weave(place).run();
    return Place.read(place.woven().resolve("weeks/week1/day01-count.adoc"));
  }

  void page(String attributes, String include, String below) {
    file(
        "weeks/week1/day01-count.adoc",
        """
        = Day 01: Counting
        :java: ../../src/main/java/eightweeks

        .A title
        [source,java%s]
        ----
        %s
        ----
        %s
        """
            .formatted(attributes, include, below));
  }

  List<Snippet> snippets() {
    return Snippet.read(place.woven());
  }

  boolean has(String path) {
    return Files.exists(root.resolve(path));
  }
}
