package eightweeks.week2.dict;

import eightweeks.study.lesson.Lesson;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.siphash.SipHash;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Day 10: finding and adding. Up to four elements lie in one table of four buckets, so a test may
 * say which hash a key has; with more, the hashes are real.
 */
final class Day10DictTest {
  private static final String CHAPTER = "weeks/week2/day10-dict.adoc, ";
  private static final String BUCKETS = CHAPTER + "\"A bucket for the number\"";
  private static final String CHAINS = CHAPTER + "\"Elements that share a bucket\"";
  private static final String FULL = CHAPTER + "\"When the table is full\"";
  private static final String BUILD = CHAPTER + "\"Build\"";

  private final SipHash hash = new SipHash(1, 2);
  private final Dict<Node> dict = new Dict<>(hash);

  @Test
  void newElement_isFound() {
    var lesson =
        Lesson.because(
                "the table was chosen before it was made: growing comes first",
                "the bucket is not the low bits of the hash")
            .readAgain(FULL);
    add(lesson, 0, "a");
    Lesson.because(
            "the table does not count the element, so the dict is empty for everybody else",
            "it is counted in another table")
        .readAgain(CHAPTER + "\"Read\"")
        .same("the number of elements after adding one", 1, dict.size());
    Lesson.because(
            "the link was not put into its bucket",
            "it was put into another bucket than the one that is looked at",
            "a key that is equal was taken for another one")
        .readAgain(BUCKETS)
        .same("what is found for \"a\"", "a", find(lesson, 0, "a"));
  }

  @Test
  void keyThatIsNotThere_isNotFound() {
    var lesson =
        Lesson.because(
                "an element was returned without comparing its key",
                "only hashes were compared: different keys can have the same hash")
            .readAgain(CHAINS);
    add(lesson, 1, "a");
    lesson.same("what is found for \"b\", in an empty bucket", "nothing", find(lesson, 2, "b"));
    lesson.same("what is found for \"c\", with the hash of \"a\"", "nothing", find(lesson, 1, "c"));
  }

  @Test
  void keysInOneBucket_areAllFound() {
    var lesson =
        Lesson.because(
                "only the first link of the chain was looked at",
                "the elements that were in the bucket are no longer behind the new one")
            .readAgain(CHAINS);
    add(lesson, 1, "a");
    add(lesson, 5, "b");
    add(lesson, 9, "c");
    lesson.same("the number of elements, all in bucket 1", 3, dict.size());
    lesson.same("what is found for \"c\", the newest", "c", find(lesson, 9, "c"));
    lesson.same("what is found for \"b\"", "b", find(lesson, 5, "b"));
    lesson.same("what is found for \"a\", the oldest", "a", find(lesson, 1, "a"));
  }

  @Test
  void newElement_isTheFirstOfItsChain() {
    var lesson =
        Lesson.because(
                "the chain is in another order than newest first", "elements of the chain are lost")
            .when(
                List.of("a", "b", "c"),
                "the new element was put behind the last one, which takes the longer, the longer"
                    + " the chain")
            .when(List.of("c"), "the new element does not refer to those that were there")
            .readAgain(CHAINS);
    add(lesson, 1, "a");
    add(lesson, 5, "b");
    add(lesson, 9, "c");
    lesson.same("the chain of bucket 1, after adding a, b, c", List.of("c", "b", "a"), bucket(1));
  }

  @Test
  void negativeHash_isInTheBucketOfItsLowBits() {
    var lesson =
        Lesson.because(
                "the bucket is the low bits of the hash; a sign or an absolute value has no part"
                    + " in it",
                "the mask of another table was used")
            .readAgain(BUCKETS);
    add(lesson, -3, "a");
    lesson.same("bucket 1, after adding a key with hash -3 (... 1101)", List.of("a"), bucket(1));
    lesson.same("what is found for it", "a", find(lesson, -3, "a"));
  }

  @Test
  void fifthElement_beginsASecondTable() {
    var lesson =
        Lesson.because(
                "the dict was not asked whether it has to grow",
                "it was asked after the element had been added, and not before")
            .readAgain(FULL);
    for (int i = 0; i < 5; i++) {
      lesson.same("whether elements move, with " + i + " elements", false, dict.isRehashing());
      add(lesson, "key " + i);
    }
    lesson.same("whether elements move, with 5 elements", true, dict.isRehashing());
    lesson.same("the buckets of the second table", 8, dict.buckets(1));
  }

  @Test
  void whileRehashing_newElementsGoToTheSecondTable() {
    var lesson =
        Lesson.because(
                "while elements move, nothing is added to the first table: a bucket that was moved"
                    + " would not be looked at again, and the rehash would never end",
                "the table was chosen by something else than whether the dict is rehashing")
            .history(() -> dict.main.used + " elements in main, " + dict.target.used + " in target")
            .readAgain(FULL);
    for (int i = 0; i <= 64; i++) {
      add(lesson, "key " + i);
    }
    lesson.same("whether elements move, with 65 elements", true, dict.isRehashing());
    dict.pauseRehash();
    int first = dict.main.used;
    int second = dict.target.used;
    for (int i = 65; i < 75; i++) {
      add(lesson, "key " + i);
    }
    lesson.same("the elements of main, after adding ten more", first, dict.main.used);
    lesson.same("the elements of target, after adding ten more", second + 10, dict.target.used);
    dict.resumeRehash();
    for (int i = 0; i < 75; i++) {
      lesson.same("what is found for \"key " + i + "\"", "key " + i, find(lesson, "key " + i));
    }
  }

