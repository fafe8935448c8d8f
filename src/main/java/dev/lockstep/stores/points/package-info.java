/**
 * The points, which are everything in Qdrant. One adapter serves the embedded server and a real one.
 *
 * <p>Start with {@link dev.lockstep.stores.points.PointStore}. {@link dev.lockstep.stores.points.PointCodec} says what a point carries,
 * {@link dev.lockstep.stores.points.FilterCodec} how a filter reads in Qdrant's words, {@link
 * dev.lockstep.stores.points.QdrantFailures} what each gRPC status means to a unit of work. {@link
 * dev.lockstep.stores.points.QdrantProbe} is for the launcher, before anything of the above is there.
 */
@NullMarked
package dev.lockstep.stores.points;

import org.jspecify.annotations.NullMarked;
