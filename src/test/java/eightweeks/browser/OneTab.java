package eightweeks.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives all tests of a class the same {@link Tab}, whose pages find nothing stored.
 *
 * <p>A tab costs a quarter of a second, and what its process has compiled is lost with it: scripts
 * as long as axe-core or the figures. It is for tests that need nothing that a page has stored
 * before.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OneTab {}
