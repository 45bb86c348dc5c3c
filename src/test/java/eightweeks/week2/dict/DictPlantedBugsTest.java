package eightweeks.week2.dict;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.PlantedBug;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests the test: {@link DictRun} must fail on a dict with a bug. Each bug is one change of the
 * source; the package is compiled with it and loaded beside the real one.
 */
final class DictPlantedBugsTest {

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiterString = "~",
      value = {
        // Finding, adding and removing
        "HashTable ~ link == null && isRehashing() ~ link == null && false",
        "HashTable ~ var table = isRehashing() ? target : main; ~ var table = main;",
        "HashTable ~ substitute(hashed, link, Chain.next(link)).used-- ~ substitute(hashed, link,"
            + " null).used--",
        "HashTable ~ return keyLength(stored) == length ~ return true",
        "Dict ~ by.next = old.next; ~ by.next = null;",
        "BareDict ~ new Node(element, node.next) ~ element",
        "Chain ~ if (bare && first == null) { ~ if (bare) {",
        // Rehashing
        "ResizingTables ~ (growing ? hashOfLink(link) : from) ~ from",
        "ResizingTables ~ var next = Chain.next(link); ~ Object next = null;",
        "ResizingTables ~ main.first(from, null); ~ ;",
        "ResizingTables ~ if (main.used > 0) { ~ if (main.used > 1) {",
        "ResizingTables ~ !isRehashing() || pauses > 0 ~ !isRehashing()",
        // The scan
        "DictScan ~ Long.reverse(Long.reverse(masked) + 1) ~ (cursor + 1 & (long) mask)",
        "DictScan ~ (smaller.mask ^ larger.mask) ~ (smaller.mask)",
        "DictScan ~ growing ? dict.main : dict.target; ~ growing ? dict.target : dict.main;",
        // The capture
        "Capture ~ mark(group) ? handOver(group) : 1 ~ handOver(group)",
        "Capture ~ bucket < table.size(); bucket += groups ~ bucket < groups; bucket += groups",
        "Capture ~ clearedTarget = dict.target; ~ ;",
        "Capture ~ Math.min(dict.main.size(), dict.target.size()) ~ Math.max(dict.main.size(),"
            + " dict.target.size())",
        "Capture ~ dict.minBuckets = groups; ~ ;",
        "HashTable ~ capture.takeOver(bytes); ~ ;",
        "Dict ~ capture.beforeChange(hashOfKey(node.key())); ~ ;",
      })
  void bug_isFound(String source, String text, @Nullable String by) throws Exception {
    assertThat(outcome(source, text, Objects.requireNonNullElse(by, "")))
        .as("the run of a dict with a bug")
        .isNotNull();
  }

  @Test
  void withoutABug_nothingIsFound() throws Exception {
    assertThat(outcome("Dict", "", "")).isNull();
  }

  private @Nullable Throwable outcome(String source, String text, String by) throws Exception {
    return PlantedBug.outcome(DictRun.class, 6000, folder, source, text, by);
  }
}
