/**
 * A Qdrant in this process: a gRPC server that speaks Qdrant's protocol, on Lucene. For development, tests and small
 * installations; larger ones run Qdrant itself, and the client cannot tell which it talks to.
 *
 * <p>Start with {@link dev.lockstep.embedded.qdrant.EmbeddedQdrant}; {@link
 * dev.lockstep.embedded.qdrant.collection.PointCollection} shows the way of a write. {@link dev.lockstep.embedded.qdrant.Main}
 * runs it alone, the package {@code junit} beside tests. It depends on nothing else of ours but {@link dev.lockstep.vectors} and
 * is reached over sockets or by a channel in process.
 *
 * <p>Each folder depends only on those below it:
 *
 * <pre>
 *   junit        gives tests a server
 *   (this one)   starts a server: as a library and from the command line
 *   server       transports and services of the protocol
 *   query        calls that read points         update       calls that write points
 *   collection   the collections and their aliases
 *   storage      log, queue, worker and index of a collection
 *   schema       vectors, settings and names    log          the write-ahead log
 *   index        the points in Lucene
 *   filter       what conditions mean on a payload
 *   protocol     errors, ids and payload paths in Qdrant's words
 * </pre>
 *
 * <table>
 * <caption>What is implemented. All else answers UNIMPLEMENTED and names it.</caption>
 * <tr><th>of the protocol</th><th>here</th></tr>
 * <tr><td>Qdrant</td><td>HealthCheck; grpc.health.v1.Health/Check</td></tr>
 * <tr><td>Collections</td><td>Create, Update, Get, List, CollectionExists, Delete, UpdateAliases, ListAliases,
 *     ListCollectionAliases. Dense vectors by name, or one without a name, with Cosine, Dot, Euclid or Manhattan; named
 *     sparse vectors, with or without the modifier Idf. Settings of sharding, replication, HNSW, optimizers, quantisation, storage and of the datatype
 *     of sparse vectors are checked, told and changed, and have no effect</td></tr>
 * <tr><td>API keys</td><td>{@code api-key} or {@code authorization: Bearer}, one for all calls and one that reads; no JWT, no
 *     TLS</td></tr>
 * <tr><td>Points, writing</td><td>Upsert (also of new points only, of existing points only, and by a filter), Delete, SetPayload
 *     (also at a path), OverwritePayload, DeletePayload, ClearPayload, UpdateVectors (also by a filter), DeleteVectors, each of ids
 *     or of a filter; UpdateBatch; CreateFieldIndex, DeleteFieldIndex. {@code wait} and {@code timeout} as in Qdrant; any write
 *     ordering, all are kept. No shard keys, no multivectors, no inference</td></tr>
 * <tr><td>Points, reading</td><td>Get; Scroll by id or in the order of a field with an integer, float or datetime index; Count;
 *     Facet of fields with a keyword, integer or bool index; Query, QueryBatch and QueryGroups, also as Search, SearchBatch and
 *     SearchGroups. Queries: nearest to a dense vector, a sparse one or that of a point; order_by, sample, none (a list by id);
 *     fusion by RRF (with k and weights) or DBSF; prefetches to any depth up to 64, whose points any of these takes further.
 *     Selectors of nested payload keys</td></tr>
 * <tr><td>Filters</td><td>must, should, must_not, min_should, filters in filters; match of keyword, integer, boolean, text, phrase,
 *     text_any, any of and none of several; range, datetime_range, geo_radius, geo_bounding_box, geo_polygon, values_count,
 *     is_empty, is_null (both also of a field), has_id, has_vector, nested. No payload index is needed for any. At most 1,024
 *     conditions and 45 filters in each other</td></tr>
 * <tr><td>Payload indexes</td><td>All types and their settings are accepted; every value is findable without. They change what
 *     conditions find as in Qdrant in three ways: a text goes by tokens (tokenizers Word, Whitespace, Prefix; own stop words; no
 *     stemmer), a UUID matches in each spelling, a null in an array counts for is_null. One is made in its place among the
 *     operations: those before it never go by it</td></tr>
 * <tr><td>Payload paths</td><td>{@code a.b}, {@code a[].b}, {@code a[0].b}, {@code "quoted key"}</td></tr>
 * </table>
 *
 * <p><b>Like Qdrant</b>: a write with {@code wait=false} (the default) is answered when it is in the log, applied later in the
 * order of the log, and visible to no reader before; it survives a killed process, and power cuts after some seconds. Cosine
 * vectors are normalised when they are written. A score threshold excludes the threshold itself in a search and includes it in a
 * fusion; an offset leaves out points of the whole query only; what is listed without a search has the score 1 and the version 0;
 * order_by and facets need a payload index of a fitting kind, which tells the values that count. An operation on ids ends after
 * the group of 32 that has an id that is not there, and answers NOT_FOUND; a batch ends with the first operation that fails, and
 * what was before it stays.
 *
 * <p><b>Stricter than Qdrant</b>: an upsert becomes visible whole, not in parts; unknown vectors and numbers that are not finite
 * are refused before they are logged; equally near points, and those with equal fused scores, come in the order of their ids;
 * counts and facets are always exact; a full queue of unapplied operations answers RESOURCE_EXHAUSTED; the rarity of an index
 * (Idf) is counted over live points alone, also right after deletions; an answer has at most 100,000 points, a query at most 256
 * prefetches; a point that shares an index with a sparse query is a hit even if its score is 0; a sparse query has at most 4,096
 * indices.
 *
 * <p>An update of aliases or settings is done whole or not at all; an alias cannot be renamed to the name of a collection; there
 * are at most 1,000 collections, 10,000 aliases and 1,000 payload indexes of a collection. Looser: the points of a payload index
 * are those that have a value there, of whatever type.
 *
 * <p><b>Other than Qdrant</b>: an index of numbers, keywords or UUIDs never hides values of other types from a range or from
 * {@code except}; times are compared in microseconds, as Qdrant's index of times does.
 *
 * <p><b>Searching</b>: vectors are scanned up to some 20,000 altogether, which is exact and takes milliseconds; beyond, they get
 * HNSW graphs in the background, one at a time. Filters apply during the search either way: few matches are scanned, and a graph
 * whose paths lead away from what matches is left for a scan. Vectors are compared by the Vector API where the JVM was started with
 * {@code --add-modules jdk.incubator.vector}, with the same bits as without. Sparse vectors are in an inverted index whose posting
 * lists have their exact values, which are added up in full. Points of a prefetch are scored again exactly. {@code indexed_only}
 * and the parameters of quantisation and of ACORN have no effect: nothing is left out or rounded.
 *
 * <pre>
 *   directory/lock                               held by the process that serves the directory
 *   directory/aliases                            further names of collections
 *   directory/collections/ID/collection          how the collection was created, its settings, its payload indexes
 *   directory/collections/ID/log/NUMBER.log      operations since the last commit of the index
 *   directory/collections/ID/index/              Lucene; a commit tells the last operation it has
 * </pre>
 */
@NullMarked
package dev.lockstep.embedded.qdrant;

import org.jspecify.annotations.NullMarked;
