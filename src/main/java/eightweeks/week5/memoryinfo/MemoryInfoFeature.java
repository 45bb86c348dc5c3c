package eightweeks.week5.memoryinfo;

import eightweeks.week1.info.Info;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.LruLfu;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week5.memory.MemoryLimit;

/** Brings the command MEMORY and the section Memory of INFO. */
public final class MemoryInfoFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var numbers = new MemoryNumbers(server);
    var command = MemoryCommand.create(server.need(Keyspace.SERVICE), numbers);
    server.command(command);
    server.provide(MemoryCommand.SERVICE, command);
    var limit = server.need(MemoryLimit.SERVICE);
    var policy = server.need(LruLfu.SERVICE).policy;
    var info = new MemoryInfo(numbers, limit::configured, policy::text);
    server.info().add(Info.Section.MEMORY, info::write);
  }
}
