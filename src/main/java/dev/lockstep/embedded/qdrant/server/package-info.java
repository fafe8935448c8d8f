/**
 * The ways into the server, and the services of the protocol, which hand each call to the folder that does the work.
 *
 * <p>Start with {@link dev.lockstep.embedded.qdrant.server.Transports}, which lists the services. {@link
 * dev.lockstep.embedded.qdrant.server.Reply} sends each answer or error.
 */
@NullMarked
package dev.lockstep.embedded.qdrant.server;

import org.jspecify.annotations.NullMarked;
