package eightweeks.week2.values;

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
 * Tests the test: {@link ValueRun} must fail on values with a bug. Each bug is one change of the
 * source; the package is compiled with it and loaded beside the real one.
 */
final class ValuePlantedBugsTest {
  private static final int STEPS = 1500;

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiterString = "~",
      value = {
        // Lists
        "ListValue ~ if (list.first() != Listpack.NONE) { ~ if (list.count() > 1) {",
        "ListValue ~ && !only.isPlain() ~ ",
        "ListCursor ~ nextPosition = forward ? behind : nextPosition; ~ nextPosition = behind;",
        // Sets
        "SetValue ~ added && set.size() > maxIntegers() ~ added && set.size() >= maxIntegers()",
        "SetValue ~ list.count() < limits.setMaxListpackEntries.value() ~ list.count() <="
            + " limits.setMaxListpackEntries.value()",
        "SetValue ~ && longest <= limits.setMaxListpackValue.value() ~ ",
        "SetValue ~ table.add(all.element().toBytes()); ~"
            + " table.add(eightweeks.week1.bytes.Ascii.bytes(all.element() + \"\\0\"));",
        // Hashes
        "HashValue ~ if (size() > values.limits().hashMaxListpackEntries.value()) { ~ if (false) {",
        "HashValue ~ list.deleteRangeAt(p, 2); ~ list.deleteRangeAt(p, 1);",
        "HashValue ~ Math.max(fieldLength, length) ~ length",
        // Sorted sets
        "ListpackSortedSet ~ if (own != score) { ~ if (false) {",
        "ListpackSortedSet ~ element.compareTo(member, offset, length) < 0 ~ false",
        "Scores ~ behindPoint >= 0 ? 1 : 0 ~ 0",
        "ScoreUpdate ~ (gt && wanted <= current) ~ (gt && wanted < current)",
        "SkipListSortedSet ~ list.delete(node.score(), node.key()); ~ ;",
        "SortedSetCursor ~ reverse ? scores.isAboveMin(score) : scores.isBelowMax(score) ~"
            + " scores.isBelowMax(score)",
        // Memory accounting, and chance
        "AdaptiveValue ~ values.allocator().free(bytes()); ~ ;",
        "ElementTable ~ (old == null ? 0 : HeapSize.ofBytes(old.length)) ~ 0",
        "SkipListSortedSet ~ account(0, 0, before); ~ ;",
        "SkipListSortedSet ~ values.resizing(), this); ~ values.resizing());",
        "Sampling ~ left--; ~ ;",
      })
  void bug_isFound(String source, String text, @Nullable String by) throws Exception {
    assertThat(outcome(source, text, Objects.requireNonNullElse(by, "")))
        .as("the run of values with a bug")
        .isNotNull();
  }

  @Test
  void withoutABug_nothingIsFound() throws Exception {
    assertThat(outcome("ListValue", "", "")).isNull();
  }

  private @Nullable Throwable outcome(String source, String text, String by) throws Exception {
    return PlantedBug.outcome(
        ValueRun.class,
        STEPS,
        folder,
        source,
        text,
        by,
        "eightweeks.week2.object",
        "eightweeks.week2.sortedset");
  }
}
