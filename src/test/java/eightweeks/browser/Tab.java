package eightweeks.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A tab of a browser that remembers nothing of the tabs before: one page of the site, what a reader
 * does to it, and what it asked for and complained of.
 */
final class Tab implements AutoCloseable {
  private static final int LOAD_SECONDS = 60;
  private static final int CONDITION_MILLIS = 15_000;

  private final DevTools tools;
  private final Path site;
  private final String context;
  private final String session;
  private final LinkedBlockingQueue<JsonObject> loads = new LinkedBlockingQueue<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private final Consumer<JsonObject> listener = this::event;

  /**
   * Opens one.
   *
   * @param site the folder that {@link #open} starts from
   */
  Tab(DevTools tools, Path site) {
    this.tools = tools;
    this.site = site;
    context =
        tools
            .call("", "Target.createBrowserContext", new JsonObject())
            .get("browserContextId")
            .getAsString();
    var target = object("url", "about:blank");
    target.addProperty("browserContextId", context);
    var attach =
        object(
            "targetId",
            tools.call("", "Target.createTarget", target).get("targetId").getAsString());
    attach.addProperty("flatten", true);
    session = tools.call("", "Target.attachToTarget", attach).get("sessionId").getAsString();
    tools.listen(listener);
    for (var domain : List.of("Page", "Network", "Runtime", "Log")) {
      call(domain + ".enable", new JsonObject());
    }
    atADesk();
  }

  /** Opens one whose pages find nothing stored, also not by the page before. */
  static Tab withoutStorage(DevTools tools, Path site) {
    var tab = new Tab(tools, site);
    tab.call(
        "Page.addScriptToEvaluateOnNewDocument",
        object("source", "try { localStorage.clear(); sessionStorage.clear(); } catch (e) {}"));
    return tab;
  }

  /** Leaves the page, and makes the tab as it was when it was opened. */
  void begin() {
    load(() -> call("Page.navigate", object("url", "about:blank")));
    var media = object("media", "");
    media.add("features", new JsonArray());
    call("Emulation.setEmulatedMedia", media);
    call("Emulation.setScriptExecutionDisabled", object("value", false));
    atADesk();
    requests.clear();
    complaints.clear();
  }

  private void atADesk() {
    window(1280, 900);
  }

  private void event(JsonObject message) {
    if (!message.has("sessionId") || !message.get("sessionId").getAsString().equals(session)) {
      return;
    }
    var params = message.getAsJsonObject("params");
    switch (message.get("method").getAsString()) {
      case "Page.loadEventFired" -> loads.add(params);
      case "Network.requestWillBeSent" ->
          requests.add(params.getAsJsonObject("request").get("url").getAsString());
      case "Network.webSocketCreated" -> requests.add(params.get("url").getAsString());
      case "Runtime.exceptionThrown" -> complaints.add(params.get("exceptionDetails").toString());
      case "Runtime.consoleAPICalled" -> {
        if (List.of("error", "warning", "assert").contains(params.get("type").getAsString())) {
          complaints.add(params.get("args").toString());
        }
      }
      case "Log.entryAdded" -> complaints.add(params.get("entry").toString());
      default -> {}
    }
  }

  /** What the pages of this tab asked for, as addresses. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** Exceptions, and errors and warnings in the console. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Calls a method of the protocol on this tab. */
  JsonObject call(String method, JsonObject params) {
    return tools.call(session, method, params);
  }

  // What a reader does.

  /**
   * Opens a page and waits until it is loaded.
   *
   * @param path from the site's root, with what follows ? and # in it
   */
  void open(String path) {
    var root = site.toUri().toString();
    load(() -> call("Page.navigate", object("url", root + path)));
  }

  void reload() {
    load(() -> call("Page.reload", new JsonObject()));
  }

