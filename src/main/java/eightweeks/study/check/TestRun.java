package eightweeks.study.check;

import eightweeks.study.lesson.LessonError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs classes of tests with JUnit, inside this JVM. */
final class TestRun {
  private static final String SECONDS = "5";

  private TestRun() {}

  /**
   * Runs all tests of some classes.
   *
   * <p>Each has five seconds, in a thread of its own: a loop of a learner's that does not end fails
   * its test, and those behind it are left out. A debugger stops that clock.
   */
  static List<Verdict.Outcome> run(GraftLoader loader, List<Class<?>> classes) {
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
            .selectors(classes.stream().map(DiscoverySelectors::selectClass).toList())
            .enableImplicitConfigurationParameters(false)
            .configurationParameter("junit.jupiter.execution.timeout.default", SECONDS)
            .configurationParameter(
                "junit.jupiter.execution.timeout.thread.mode.default", "SEPARATE_THREAD")
            .configurationParameter("junit.jupiter.execution.timeout.mode", "disabled_on_debug")
            .build();
    var listener = new Listener();
    // In a thread that can be left behind: where one test does not end, the others would most
    // likely
    // not end either, and nobody wants to wait for all of them.
    var run =
        Thread.ofPlatform()
            .daemon()
            .name("tests")
            .unstarted(
                () -> {
                  try {
                    LauncherFactory.create(config).execute(request, listener);
                    listener.enough.complete(true);
                  } catch (RuntimeException | LinkageError e) {
                    listener.enough.completeExceptionally(e);
                  }
                });
    run.setContextClassLoader(loader);
    run.start();
    listener.enough.join();
    return List.copyOf(listener.outcomes);
  }

  private static final class Listener implements TestExecutionListener {
    /** Completed when all have run, or one did not end. */
    private final CompletableFuture<Boolean> enough = new CompletableFuture<>();

    private final List<Verdict.Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      var thrown = result.getThrowable().orElse(null);
      if (test.isTest() || thrown != null) {
        boolean endless = thrown instanceof TimeoutException;
        var name = test.getDisplayName().replaceFirst("\\(\\)$", "");
        outcomes.add(
            new Verdict.Outcome(name, thrown == null ? "" : message(thrown, endless), endless));
        if (endless) {
          enough.complete(false);
        }
      }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      outcomes.add(new Verdict.Outcome(test.getDisplayName(), "skipped: " + reason, false));
    }

    private static String message(Throwable thrown, boolean endless) {
      if (endless) {
        return "It had not ended after "
            + SECONDS
            + " seconds. Is there a loop that does not end? The tests behind this one were not"
            + " run.";
      }
      if (thrown instanceof LessonError) {
        return String.valueOf(thrown.getMessage());
      }
      var text = new StringBuilder(thrown.toString());
      for (var frame : thrown.getStackTrace()) {
        if (frame.getClassName().startsWith("eightweeks.")) {
          text.append("\n  at ").append(frame.getClassName().replaceFirst(".*\\.", ""));
          text.append('.').append(frame.getMethodName());
          text.append(" (").append(frame.getFileName()).append(':');
          text.append(frame.getLineNumber()).append(')');
        }
      }
      return text.toString();
    }
  }
}
