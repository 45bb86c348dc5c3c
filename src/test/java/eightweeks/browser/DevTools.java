package eightweeks.browser;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A connection to a browser, in the DevTools protocol: JSON over a WebSocket.
 *
 * <p>Calls come from one thread; events arrive on the connection's own. An event is handed to those
 * who listen to its session before the answer of a later call is.
 */
final class DevTools implements AutoCloseable {
  private static final int SECONDS = 60;

  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
  private final List<Consumer<JsonObject>> listeners = new CopyOnWriteArrayList<>();

  DevTools(URI address) {
    socket = http.newWebSocketBuilder().buildAsync(address, new Reader()).join();
  }

  /** Calls this for each event from now on; it runs on the connection's thread. */
  void listen(Consumer<JsonObject> listener) {
    listeners.add(listener);
  }

  void forget(Consumer<JsonObject> listener) {
    listeners.remove(listener);
  }

  /**
   * Calls a method and waits for its result.
   *
   * @param session of a tab; empty for the browser itself
   * @throws AssertionError if the browser answers with an error, or not at all
   */
  JsonObject call(String session, String method, JsonObject params) {
    int id = lastId.incrementAndGet();
    var message = new JsonObject();
    message.addProperty("id", id);
    message.addProperty("method", method);
    message.add("params", params);
    if (!session.isEmpty()) {
      message.addProperty("sessionId", session);
    }
    var answer = new CompletableFuture<JsonObject>();
    waiting.put(id, answer);
    socket.sendText(message.toString(), true).join();
    try {
      var reply = answer.get(SECONDS, TimeUnit.SECONDS);
      if (reply.has("error")) {
        throw new AssertionError(method + ": " + reply.get("error"));
      }
      return reply.getAsJsonObject("result");
    } catch (TimeoutException e) {
      throw new AssertionError(method + ": no answer in " + SECONDS + " seconds", e);
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(method + ": the connection to the browser broke", e);
    }
  }

  @Override
  public void close() {
    socket.abort();
    http.close();
  }

  private final class Reader implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        var message = JsonParser.parseString(text.toString()).getAsJsonObject();
        text.setLength(0);
        if (message.has("id")) {
          var answer = waiting.remove(message.get("id").getAsInt());
          if (answer != null) {
            answer.complete(message);
          }
        } else {
          listeners.forEach(listener -> listener.accept(message));
        }
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      waiting.values().forEach(answer -> answer.completeExceptionally(error));
    }
  }
}
