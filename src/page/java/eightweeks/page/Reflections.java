package eightweeks.page;

import org.teavm.extension.spi.reflection.SimpleReflectionPolicy;

/** Tells TeaVM the classes whose fields a figure reads by their names. */
public final class Reflections extends SimpleReflectionPolicy {
  @Override
  protected void setup() {
    selectClass("eightweeks.week1.resp.Query").reflectableFields(_ -> true);
    selectClass("eightweeks.week1.dispatch.Gates").reflectableFields(_ -> true);
    selectClass("eightweeks.week1.dispatch.Gates$Installed").reflectableFields(_ -> true);
    selectClass("eightweeks.week2.skiplist.SkipList").reflectableFields(_ -> true);
    selectClass("eightweeks.week2.skiplist.SkipListNode$Level").reflectableFields(_ -> true);
    selectClass("eightweeks.week3.keyspace.ExpireCycle").reflectableFields(_ -> true);
  }
}
