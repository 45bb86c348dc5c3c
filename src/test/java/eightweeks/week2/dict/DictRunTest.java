package eightweeks.week2.dict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hash tables of each kind against a HashMap, with scans and captures going on. */
final class DictRunTest {
  @ParameterizedTest
  @CsvSource({"nodes,1", "nodes,2", "members,3", "members,4", "fields,5", "fields,6"})
  void randomOperations_giveWhatAHashMapGives(String kind, long seed) {
    var run = DictRun.of(kind, seed);
    run.run(25_000);
    // The test would prove little if hardly any of these had ended.
    assertThat(run.scans).as("scans").isGreaterThan(20);
    assertThat(run.captures).as("captures").isGreaterThan(20);
    assertThat(run.shrinks).as("shrinks").isGreaterThan(5);
  }
}
