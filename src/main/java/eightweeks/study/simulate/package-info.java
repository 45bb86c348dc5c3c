/**
 * {@code bin/study simulate}: three servers and three Sentinels on virtual time, and what each of
 * them sees when the master fails. A page runs {@link eightweeks.study.simulate.Failover} too, so
 * it uses nothing that a browser lacks.
 */
@NullMarked
package eightweeks.study.simulate;

import org.jspecify.annotations.NullMarked;
