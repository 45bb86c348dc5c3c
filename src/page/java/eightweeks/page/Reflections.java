package eightweeks.page;

import org.teavm.extension.spi.reflection.SimpleReflectionPolicy;

/** Tells TeaVM which fields a figure reads by their names: those of the parser of queries. */
public final class Reflections extends SimpleReflectionPolicy {
  @Override
  protected void setup() {
    selectClass("eightweeks.week1.resp.Query").reflectableFields(_ -> true);
  }
}
