/** Three small rules for working with Mutiny and Vert.x have a class each: come home, finish what began, take turns. */
@NullMarked
package dev.lockstep.platform.reactive;

import org.jspecify.annotations.NullMarked;
