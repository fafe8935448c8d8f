/**
 * What the packaged application does when it is started with arguments: one thing, on the stores that the service has or would have, and
 * then it ends. Standard output has the result alone; whatever else there is to say goes to standard error.
 *
 * <p>Start with {@link dev.lockstep.commands.Commands}.
 */
@NullMarked
package dev.lockstep.commands;

import org.jspecify.annotations.NullMarked;
