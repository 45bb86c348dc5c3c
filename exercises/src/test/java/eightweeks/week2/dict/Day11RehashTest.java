package eightweeks.week2.dict;

import eightweeks.study.lesson.Lesson;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.siphash.SipHash;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Day 11: steps of a rehash. The keys are chosen by their hashes, so that a test knows the bucket
 * of each.
 */
final class Day11RehashTest {
  private static final String CHAPTER = "weeks/week2/day11-rehash.adoc, ";
  private static final String STEP = CHAPTER + "\"A step\"";
  private static final String TABLES = CHAPTER + "\"A second table\"";

  private final Dict<Node> dict = new Dict<>(new SipHash(1, 2));

  /** The number of the next key that is tried. */
  private int number;

  @Test
  void oneStep_movesOneBucket() {
    var lesson =
        Lesson.because(
                "another number of buckets was moved than the step was asked for",
                "the elements are in their new bucket, and the old one still refers to them, or is"
                    + " still counted")
            .history(this::tables)
            .readAgain(STEP);
    begin(4, 8, 0b000, 0b001, 0b010, 0b011);
    step(lesson, 1);
    lesson.same("the elements of main after one step, of 4", 3, dict.main.used);
    lesson.same("the elements of target after one step", 1, dict.target.used);
    lesson.same("the chain of main's bucket 0", List.of(), bucket(0, 0));
    Lesson.because(
            "the index is the next bucket to move, after each bucket that was looked at",
            "an element was moved and the index was not, or the other way around")
        .history(this::tables)
        .readAgain(STEP)
        .same("rehashIndex after one step", 1, dict.rehashIndex());
  }

  @Test
  void emptyBuckets_doNotCountAsMoved() {
    var lesson =
        Lesson.because(
                "an empty bucket was taken for one of those to move",
                "the step ended at the first empty bucket")
            .history(this::tables)
            .readAgain(STEP);
    begin(16, 32, 3, 9, 15);
    step(lesson, 1);
    lesson.same("rehashIndex after one step, with elements in 3, 9 and 15", 4, dict.rehashIndex());
    step(lesson, 1);
    lesson.same("rehashIndex after two steps", 10, dict.rehashIndex());
    lesson.same("the elements of target", 2, dict.target.used);
  }

  @Test
  void chainOfThree_isMovedWhole() {
    var lesson =
        Lesson.because(
                "only the first link was moved, and the rest of the chain is lost",
                "a link was asked for the next one after it had got a new place, in another chain")
            .history(this::tables)
            .readAgain(STEP);
    begin(4, 8, 0b000, 0b100, 0b000, 0b010);
    step(lesson, 1);
    lesson.same("the elements of target, from a chain of three", 3, dict.target.used);
    lesson.same("the elements of main", 1, dict.main.used);
    lesson.same(
        "how many can be reached in target",
        3,
        lesson.calling("walking the chains", () -> bucket(1, 0).size() + bucket(1, 4).size()));
  }

  @Test
  void elements_goWhereTheirHashSays() {
    var lesson =
        Lesson.because(
                "in the larger table one bit more of the hash counts, and the number of the old"
                    + " bucket does not have it",
                "the mask of the old table was used")
            .history(this::tables)
            .readAgain(TABLES);
    begin(4, 8, 0b000, 0b100, 0b001, 0b111);
    step(lesson, 2);
    lesson.same("how many are in bucket 0 (000) of target", 1, bucket(1, 0b000).size());
    lesson.same("how many are in bucket 4 (100) of target", 1, bucket(1, 0b100).size());
    lesson.same("how many are in bucket 1 (001) of target", 1, bucket(1, 0b001).size());
    lesson.same("how many are in bucket 5 (101) of target", 0, bucket(1, 0b101).size());
  }

  @Test
  void emptyBuckets_areLimited() {
    var lesson =
        Lesson.because(
                "nothing limits how many empty buckets a step looks at",
                "the limit is not ten empty buckets for each bucket that may be moved")
            .history(() -> "one element, in the last of 4096 buckets; " + tables())
            .readAgain(STEP);
    begin(4096, 8192, 4095);
    lesson.same("what a step returns when it gives up", true, step(lesson, 1));
    lesson.same("rehashIndex after one step", 10, dict.rehashIndex());
    step(lesson, 1);
    lesson.same("rehashIndex after two steps", 20, dict.rehashIndex());
    step(lesson, 5);
    lesson.same("rehashIndex after a step for five buckets more", 70, dict.rehashIndex());
  }

  @Test
  void stepForThree_movesThree() {
    var lesson =
        Lesson.because(
                "the number of buckets that the step was asked for is not counted",
                "empty buckets in between were counted, too")
            .history(this::tables)
            .readAgain(STEP);
    begin(16, 32, 0, 1, 5, 6, 7);
    step(lesson, 3);
    lesson.same("rehashIndex after a step for three buckets", 6, dict.rehashIndex());
    lesson.same("the elements of main, of 5", 2, dict.main.used);
  }

