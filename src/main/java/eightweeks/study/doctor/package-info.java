/**
 * The examination of a machine: what {@code bin/study doctor} finds missing or too small, and how
 * that is mended.
 *
 * <p>{@link eightweeks.study.doctor.Machine} collects the facts, {@link
 * eightweeks.study.doctor.Doctor} judges them, so that each judgement can be tested without the
 * machine.
 */
@NullMarked
package eightweeks.study.doctor;

import org.jspecify.annotations.NullMarked;
