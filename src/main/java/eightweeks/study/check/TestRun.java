package eightweeks.study.check;

import eightweeks.study.lesson.LessonError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs classes of tests with JUnit, inside this JVM. */
final class TestRun {
  private static final String SECONDS = "5";
  private static final Pattern LIMIT = Pattern.compile("after (\\d+) seconds");

  /**
   * Where JUnit says what is odd about tests that it found. A check says that by itself, in a
   * sentence ({@link Overlooked}).
   */
  private static final Logger NOTICES =
      Logger.getLogger("org.junit.platform.launcher.core.DiscoveryIssueNotifier");

  private TestRun() {}

  /**
   * Runs all tests of some classes.
   *
   * <p>They run in the order of their file. Each has five seconds, in a thread of its own: a loop
   * of a learner's that does not end fails its test, and those behind it are not run. A debugger
   * stops that clock.
   */
  static List<Verdict.Outcome> run(GraftLoader loader, List<Class<?>> classes) {
    NOTICES.setLevel(Level.OFF);
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
            .configurationParameter(
                "junit.jupiter.testmethod.order.default", SourceOrder.class.getName())
            .build();
    var listener = new Listener();
    // In a thread that can be left behind: where one test does not end, the others would most
    // likely not end either, and the wait for all of them would be long.
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
    return listener.outcomes();
  }

  private static final class Listener implements TestExecutionListener {
    /** Completed when all tests have run, or one did not end in time. */
    private final CompletableFuture<Boolean> enough = new CompletableFuture<>();

    private final List<Verdict.Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, List<String>> errors = new ConcurrentHashMap<>();
    private final List<String> planned = Collections.synchronizedList(new ArrayList<>());

    /** Returns the outcome of each test, also of those that were not run. */
    List<Verdict.Outcome> outcomes() {
      var all = new ArrayList<>(List.copyOf(outcomes));
      if (all.stream().anyMatch(Verdict.Outcome::endless)) {
        var ran = all.stream().map(Verdict.Outcome::name).toList();
        planned.stream()
            .filter(name -> !ran.contains(name))
            .map(Verdict.Outcome::notRun)
            .forEach(all::add);
      }
      return List.copyOf(all);
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
      plan.getRoots().forEach(root -> plan(plan, root));
    }

    private void plan(TestPlan plan, TestIdentifier test) {
      if (test.isTest()) {
        planned.add(name(test));
      }
      plan.getChildren(test).forEach(child -> plan(plan, child));
    }

    /** A hunt's tests report the commands that got an error, under this name. */
    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
      var error = entry.getKeyValuePairs().get("error");
      if (error != null) {
        errors
            .computeIfAbsent(
                test.getUniqueId(), _ -> Collections.synchronizedList(new ArrayList<>()))
            .add(error);
      }
    }

    private static String name(TestIdentifier test) {
      return test.getDisplayName().replaceFirst("\\(\\)$", "");
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      var thrown = result.getThrowable().orElse(null);
      if (!enough.isDone() && (test.isTest() || thrown != null)) {
        boolean endless =
            thrown instanceof TimeoutException
                || (thrown instanceof LessonError lesson && lesson.isEndless());
        outcomes.add(
            new Verdict.Outcome(
                name(test),
                thrown == null ? "" : message(thrown),
                endless,
                List.copyOf(errors.getOrDefault(test.getUniqueId(), List.of()))));
        if (endless) {
          enough.complete(false);
          stay();
        }
      }
    }

    /** Keeps JUnit from the tests behind one that did not end: their results are not used. */
    private static void stay() {
      while (true) {
        LockSupport.park();
      }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      outcomes.add(new Verdict.Outcome(test.getDisplayName(), "skipped: " + reason, false));
    }

    private static String message(Throwable thrown) {
      if (thrown instanceof LessonError) {
        return String.valueOf(thrown.getMessage());
      }
      if (thrown instanceof TimeoutException) {
        // The cause is where the test's thread was when time was up.
        return "It had not ended after "
            + seconds(thrown)
            + " seconds. Is there a loop that does not end?"
            + (thrown.getCause() == null ? "" : frames(thrown.getCause()));
      }
      return thrown + frames(thrown);
    }

    /** Returns the limit that JUnit names: a test may have one of its own. */
    private static String seconds(Throwable timeout) {
      var named = LIMIT.matcher(String.valueOf(timeout.getMessage()));
      return named.find() ? named.group(1) : SECONDS;
    }

    private static String frames(Throwable thrown) {
      var text = new StringBuilder();
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
