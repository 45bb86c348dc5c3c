package eightweeks.week1.config;

import eightweeks.week1.log.Log;
import eightweeks.week1.resp.CommandError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Sets directives while the server runs, for CONFIG SET: all directives of a command, or none.
 *
 * <p>Answers to {@code config.c: configSetCommand()}. First all directives are found and checked,
 * then all values are set, then their actions are run, each once. If a value is refused or an
 * action fails, the old values are restored; after a failed action all actions are run again.
 */
public final class ConfigSet {
  private static final CommandError LOADING =
      new CommandError("LOADING Redis is loading the dataset in memory");

  private final Config config;
  private final EnumDirective<Protection> protectedConfigs;
  private final Log log;

  /**
   * @param protectedConfigs the clients that may set directives that are {@link Flag#PROTECTED}
   */
  public ConfigSet(Config config, EnumDirective<Protection> protectedConfigs, Log log) {
    this.config = config;
    this.protectedConfigs = protectedConfigs;
    this.log = log;
  }

  /** One directive with its new value and what is needed to undo it. */
  private record Change(String name, Directive<?> directive, String value, String before) {}

  /**
   * Sets directives.
   *
   * @param namesAndValues a name, its value, the next name, and so on
   * @param clientIsLocal whether the client is on this machine
   * @param loading whether a data set is being loaded
   * @throws CommandError if a directive cannot be set; then all of them have their old values
   */
  public void set(List<String> namesAndValues, boolean clientIsLocal, boolean loading) {
    if (namesAndValues.size() % 2 != 0) {
      throw CommandError.SYNTAX;
    }
    var changes = new ArrayList<Change>();
    var seen = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      var name = namesAndValues.get(i);
      var directive = allowed(name, clientIsLocal, loading);
      if (!seen.add(name)) {
        throw failed(name, "duplicate parameter");
      }
      var canonical = directive.names().stream().filter(name::equalsIgnoreCase).findFirst();
      changes.add(
          new Change(
              canonical.orElse(name), directive, namesAndValues.get(i + 1), directive.text()));
    }
    var actions = setAll(changes);
    applyAll(changes, actions);
    for (var change : changes) {
      var warning = change.directive.warning();
      if (warning != null) {
        log.warning(warning);
      }
    }
    var names = changes.stream().map(Change::name).toList();
    for (var listener : config.changes().listeners()) {
      listener.changed(names);
    }
  }

  private Directive<?> allowed(String name, boolean clientIsLocal, boolean loading) {
    var directive = config.find(name);
    if (directive == null) {
      throw new CommandError(
          "ERR Unknown option or number of arguments for CONFIG SET - '" + name + "'");
    }
    if (directive.is(Flag.IMMUTABLE)) {
      throw failed(name, "can't set immutable config");
    }
    if (directive.is(Flag.PROTECTED) && !protectedConfigs.value().allows(clientIsLocal)) {
      throw failed(name, "can't set protected config");
    }
    if (directive.is(Flag.DENY_LOADING) && loading) {
      throw LOADING;
    }
    return directive;
  }

  /** Sets the values; returns the actions to run, each with the name of its first directive. */
  private Map<Apply, String> setAll(List<Change> changes) {
    var actions = new LinkedHashMap<Apply, String>();
    for (int i = 0; i < changes.size(); i++) {
      var change = changes.get(i);
      var directive = change.directive;
      try {
        boolean changed = directive.read(split(directive, change.value));
        var action = directive.onChange();
        if (action != null && (changed || directive.is(Flag.VOLATILE))) {
          actions.putIfAbsent(action, change.name);
        }
      } catch (DirectiveException e) {
        restore(changes.subList(0, i + 1));
        throw failed(change.name, e.reason());
      }
    }
    return actions;
  }

  private void applyAll(List<Change> changes, Map<Apply, String> actions) {
    for (var action : actions.entrySet()) {
      try {
        action.getKey().apply();
      } catch (DirectiveException e) {
        log.warning(
            "Failed applying new configuration. Possibly related to new "
                + action.getValue()
                + " setting. Restoring previous settings.");
        restore(changes);
        reapply(actions);
        throw failed(action.getValue(), e.reason());
      }
    }
  }

  private void restore(List<Change> changes) {
    for (var change : changes) {
      try {
        change.directive.read(split(change.directive, change.before));
      } catch (DirectiveException e) {
        var value = change.directive.is(Flag.SENSITIVE) ? "(redacted)" : change.before;
        log.warning(
            "Failed restoring failed CONFIG SET command. Error setting %s to '%s': %s"
                .formatted(change.name, value, e.reason()));
      }
    }
  }

  private void reapply(Map<Apply, String> actions) {
    for (var action : actions.keySet()) {
      try {
        action.apply();
      } catch (DirectiveException e) {
        log.warning("Failed applying restored failed CONFIG SET command: " + e.reason());
      }
    }
  }

  private static List<String> split(Directive<?> directive, String value) {
    return directive.is(Flag.MULTI_ARG) ? List.of(value.split(" ", -1)) : List.of(value);
  }

  private static CommandError failed(String name, String reason) {
    return new CommandError(
        "ERR CONFIG SET failed (possibly related to argument '" + name + "') - " + reason);
  }
}
