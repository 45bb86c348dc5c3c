package eightweeks.build;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of the house that a compiler does not know. docs/architecture.adoc says why they are
 * there.
 */
final class StructureTest {
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final String WEEKS = "eightweeks.week*..";

  /** The rim of the server: only here it meets clocks, sockets, files, threads and chance. */
  private static final String[] RIM = {
    "eightweeks.week1.eventloop..",
    "eightweeks.week1.transport..",
    "eightweeks.week1.world..",
    "eightweeks.week3.machine..",
    "eightweeks.week4.machine..",
    "eightweeks.week5.epoll..",
    "eightweeks.week7.simulation.."
  };

  /** Types through which a class would reach time, chance, threads or the outside by itself. */
  private static final Pattern OUTSIDE_TYPES =
      Pattern.compile(
          String.join(
              "|",
              "java\\.util\\.(Random|Timer|TimerTask|Scanner|ServiceLoader)",
              "java\\.util\\.concurrent\\.(ThreadLocalRandom|Executors|.*Executor|ForkJoinPool)",
              "java\\.security\\.SecureRandom",
              "java\\.lang\\.(ProcessBuilder|Process|ProcessHandle|ThreadLocal)",
              "java\\.lang\\.reflect\\..*",
              "java\\.net\\.(Socket|ServerSocket|DatagramSocket|URL|URLConnection|http\\..*)",
              "java\\.nio\\.channels\\..*",
              "java\\.nio\\.file\\.(Files|FileSystems)",
              "java\\.io\\.(RandomAccessFile|File.*Stream|FileReader|FileWriter)",
              "sun\\..*"));

  /** Methods that do so in types which are otherwise harmless: type#method. */
  private static final Pattern OUTSIDE_METHODS =
      Pattern.compile(
          String.join(
              "|",
              "java\\.lang\\.System#(currentTimeMillis|nanoTime|exit|getenv)",
              "java\\.lang\\.Runtime#(exit|halt|exec|addShutdownHook)",
              "java\\.lang\\.Math#random",
              "java\\.lang\\.Thread#(<init>|ofVirtual|ofPlatform|startVirtualThread|sleep)",
              "java\\.lang\\.Class#(forName|newInstance|getDeclared.*|getMethod.*)",
              "java\\.time\\..*#now",
              "java\\.time\\.Clock#(system.*|tick.*)",
              "java\\.util\\.UUID#randomUUID",
              "java\\.util\\.Collections#shuffle",
              "java\\.net\\.InetAddress#(getByName|getAllByName|getLocalHost)"));

  /** Methods that give away an array in which a key or a value is stored: type#method. */
  private static final Pattern STORED_ARRAYS =
      Pattern.compile(
          "eightweeks\\.week2\\.("
              + String.join(
                  "|",
                  "object\\.(Entry|ExpiringEntry)#key",
                  "dict\\.Node#key",
                  "bytes\\.FieldRecord#.*",
                  "dict\\.(BareDict|DictIterator)#.*",
                  "skiplist\\.SkipListNode#key",
                  "compact\\.(Listpack|ListpackEntry|IntSet)#.*",
                  "quicklist\\.(Quicklist|QuicklistNode)#.*",
                  "radix\\..*#key",
                  "sds\\.Sds#array")
              + ")");

  /** The classes that may call them nevertheless: class>owner of the method. */
  private static final Pattern STORED_BYTES_READERS =
      Pattern.compile(
          "eightweeks\\.("
              + String.join(
                  "|",
                  // The database hands keys to its listeners.
                  "week3\\.keyspace\\.Database>(Entry|ExpiringEntry)",
                  // RDB writes what is stored as it is, and checks what comes in.
                  "week3\\.rdb(encoding)?\\..*>.*",
                  // DEBUG shows how things are stored.
                  "week7\\.debugging\\.(StructureText|ObjectDebug)>.*",
                  // Bits are changed where they are.
                  "week3\\.(bitmaps|hyperloglog)\\..*>Sds")
              + ")");

  /** Types that have no business in a constant. */
  private static final Pattern MUTABLE =
      Pattern.compile(
          "java\\.util\\.(concurrent\\..*|.*HashMap|.*HashSet|ArrayList|ArrayDeque|TreeMap|BitSet)"
              + "|java\\.lang\\.StringBuilder|java\\.nio\\.ByteBuffer");

  /** Maximum number of lines in a package. */
  private static final int MAX_LINES = 2000;

  /** Packages that have more lines and are still to be split. No package is added here. */
  private static final Set<String> STILL_TOO_LARGE = Set.of("eightweeks/week3/snapshots");

  /** Maximum number of lines in week 1. Lower it when week 1 gets lighter. */
  private static final int MAX_LINES_OF_WEEK_1 = 13_120;

  private static JavaClasses server;

  @BeforeAll
  static void readClasses() {
    server =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("eightweeks");
  }

