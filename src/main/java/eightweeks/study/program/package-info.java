/**
 * Programs that are made of the server's classes and run in a process of their own: the tool itself
 * has no class of the weeks. And the script that is played to a server.
 */
@NullMarked
package eightweeks.study.program;

import org.jspecify.annotations.NullMarked;
