/**
 * Tests of redis-cli: pieces by themselves, and whole runs against a server made up in the test.
 */
@NullMarked
package eightweeks.cli;

import org.jspecify.annotations.NullMarked;
