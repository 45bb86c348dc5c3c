/**
 * The rules of a user: which commands, keys and channels, and which passwords.
 *
 * <p>Answers to the first half of {@code acl.c}. {@link eightweeks.week6.aclrules.UserRules} reads
 * rules and answers whether a command may run; it has one {@link
 * eightweeks.week6.aclrules.Selector} or more, each with its {@link
 * eightweeks.week6.aclrules.CommandRules} and key patterns. A command may run if one selector
 * allows it and all that it touches. Users, clients and files are not known here: they are in
 * {@code week6.acl}.
 */
@NullMarked
package eightweeks.week6.aclrules;

import org.jspecify.annotations.NullMarked;
