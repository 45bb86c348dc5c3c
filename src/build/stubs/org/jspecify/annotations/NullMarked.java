package org.jspecify.annotations;

/** In JSpecify's place when bin/lib/launch.sh compiles without libraries: the name alone. */
public @interface NullMarked {}
