package eightweeks.robustness;

import eightweeks.Redis;
import java.io.IOException;
import java.util.List;

/**
 * A server that measures its heap. For each line at its standard input it collects garbage, and
 * prints how many bytes of the heap are in use then: the live ones.
 */
final class MeasuredServer {
  /** What a line with the number begins with. */
  static final String LIVE_BYTES = "live bytes: ";

  /**
   * A collector that moves all live objects together, so that the number is exact; small areas for
   * the objects that threads allocate; no reference is kept because there is memory for it.
   */
  static final List<String> FLAGS =
      List.of(
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:MarkSweepAlwaysCompactCount=1",
          "-XX:-ResizeTLAB",
          "-XX:TLABSize=4k",
          "-XX:SoftRefLRUPolicyMSPerMB=0");

  private MeasuredServer() {}

  public static void main(String[] args) {
    Thread.ofPlatform().daemon().name("measuring").start(MeasuredServer::measure);
    Redis.main(args);
  }

  private static void measure() {
    try {
      while (System.in.read() >= 0) {
        System.out.println(LIVE_BYTES + liveBytes());
      }
    } catch (IOException e) {
      System.out.println(e);
    }
  }

  private static long liveBytes() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
