/**
 * The write pipeline: a document is checked, chunked, embedded and handed to a unit of work.
 *
 * <p>Start with {@link dev.lockstep.ingestion.Ingestion}; each of its methods reads as the story of one request. {@link
 * dev.lockstep.ingestion.Preparation} does all the work that needs no store, {@link dev.lockstep.ingestion.WriteVersion}
 * and {@link dev.lockstep.ingestion.DeleteDocument} are the steps, and {@link
 * dev.lockstep.ingestion.DocumentParticipant} undoes and settles them.
 */
@NullMarked
package dev.lockstep.ingestion;

import org.jspecify.annotations.NullMarked;
