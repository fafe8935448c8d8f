/** The packaged service while its stores fail, on the wire and as processes. */
@NullMarked
package dev.lockstep.proof.faults;

import org.jspecify.annotations.NullMarked;
