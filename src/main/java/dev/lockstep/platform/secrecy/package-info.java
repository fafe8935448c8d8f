/** Keeps secrets out of what is written down, wherever a client has put them. */
@NullMarked
package dev.lockstep.platform.secrecy;

import org.jspecify.annotations.NullMarked;