  @Test
  void everyOperation_movesABucket() {
    var lesson =
        Lesson.because(
                "adding does not take its step of rehashing",
                "rehashing was asked for before there were two tables, and not each time")
            .readAgain(FULL);
    for (int i = 0; i <= 256; i++) {
      add(lesson, "key " + i);
    }
    int before = dict.rehashIndex();
    add(lesson, "one more");
    lesson.same(
        "whether the rehash went on when a key was added", true, dict.rehashIndex() > before);
  }

  @Test
  void thousandKeys_areFoundWhileTheTableGrows() {
    var lesson =
        Lesson.because(
                "an element that was moved, or that came while others moved, is looked for in the"
                    + " wrong place",
                "the dict does not grow any more, or has grown at another moment")
            .history(() -> dict.size() + " elements in " + dict.buckets() + " buckets")
            .readAgain(FULL);
    lesson.same(
        "what is missing while a thousand keys are added",
        "nothing",
        lesson.calling("adding a thousand keys and finding them", this::firstMissing));
    lesson.same("the number of elements", 1000, dict.size());
    while (dict.rehash(100)) {
      // Until there is one table.
    }
    lesson.same("the number of buckets for a thousand elements", 1024, dict.buckets());
  }

  private String firstMissing() {
    for (int i = 0; i < 1000; i++) {
      dict.add(new Node(Ascii.bytes("key " + i)));
      for (int j = i & 15; j <= i; j += 16) {
        if (dict.find(Ascii.bytes("key " + j)) == null) {
          return "key " + j + ", after adding key " + i;
        }
      }
    }
    return "nothing";
  }

  @Test
  void membersOfASet_areFoundWithoutNodes() {
    var lesson =
        Lesson.because(
                "a bare key was taken for a node, or a node for a bare key",
                "what chained() has returned was not put into the bucket: in a set it may be"
                    + " another link than the one that was given")
            .readAgain(CHAINS);
    var set = BareDict.ofMembers(hash);
    for (int i = 0; i < 200; i++) {
      var member = Ascii.bytes("member " + i);
      lesson.calling(
          "adding \"" + Ascii.text(member) + "\" to a set",
          () -> set.addIfAbsent(member, 0, member.length));
    }
    lesson.same("the number of members", 200, set.size());
    for (int i = 0; i < 200; i++) {
      var member = Ascii.bytes("member " + i);
      lesson.same(
          "whether \"member " + i + "\" is in the set",
          true,
          lesson.calling("finding a member", () -> set.contains(member, 0, member.length)));
    }
  }

  @Test
  void snapshot_hasWhatWasThereAtItsBeginning() {
    var lesson =
        Lesson.because(
                "a snapshot that is being saved was not told before the bucket changed",
                "it was told after the element had been added")
            .readAgain(BUILD);
    add(lesson, 1, "a");
    add(lesson, 2, "b");
    var saved = new TreeSet<String>();
    var capture = dict.capture(node -> saved.add(Ascii.text(node.key())));
    add(lesson, 5, "new");
    while (capture.step(1)) {
      // Until all buckets are saved.
    }
    lesson.same(
        "the keys of a snapshot that began before \"new\" was added",
        List.of("a", "b"),
        list(saved));
  }

  private static List<String> list(TreeSet<String> keys) {
    return List.copyOf(keys);
  }

  private void add(Lesson lesson, int hashed, String key) {
    lesson.calling(
        "adding \"" + key + "\" with hash " + hashed,
        () -> {
          dict.add(hashed, new Node(Ascii.bytes(key)));
          return true;
        });
  }

  private void add(Lesson lesson, String key) {
    lesson.calling(
        "adding \"" + key + "\"",
        () -> {
          dict.add(new Node(Ascii.bytes(key)));
          return true;
        });
  }

  private String find(Lesson lesson, int hashed, String key) {
    return lesson.calling(
        "finding \"" + key + "\" with hash " + hashed,
        () -> {
          // A lookup gets a range of bytes that has others around it: the query buffer.
          var buffer = Ascii.bytes("<" + key + ">");
          var found = dict.find(hashed, buffer, 1, key.length());
          return found == null ? "nothing" : Ascii.text(found.key());
        });
  }

  private String find(Lesson lesson, String key) {
    var bytes = Ascii.bytes(key);
    return find(lesson, dict.hashOf(bytes, 0, bytes.length), key);
  }

  private List<String> bucket(int number) {
    var keys = new ArrayList<String>();
    dict.showBucket(0, number, node -> keys.add(Ascii.text(node.key())));
    return keys;
  }
}
