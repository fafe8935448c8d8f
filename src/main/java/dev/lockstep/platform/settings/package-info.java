/** What settings have in common that switch a part of the framework on. */
@NullMarked
package dev.lockstep.platform.settings;

import org.jspecify.annotations.NullMarked;
