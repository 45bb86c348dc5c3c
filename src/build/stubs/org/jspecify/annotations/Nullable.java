package org.jspecify.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/** In JSpecify's place when bin/lib/launch.sh compiles without libraries: the name alone. */
@Target(ElementType.TYPE_USE)
public @interface Nullable {}