  @ParameterizedTest(name = "week {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aWeek_usesOnlyItselfAndEarlierWeeks(int n) {
    var allowed = IntStream.rangeClosed(1, n).mapToObj("eightweeks.week%d.."::formatted);
    var mine = Stream.concat(allowed, Stream.of("")).toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("eightweeks.week%d..".formatted(n))
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage("eightweeks..")
                .and(JavaClass.Predicates.resideOutsideOfPackages(mine)))
        .allowEmptyShould(true)
        .check(server);
  }

  @Test
  void packagesOfAWeek_formNoCircle() {
    slices().matching("eightweeks.(week*).(*)..").should().beFreeOfCycles().check(server);
  }

  @Test
  void weeks_useNoLibraryBesidesTheJdk() {
    classes()
        .that()
        .resideInAPackage(WEEKS)
        .should()
        .onlyDependOnClassesThat(
            JavaClass.Predicates.resideInAnyPackage(
                    "java..",
                    "javax..",
                    "jdk..",
                    "com.sun.management..",
                    "sun.misc..",
                    "eightweeks..")
                .or(JavaClass.Predicates.resideInAPackage("org.jspecify.annotations")))
        .check(server);
  }

  @Test
  void onlyTheCourse_usesItsLibraries() {
    noClasses()
        .that()
        .resideOutsideOfPackage("eightweeks.study..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "org.junit..", "org.opentest4j..")
        .because("the server and its tools start without a library; bin/study brings its own")
        .check(server);
  }

  @Test
  void clients_useNothingOfTheServer() {
    noClasses()
        .that()
        .resideInAPackage("eightweeks.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(WEEKS)
        .check(server);
  }

  /** A check reads a format; it starts no server. */
  @Test
  void checksOfFiles_useFormatsAlone() {
    noClasses()
        .that()
        .resideInAPackage("eightweeks.check..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage("eightweeks..")
                .and(
                    JavaClass.Predicates.resideOutsideOfPackages(
                        "eightweeks.check..",
                        "eightweeks.week1..",
                        "eightweeks.week2..",
                        "eightweeks.week3.machine..",
                        "eightweeks.week3.rdbencoding..",
                        "eightweeks.week3.rdb..",
                        "eightweeks.week4.aoffiles..")))
        .check(server);
  }

  @Test
  void packagesOfClients_formNoCircle() {
    slices().matching("eightweeks.cli.(*)..").should().beFreeOfCycles().check(server);
    noClasses()
        .that()
        .resideInAPackage("eightweeks.cli.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("eightweeks.cli")
        .check(server);
  }

  @Test
  void onlyTheLineEditor_usesItsLibrary() {
    noClasses()
        .that()
        .haveNameNotMatching("eightweeks\\.cli\\.prompt\\.LineEditor(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jline..")
        .check(server);
  }

  @Test
  void onlyTheEventLoop_readsClocksOpensSocketsOrFilesStartsThreadsOrDrawsRandomNumbers() {
    noClasses()
        .that()
        .resideInAPackage(WEEKS)
        .and()
        .resideOutsideOfPackages(RIM)
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "reach the outside", type -> OUTSIDE_TYPES.matcher(type.getName()).matches()))
        .check(server);
    noClasses()
        .that()
        .resideInAPackage(WEEKS)
        .and()
        .resideOutsideOfPackages(RIM)
        .and()
        .haveNameNotMatching("eightweeks\\.week\\d\\.Week\\d") // main() ends the process
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "reaches the outside",
                (JavaAccess<?> access) ->
                    OUTSIDE_METHODS
                        .matcher(
                            access.getTargetOwner().getName() + "#" + access.getTarget().getName())
                        .matches()))
        .check(server);
  }

  /** docs/decisions/0005-stored-bytes.adoc. */
  @Test
  void onlyTheStructures_readStoredBytes() {
    noClasses()
        .that()
        .resideInAPackage(WEEKS)
        .and()
        .resideOutsideOfPackages("eightweeks.week1..", "eightweeks.week2..")
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "has a stored array in hand",
                (JavaAccess<?> access) ->
                    STORED_ARRAYS
                            .matcher(
                                access.getTargetOwner().getName()
                                    + "#"
                                    + access.getTarget().getName())
                            .matches()
                        && !STORED_BYTES_READERS
                            .matcher(
                                access.getOriginOwner().getName()
                                    + ">"
                                    + access.getTargetOwner().getSimpleName())
                            .matches()))
        .because("they may lie elsewhere one day; Element, Strings and the views show them")
        .check(server);
  }

  @Test
  void statics_areConstants() {
    fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage(WEEKS)
        .should()
        .beFinal()
        .because("two servers live in one JVM and must not meet")
        .check(server);
    noFields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage(WEEKS)
        .should()
        .haveRawType(
            DescribedPredicate.describe(
                "a thing that changes", type -> MUTABLE.matcher(type.getName()).matches()))
        .check(server);
  }

  @Test
  void everyPackage_hasADoorSignAndIsNullMarked() throws IOException {
    try (var walk = Files.walk(SOURCES)) {
      var rooms = walk.filter(Files::isDirectory).filter(StructureTest::holdsJava).toList();
      assertThat(rooms)
          .isNotEmpty()
          .allSatisfy(
              room ->
                  assertThat(room.resolve("package-info.java"))
                      .exists()
                      .content()
                      .contains("@NullMarked")
                      .contains("/**"));
    }
  }

  @Test
  void package_canBeReadInAnHour() throws IOException {
    try (var walk = Files.walk(SOURCES)) {
      var tooLarge =
          walk.filter(Files::isDirectory)
              .filter(folder -> lines(folder) > MAX_LINES)
              .map(folder -> SOURCES.relativize(folder).toString().replace('\\', '/'))
              .filter(name -> !STILL_TOO_LARGE.contains(name));
      assertThat(tooLarge).as("packages of more than %d lines", MAX_LINES).isEmpty();
    }
  }

  @Test
  void week1_canBeReadInAWeek() throws IOException {
    try (var walk = Files.walk(SOURCES.resolve("eightweeks/week1"))) {
      long lines = walk.filter(Files::isDirectory).mapToLong(StructureTest::lines).sum();
      assertThat(lines).as("lines of week 1").isLessThanOrEqualTo(MAX_LINES_OF_WEEK_1);
    }
  }

  /** Returns the number of lines of the Java files in a folder, without those below it. */
  private static long lines(Path folder) {
    try (var files = Files.list(folder)) {
      long lines = 0;
      for (var file : files.filter(name -> name.toString().endsWith(".java")).toList()) {
        lines += Files.readAllLines(file).size();
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean holdsJava(Path folder) {
    try (var files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
