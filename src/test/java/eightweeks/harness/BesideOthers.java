package eightweeks.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/**
 * Marks a test class that runs beside the others, because it takes long and mostly waits for
 * processes (launchers, servers, a browser) or needs nothing that other tests use (the course).
 *
 * <p>All other classes run one after the other on the main thread of the tests. Marked classes run
 * on a second thread, one after the other as long as the main thread has tests of its own; then it
 * takes marked ones, too. So a machine with two cores is busy and not crowded. The methods of a
 * class stay in one thread. A marked class uses no state that the whole JVM shares: no system
 * properties, no {@code System.out} that it replaces, no folder that another class uses.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(providers = BesideOthers.OfItsOwn.class)
public @interface BesideOthers {
  /** A lock that no other class has: JUnit keeps the methods of a class with a lock together. */
  final class OfItsOwn implements ResourceLocksProvider {
    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
      return Set.of(new Lock(testClass.getName()));
    }
  }
}