  /** Runs an action that leads to another page, and waits until that page is loaded. */
  void load(Runnable act) {
    loads.clear();
    act.run();
    try {
      if (loads.poll(LOAD_SECONDS, TimeUnit.SECONDS) == null) {
        throw new AssertionError("no page was loaded; this is " + text("location.href"));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Presses a key and lets it go: {@code Enter}, {@code ArrowDown}, {@code /}. */
  void press(String key) {
    var down = key(key);
    down.addProperty("type", "keyDown");
    call("Input.dispatchKeyEvent", down);
    var up = key(key);
    up.remove("text");
    up.addProperty("type", "keyUp");
    call("Input.dispatchKeyEvent", up);
  }

  private static JsonObject key(String key) {
    var event = object("key", key);
    int code =
        switch (key) {
          case "Tab" -> 9;
          case "Enter" -> 13;
          case "Escape" -> 27;
          case " " -> 32;
          case "ArrowLeft" -> 37;
          case "ArrowUp" -> 38;
          case "ArrowRight" -> 39;
          case "ArrowDown" -> 40;
          case "/" -> 191;
          default -> throw new IllegalArgumentException(key);
        };
    event.addProperty("windowsVirtualKeyCode", code);
    if (key.length() == 1 || key.equals("Enter")) {
      event.addProperty("text", key.equals("Enter") ? "\r" : key);
    }
    return event;
  }

  /** Types into what has the focus. */
  void type(String text) {
    call("Input.insertText", object("text", text));
  }

  /** Scrolls to the first element of a selector, and clicks on its middle. */
  void click(String selector) {
    var place =
        value(
                "(() => { const e = document.querySelector(%s);"
                        .formatted(new JsonPrimitive(selector))
                    + " e.scrollIntoView({block: 'center', behavior: 'instant'});"
                    + " const r = e.getBoundingClientRect();"
                    + " return [r.x + r.width / 2, r.y + r.height / 2]; })()")
            .getAsJsonArray();
    for (var type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
      var event = object("type", type);
      event.add("x", place.get(0));
      event.add("y", place.get(1));
      event.addProperty("button", type.equals("mouseMoved") ? "none" : "left");
      event.addProperty("clickCount", type.equals("mouseMoved") ? 0 : 1);
      call("Input.dispatchMouseEvent", event);
    }
  }

  /** Presses Tab until the first element of a selector has the focus. */
  void tabTo(String selector) {
    for (int i = 0; i < 200; i++) {
      if (is("document.activeElement.matches(%s)".formatted(new JsonPrimitive(selector)))) {
        return;
      }
      press("Tab");
    }
    throw new AssertionError("the Tab key does not lead to " + selector);
  }

  // What a reader has.

  /** The window's size, in CSS pixels. */
  void window(int width, int height) {
    var size = object("mobile", width < 600);
    size.addProperty("width", width);
    size.addProperty("height", height);
    size.addProperty("deviceScaleFactor", 1);
    call("Emulation.setDeviceMetricsOverride", size);
  }

  /** The theme of the reader's system: {@code light} or {@code dark}. */
  void systemTheme(String theme) {
    var feature = object("name", "prefers-color-scheme");
    feature.addProperty("value", theme);
    var features = new JsonArray();
    features.add(feature);
    var media = new JsonObject();
    media.add("features", features);
    call("Emulation.setEmulatedMedia", media);
  }

  /** As the page looks on paper. */
  void onPaper() {
    call("Emulation.setEmulatedMedia", object("media", "print"));
  }

  void withoutScripts() {
    call("Emulation.setScriptExecutionDisabled", object("value", true));
  }

  // What there is to see.

  /** Returns the value of an expression; a promise is waited for. */
  JsonElement value(String expression) {
    var params = object("expression", expression);
    params.addProperty("awaitPromise", true);
    params.addProperty("returnByValue", true);
    params.addProperty("userGesture", true);
    var reply = call("Runtime.evaluate", params);
    if (reply.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + reply.get("exceptionDetails"));
    }
    var result = reply.getAsJsonObject("result");
    return result.has("value") ? result.get("value") : new JsonPrimitive("");
  }

  String text(String expression) {
    return value(expression).getAsString();
  }

  boolean is(String expression) {
    return value(expression).getAsBoolean();
  }

  int number(String expression) {
    return value(expression).getAsInt();
  }

  List<String> texts(String expression) {
    return value(expression).getAsJsonArray().asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }

  /** Waits, in the page, until an expression holds. */
  void until(String expression) {
    value(
        """
        new Promise((good, bad) => {
          const end = Date.now() + %d;
          (function look() {
            if (%s) good(true);
            else if (Date.now() > end) bad(new Error('it never came to that'));
            else setTimeout(look, 5);
          })();
        })\
        """
            .formatted(CONDITION_MILLIS, expression));
  }

  @Override
  public void close() {
    tools.forget(listener);
    tools.call("", "Target.disposeBrowserContext", object("browserContextId", context));
  }

  static JsonObject object(String name, Object value) {
    var object = new JsonObject();
    switch (value) {
      case Boolean is -> object.addProperty(name, is);
      case Number number -> object.addProperty(name, number);
      default -> object.addProperty(name, value.toString());
    }
    return object;
  }
}
