/**
 * Knowledge bases over REST: made, described, deleted, and embedded again with another model or chunking.
 *
 * <p>Start with {@link dev.lockstep.web.knowledgebases.KnowledgeBaseResource}.
 */
@NullMarked
package dev.lockstep.web.knowledgebases;

import org.jspecify.annotations.NullMarked;
