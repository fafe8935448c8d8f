/**
 * Documents over REST: written as JSON, as a raw body, as a form of files or as lines of a batch; read, listed and deleted.
 *
 * <p>Start with {@link dev.lockstep.web.documents.DocumentResource}. The resources only say what was sent; {@link
 * dev.lockstep.web.documents.Submissions} hands it to the intake and makes the response of what it becomes.
 */
@NullMarked
package dev.lockstep.web.documents;

import org.jspecify.annotations.NullMarked;
