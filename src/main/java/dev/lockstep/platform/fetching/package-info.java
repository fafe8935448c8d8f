/**
 * Fetches documents from the web, for clients that name an address instead of sending bytes. It is off unless switched on, since whoever
 * may write could otherwise have this process ask what only it can reach.
 *
 * <p>Start with {@link dev.lockstep.platform.fetching.Fetching}; {@code AddressRules} say what is public.
 */
@NullMarked
package dev.lockstep.platform.fetching;

import org.jspecify.annotations.NullMarked;
