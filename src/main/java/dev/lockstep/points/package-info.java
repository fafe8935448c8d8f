/**
 * The points: everything Qdrant. One adapter for the embedded server and for a real one.
 *
 * <p>Start with {@link dev.lockstep.points.PointStore}. {@link dev.lockstep.points.PointCodec} says what a point carries,
 * {@link dev.lockstep.points.FilterCodec} how a filter reads in Qdrant's words, {@link
 * dev.lockstep.points.QdrantFailures} what each gRPC status means to a unit of work. {@link
 * dev.lockstep.points.QdrantProbe} is for the launcher, before anything of the above is there.
 */
@NullMarked
package dev.lockstep.points;

import org.jspecify.annotations.NullMarked;
