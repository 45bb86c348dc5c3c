package eightweeks.week1.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A directive that is yes or no. */
public final class BoolDirective extends Directive<BoolDirective> {
  private final boolean initial;
  private boolean value;
  private @Nullable Check check;

  BoolDirective(String name, boolean initial) {
    super(name);
    this.initial = initial;
    value = initial;
  }

  /** Checks a new value before it is set. */
  @FunctionalInterface
  public interface Check {
    void check(boolean value) throws DirectiveException;
  }

  public BoolDirective check(Check condition) {
    check = condition;
    return this;
  }

  public boolean value() {
    return value;
  }

  /** Sets the value without a check and without its action. */
  public void set(boolean newValue) {
    value = newValue;
  }

  @Override
  protected boolean read(List<String> words) throws DirectiveException {
    boolean yes = words.getFirst().equalsIgnoreCase("yes");
    if (!yes && !words.getFirst().equalsIgnoreCase("no")) {
      throw new DirectiveException("argument must be 'yes' or 'no'");
    }
    if (check != null) {
      check.check(yes);
    }
    boolean changed = yes != value;
    value = yes;
    return changed;
  }

  @Override
  public String text() {
    return value ? "yes" : "no";
  }

  @Override
  protected void rewrite(Rewriting file) {
    file.line(name(), text(), value != initial);
  }
}
