/**
 * The words of Qdrant's protocol that both the server and its index need: how a request is refused, point ids in
 * their order, vectors and payload paths in one form.
 *
 * <p>Start with {@link dev.lockstep.embedded.qdrant.protocol.ErrorStatus}: whatever the embedded Qdrant cannot do, it
 * refuses by name.
 */
@NullMarked
package dev.lockstep.embedded.qdrant.protocol;

import org.jspecify.annotations.NullMarked;
