/**
 * Documents: how one comes in, and the write pipeline, in which it is checked, chunked, embedded and handed to a unit
 * of work.
 *
 * <p>Start with {@link dev.lockstep.features.documents.Intake}, through which every document comes that is sent alone.
 * What it does at once and what a {@link dev.lockstep.features.documents.DocumentJob} does later is written by
 * {@link dev.lockstep.features.documents.Ingestion}; each of its methods reads as the story of one request.
 * {@link dev.lockstep.features.documents.Preparation} does all the work that needs no store,
 * {@link dev.lockstep.features.documents.WriteVersion} and {@link dev.lockstep.features.documents.DeleteDocument} are
 * the steps, and {@link dev.lockstep.features.documents.DocumentParticipant} undoes and settles them.
 */
@NullMarked
package dev.lockstep.features.documents;

import org.jspecify.annotations.NullMarked;
