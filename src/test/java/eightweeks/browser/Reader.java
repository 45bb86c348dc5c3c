package eightweeks.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a {@link Tab} of its own, or that of its class ({@link OneTab}), in one browser
 * for all tests of a thread.
 *
 * <p>Without a Chromium the tests are skipped, and with {@code CI=true} they fail.
 */
final class Reader implements BeforeAllCallback, ParameterResolver {
  /** Where the build leaves the site. */
  static final Path SITE = Path.of("target", "site").toAbsolutePath();

  private static final Namespace OURS = Namespace.create(Reader.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    var program = Chromium.find();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(program).as("Chromium is installed").isNotNull();
    }
    Assumptions.assumeTrue(program != null, "skipped: there is no Chromium on this machine");
    assertThat(SITE.resolve("index.html"))
        .as("The site is built: mvn package -DskipTests does it")
        .exists();
  }

  private static DevTools browser(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OURS)
        .getOrComputeIfAbsent(Thread.currentThread(), _ -> new Open(start()), Open.class)
        .browser
        .tools();
  }

  private static Chromium start() {
    var program = Chromium.find();
    if (program == null) {
      throw new IllegalStateException("beforeAll() has looked");
    }
    try {
      return Chromium.start(program);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closed by JUnit when all tests are done. */
  private record Open(Chromium browser) implements AutoCloseable {
    @Override
    public void close() {
      browser.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Tab.class;
  }

  @Override
  public Tab resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var type = context.getRequiredTestClass();
    if (type.isAnnotationPresent(OneTab.class)) {
      var tools = browser(context);
      var tab =
          context
              .getRoot()
              .getStore(OURS)
              .getOrComputeIfAbsent(type, _ -> Tab.withoutStorage(tools, SITE), Tab.class);
      tab.begin();
      return tab;
    }
    var tab = new Tab(browser(context), SITE);
    context.getStore(OURS).put("tab", tab); // which closes it when the test is over
    return tab;
  }

  /** Returns the text of a file of the site. */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
