package eightweeks.study;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * A short run of what a check uses of the libraries and of the JDK, whose names bin/study lets a
 * JVM write down: they are in the archive of later starts.
 *
 * <p>It is started from this file, so the compiler is used as well, and the class path has nothing
 * of the course.
 */
final class ArchiveRun {
  private ArchiveRun() {}

  /** Tests as a day has them: some pass, some fail. */
  static final class SomeTest {
    @Test
    void aTest_passes() {}

    @Test
    void another_fails() {
      throw new AssertionError("as it should");
    }
  }

  /**
   * Runs the tests as eightweeks.study.check.TestRun does. Its lines are here once more, because a
   * class of the course must not be on the class path.
   */
  public static void main(String[] words) {
    var config =
        LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .addTestEngines(new JupiterTestEngine())
            .build();
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(SomeTest.class))
            .enableImplicitConfigurationParameters(false)
            .configurationParameter("junit.jupiter.execution.timeout.default", "5")
            .configurationParameter(
                "junit.jupiter.execution.timeout.thread.mode.default", "SEPARATE_THREAD")
            .configurationParameter("junit.jupiter.execution.timeout.mode", "disabled_on_debug")
            .build();
    LauncherFactory.create(config).execute(request, new TestExecutionListener() {});
  }
}
