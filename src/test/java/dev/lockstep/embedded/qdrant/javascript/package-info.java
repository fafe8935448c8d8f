/**
 * Qdrant's own JavaScript client against the embedded Qdrant: a client that nobody here wrote. Start with
 * {@link dev.lockstep.embedded.qdrant.javascript.JavaScriptClientTest}; what it does is in
 * {@code src/test/javascript/qdrant-client/scenario.js}.
 */
@NullMarked
package dev.lockstep.embedded.qdrant.javascript;

import org.jspecify.annotations.NullMarked;
