package eightweeks.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Marks a test class that runs beside the others, because it mostly waits for processes: launchers,
 * servers, a browser.
 *
 * <p>All other classes run one after the other on the main thread of the tests. Marked classes run
 * one after the other on a second thread, which the lock sees to, so that a machine with two cores
 * is busy and not crowded. A marked class uses no state that the whole JVM shares: no system
 * properties, no {@code System.out} that it replaces, no folder that another class uses.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("processes")
public @interface BesideOthers {}
