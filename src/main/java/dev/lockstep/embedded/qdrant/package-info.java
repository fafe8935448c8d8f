/**
 * A Qdrant in this process: a gRPC server that speaks Qdrant's protocol, as far as Lockstep uses it, on Lucene. For
 * development, tests and small installations; larger ones run Qdrant itself, and the client cannot tell which it talks to.
 *
 * <p>Start with {@link dev.lockstep.embedded.qdrant.EmbeddedQdrant}; {@link dev.lockstep.embedded.qdrant.PointCollection}
 * shows the way of a write. It depends on nothing of ours but {@link dev.lockstep.vectors}, and is reached over sockets only.
 *
 * <table>
 * <caption>What is implemented. All else answers UNIMPLEMENTED and names it.</caption>
 * <tr><th>of the protocol</th><th>here</th></tr>
 * <tr><td>Qdrant</td><td>HealthCheck</td></tr>
 * <tr><td>Collections</td><td>Create, Get, List, CollectionExists, Delete. Named dense vectors with Cosine, Dot or Euclid; named
 *     sparse vectors, with or without the modifier Idf. Settings of sharding, replication, HNSW, quantisation, storage and of the
 *     datatype of sparse vectors are accepted and have no effect</td></tr>
 * <tr><td>Points, writing</td><td>Upsert, Delete by ids or filter, CreateFieldIndex, DeleteFieldIndex. {@code wait} and
 *     {@code timeout} as in Qdrant; any write ordering, all are kept</td></tr>
 * <tr><td>Points, reading</td><td>Get, Scroll by id, Count, Query and QueryBatch for the nearest to a dense vector or to a sparse
 *     one</td></tr>
 * <tr><td>Filters</td><td>must, should, must_not, min_should, nested filters; match of keyword, integer, boolean, any of and none of
 *     several; range, datetime_range, is_empty, is_null, has_id. No payload index is needed for any</td></tr>
 * <tr><td>Payload paths</td><td>{@code a.b}, {@code a[].b}, {@code "quoted key"}; selectors of top-level keys</td></tr>
 * </table>
 *
 * <p><b>Like Qdrant</b>: a write with {@code wait=false} (the default) is answered when it is in the log, applied later in the
 * order of the log, and visible to no reader before; it survives a killed process, and power cuts after some seconds. Cosine
 * vectors are normalised when they are written. A score threshold excludes the threshold itself.
 *
 * <p><b>Stricter than Qdrant</b>: an upsert becomes visible whole, not in parts; unknown vectors and numbers that are not finite
 * are refused before they are logged; equally near points come in the order of their ids; a full queue of unapplied operations
 * answers RESOURCE_EXHAUSTED; the rarity of an index (Idf) is counted over live points alone, also right after deletions; a point
 * that shares an index with a sparse query is a hit even if its score is 0; a sparse query has at most 4,096 indices.
 *
 * <p><b>Searching</b>: vectors are scanned up to some 20,000 altogether, which is exact and takes milliseconds; beyond, they get
 * HNSW graphs in the background, one at a time. Filters apply during the search either way: few matches are scanned, and a graph
 * whose paths lead away from what matches is left for a scan. Vectors are compared by the Vector API where the JVM was started with
 * {@code --add-modules jdk.incubator.vector}, with the same bits as without. Sparse vectors are in inverted lists with their exact
 * values, which are added up in full. Sparse vectors that were written by versions before there were such lists are returned, but
 * not found until their points are written again.
 *
 * <pre>
 *   directory/lock                               held by the process that serves the directory
 *   directory/collections/ID/collection          how the collection was created, its payload indexes
 *   directory/collections/ID/log/NUMBER.log      operations since the last commit of the index
 *   directory/collections/ID/index/              Lucene; a commit tells the last operation it has
 * </pre>
 */
@NullMarked
package dev.lockstep.embedded.qdrant;

import org.jspecify.annotations.NullMarked;
