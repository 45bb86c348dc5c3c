package eightweeks.week5.heap;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week5.memory.UsedMemory;

/** Brings the steering of the heap, and its reserve. */
public final class HeapFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var system = server.world().system();
    var steering = new HeapSteering(server.loop(), system, server.need(UsedMemory.SERVICE));
    server.provide(HeapSteering.SERVICE, steering);
    server.cron().every(HeapPolicy.PERIOD_MILLIS, steering::steer);
    var reserve = new HeapReserve(server);
    server.onStart(reserve::take);
    server.outOfMemory().add(reserve::release);
  }
}
