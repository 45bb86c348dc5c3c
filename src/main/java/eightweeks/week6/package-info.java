/** Week 6: modules, Lua, streams; and TLS as a connection type that plugs in. */
@NullMarked
package eightweeks.week6;

import org.jspecify.annotations.NullMarked;
