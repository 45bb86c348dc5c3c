/**
 * The rules that the build keeps, as tests: each prefix of weeks compiles and runs alone, the
 * code's structure holds, the launchers do what they promise.
 */
@NullMarked
package eightweeks.build;

import org.jspecify.annotations.NullMarked;
