/** Generates clients from the published OpenAPI document and has other people's tools look at it. */
@NullMarked
package dev.lockstep.proof.clients;

import org.jspecify.annotations.NullMarked;
