package eightweeks.week1.config;

/**
 * Puts a new value into effect after CONFIG SET has changed a directive. It is not called when the
 * configuration is read at start.
 *
 * <p>One action may serve several directives: CONFIG SET runs each action object once, after all
 * values of the command are set. If it throws, all values of the command are restored, and the
 * actions are run again with the old values.
 */
@FunctionalInterface
public interface Apply {
  void apply() throws DirectiveException;
}