  @Test
  void lastElement_endsTheRehash() {
    var lesson =
        Lesson.because(
                "after the last element was moved, a further bucket was looked for",
                "the elements of main are counted wrongly, so it never becomes empty")
            .history(this::tables)
            .readAgain(STEP);
    begin(4, 8, 0b001, 0b010);
    lesson.same("what a step for ten buckets returns", false, step(lesson, 10));
    lesson.same("whether the dict is still rehashing", false, dict.isRehashing());
    lesson.same("the number of buckets", 8, dict.buckets());
    lesson.same("the number of elements", 2, dict.size());
  }

  @Test
  void smallerTable_takesTheLowBits() {
    var lesson =
        Lesson.because(
                "in a smaller table a bucket is the low bits of the old one",
                "the mask of the old table was used")
            .history(this::tables)
            .readAgain(TABLES);
    begin(32, 4, 0b00001, 0b01001, 0b11110);
    step(lesson, 1);
    step(lesson, 1);
    lesson.same("how many are in bucket 1 (01) of target", 2, bucket(1, 0b01).size());
    lesson.same("rehashIndex", 0b01010, dict.rehashIndex());
  }

  @Test
  void oldTable_isFreedSegmentBySegment() {
    var lesson =
        Lesson.because(
                "the old table was not told which buckets were passed, and keeps its memory to the"
                    + " end",
                "it was told a wrong number, or before the bucket was empty")
            .history(this::tables)
            .readAgain(STEP);
    lesson.calling(
        "filling a table of " + 3 * Table.SEGMENT + " elements",
        () -> {
          for (int i = 0; i < 3 * Table.SEGMENT; i++) {
            dict.add(new Node(Ascii.bytes("key " + i)));
          }
          dict.rehash(4 * Table.SEGMENT); // until there is one table
          dict.expand(8 * Table.SEGMENT);
          return true;
        });
    var old = dict.main;
    int before = old.segmentsInUse();
    lesson.calling(
        "moving half of it",
        () -> {
          for (int i = 0; i < Table.SEGMENT && dict.rehashIndex() < 2 * Table.SEGMENT; i++) {
            dict.rehash(10);
          }
          return true;
        });
    lesson.same(
        "the segments of the old table that are in use, after 2 of " + before + " were passed",
        before - 2,
        old.segmentsInUse());
  }

  @Test
  void everyKey_isFoundAtEveryStep() {
    var lesson =
        Lesson.because(
                "an element is in neither table, or in a bucket where nobody looks for it",
                "an element is in both tables")
            .history(this::tables)
            .readAgain(TABLES);
    lesson.same(
        "what is missing while 3000 keys are added",
        "nothing",
        lesson.calling("adding keys and finding them", this::firstMissing));
    lesson.same("the number of elements", 3000, dict.size());
    var shown = new ArrayList<String>();
    lesson.calling(
        "walking over all elements",
        () -> {
          dict.forEach(node -> shown.add(Ascii.text(node.key())));
          return true;
        });
    lesson.same("the number of elements that an iterator returns", 3000, shown.size());
  }

  private String firstMissing() {
    for (int i = 0; i < 3000; i++) {
      dict.add(new Node(Ascii.bytes("key " + i)));
      for (int j = i % 101; j <= i; j += 101) {
        if (dict.find(Ascii.bytes("key " + j)) == null) {
          return "key " + j + ", after adding key " + i;
        }
      }
    }
    return "nothing";
  }

  /** Makes a table with an element for each of these bits, and begins to resize it. */
  private void begin(int buckets, int target, int... bits) {
    dict.expand(buckets);
    int mask = Math.max(buckets, target) - 1;
    for (int wanted : bits) {
      dict.add(keyWith(wanted, mask));
    }
    dict.expand(Math.max(target, bits.length));
  }

  /** Returns an element whose hash ends in these bits. */
  private Node keyWith(int bits, int mask) {
    byte[] key;
    do {
      key = Ascii.bytes("key " + number++);
    } while ((dict.hashOf(key, 0, key.length) & mask) != bits);
    return new Node(key);
  }

  private boolean step(Lesson lesson, int buckets) {
    return lesson.calling("a step for " + buckets + " buckets", () -> dict.rehash(buckets));
  }

  private List<String> bucket(int table, int number) {
    var keys = new ArrayList<String>();
    dict.showBucket(table, number, node -> keys.add(Ascii.text(node.key())));
    return keys;
  }

  private String tables() {
    return "main: %d elements in %d buckets; target: %d in %d; rehashIndex %d"
        .formatted(
            dict.main.used, dict.buckets(0), dict.target.used, dict.buckets(1), dict.rehashIndex());
  }
}
