/**
 * Access control: users, who may run which command on which keys and channels.
 *
 * <p>Answers to {@code acl.c}. {@link eightweeks.week6.acl.Users} knows all users, each with its
 * rules ({@code week6.aclrules}), and takes the place of the one password that week 1 knows; {@link
 * eightweeks.week6.acl.AccessControl} is the gate before each command. What was denied is in {@link
 * eightweeks.week6.acl.AclLog}.
 */
@NullMarked
package eightweeks.week6.acl;

import org.jspecify.annotations.NullMarked;
