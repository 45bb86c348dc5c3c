/**
 * The commands of a Sentinel: SENTINEL with its subcommands, and its own INFO, ROLE and PUBLISH.
 */
@NullMarked
package eightweeks.week4.sentinel.commands;

import org.jspecify.annotations.NullMarked;
