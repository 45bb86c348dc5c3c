/** Lua scripts and functions. So far only the hash by which a script is known. */
@NullMarked
package eightweeks.week6.scripting;

import org.jspecify.annotations.NullMarked;
