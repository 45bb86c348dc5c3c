/**
 * Whole servers on virtual machines, with a network and disks that fail, from a seed.
 *
 * <p>How to use it:
 *
 * <pre>
 * static LongStream seeds() {
 *   return Seeds.of("replication", 200); // -Dreplication.seeds=10000, or -Dreplication.seed=17
 * }
 *
 * &#64;ParameterizedTest
 * &#64;MethodSource("seeds")
 * void afterTheLastFault_allAreEqual(long seed) {
 *   Seeds.run("replication", getClass(), seed, scenario -> {
 *     var master = scenario.node("master", setup -> setup.options("--save", ""));
 *     var replica = scenario.node("replica", setup -> setup.options(
 *         "--replicaof", master.host(), "6379"));
 *     scenario.startAll();
 *     for (int step = 0; step &lt; 40; step++) {
 *       scenario.faults().injectOneOf(Fault.values());
 *       scenario.runFor(scenario.random().nextInt(2000));
 *     }
 *     scenario.faults().heal(); // links, disks, paused nodes; starts what is down
 *     scenario.runUntil(() -> replica.isUp(), 60_000);
 *   });
 * }
 * </pre>
 *
 * <ul>
 *   <li>{@link eightweeks.harness.scenario.Node}: a machine with an address (10.0.0.1, …), a disk
 *       and one server. It can be started, shut down, killed, paused, lose its power or its files,
 *       and its wall clock can jump. Its server is set up anew at each start, so the options may
 *       depend on what has happened. A Sentinel, a cluster node or a client of a later week is a
 *       node with other options or features.
 *   <li>Links: {@code scenario.link(a, b)} is the way from a to b, with delay, a rate, silence (in
 *       one direction only), and cuts at any byte. {@code a.connect()} is a client on the machine
 *       itself: faults of links do not concern it. {@code a.connectFrom(b)} is one on another
 *       machine.
 *   <li>{@link eightweeks.harness.scenario.Faults}: injects a random {@link
 *       eightweeks.harness.scenario.Fault} at a random place, or one of those given, and heals all.
 *   <li>{@link eightweeks.harness.scenario.Seeds}: how many seeds run; a seed that fails says the
 *       command that replays it, and what has happened.
 *   <li>{@link eightweeks.harness.scenario.Trials}: many seeds on all cores; a seed that fails is
 *       shrunk to fewer faults and fewer clients.
 * </ul>
 *
 * <p>All chances come from the seed, and time moves only when nothing is left to do, so a seed runs
 * the same way each time.
 */
@NullMarked
package eightweeks.harness.scenario;

import org.jspecify.annotations.NullMarked;
