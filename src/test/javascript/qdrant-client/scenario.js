// What an application does with Qdrant, by Qdrant's own JavaScript client: node scenario.js host port [api-key]
import assert from 'node:assert/strict';
import {
    ConnectError,
    ConnectErrorCode,
    Direction,
    Distance,
    FieldType,
    Fusion,
    Modifier,
    QdrantClient,
    UpdateStatus,
} from '@qdrant/js-client-grpc';
import {
    dense,
    everything,
    field,
    id,
    match,
    named,
    nearest,
    payload,
    plainId,
    plainPayload,
    sparse,
} from './values.js';

const [host, port, apiKey] = process.argv.slice(2);
const client = new QdrantClient({host, port: Number(port), apiKey, https: false, timeout: 20_000, checkCompatibility: false});
const collections = client.api('collections');
const points = client.api('points');
const collectionName = `javascript-${process.pid}`;
const uuid = '98a9a4b1-4ef2-46fb-8315-a97d874fe1d7';

const cities = [
    {id: 1, vector: [1, 0], terms: {7: 1}, payload: {city: 'Berlin', people: 3_700_000n, open: true}},
    {id: 2, vector: [0, 1], terms: {9: 2}, payload: {city: 'Bonn', people: 330_000n, tags: ['Rhine', 'small']}},
    {id: 3, vector: [3, 3], terms: {7: 1, 9: 1}, payload: {city: 'Köln', people: 1_080_000n, area: 405.2}},
    {id: uuid, vector: [-1, 0], terms: {1_000_000: 1}, payload: {city: '京都', twin: {city: 'Köln'}, gone: null}},
];

const ids = (found) => found.map((point) => plainId(point.id));
const close = (actual, expected) => assert.ok(Math.abs(actual - expected) < 1e-5, `${actual} is not ${expected}`);

const steps = {
    async 'the server tells its version'() {
        const {version} = await client.api('service').healthCheck({});
        assert.match(version, /^1\.\d+\.\d+/);
    },

    async 'a collection with dense and sparse vectors is made and told of'() {
        const made = await collections.create({
            collectionName,
            vectorsConfig: {
                config: {case: 'paramsMap', value: {map: {words: {size: 2n, distance: Distance.Cosine}}}},
            },
            sparseVectorsConfig: {map: {terms: {modifier: Modifier.Idf}}},
        });
        assert.equal(made.result, true);
        assert.equal((await collections.collectionExists({collectionName})).result.exists, true);
        const names = (await collections.list({})).collections.map(({name}) => name);
        assert.ok(names.includes(collectionName));
        const {result} = await collections.get({collectionName});
        assert.equal(result.config.params.vectorsConfig.config.value.map.words.size, 2n);
        assert.equal(result.config.params.sparseVectorsConfig.map.terms.modifier, Modifier.Idf);
    },

    async 'a second one of that name is refused'() {
        await refused(collections.create({collectionName}), ConnectErrorCode.AlreadyExists);
    },

    async 'payload indexes are made'() {
        for (const [fieldName, fieldType] of [
            ['city', FieldType.FieldTypeKeyword],
            ['people', FieldType.FieldTypeInteger],
        ]) {
            const {result} = await points.createFieldIndex({collectionName, fieldName, fieldType, wait: true});
            assert.equal(result.status, UpdateStatus.Completed);
        }
        const {result} = await collections.get({collectionName});
        assert.deepEqual(Object.keys(result.payloadSchema).sort(), ['city', 'people']);
    },

    async 'points are written and come back as they were'() {
        const {result} = await points.upsert({
            collectionName,
            wait: true,
            points: cities.map((it) => ({
                id: id(it.id),
                vectors: named({words: dense(...it.vector), terms: sparse(it.terms)}),
                payload: payload(it.payload),
            })),
        });
        assert.equal(result.status, UpdateStatus.Completed);
        const found = await points.get({
            collectionName,
            ids: [id(uuid), id(77), id(3)],
            withPayload: everything,
            withVectors: everything,
        });
        assert.deepEqual(new Set(ids(found.result)), new Set([uuid, 3]));
        const kyoto = found.result.find((point) => plainId(point.id) === uuid);
        assert.deepEqual(plainPayload(kyoto.payload), cities[3].payload);
        const koeln = found.result.find((point) => plainId(point.id) === 3);
        assert.deepEqual(plainPayload(koeln.payload), cities[2].payload);
        const {words, terms} = koeln.vectors.vectorsOptions.value.vectors;
        words.vector.value.data.forEach((it) => close(it, Math.SQRT1_2));
        assert.deepEqual(terms.vector.value.indices, [7, 9]);
    },

    async 'a vector of another size is refused and changes nothing'() {
        const wrong = {id: id(5), vectors: named({words: dense(1, 2, 3)})};
        const error = await refused(
            points.upsert({collectionName, wait: true, points: [wrong]}),
            ConnectErrorCode.InvalidArgument,
        );
        assert.match(error.message, /expected dim: 2, got 3/);
        assert.equal(await counted(), 4);
    },

    async 'the nearest come first with their scores'() {
        const {result} = await points.query({
            collectionName,
            using: 'words',
            query: nearest(dense(2, 0)),
            limit: 3n,
            withPayload: {selectorOptions: {case: 'include', value: {fields: ['city']}}},
        });
        assert.deepEqual(ids(result), [1, 3, 2]);
        [1, Math.SQRT1_2, 0].forEach((score, i) => close(result[i].score, score));
        assert.deepEqual(plainPayload(result[0].payload), {city: 'Berlin'});
        assert.equal(result[0].vectors, undefined);
    },

    async 'a query is narrowed by a filter, a threshold and an offset'() {
        const query = {collectionName, using: 'words', query: nearest(dense(2, 0))};
        const large = {must: [field('people', {range: {gte: 1_000_000}})]};
        assert.deepEqual(ids((await points.query({...query, filter: large})).result), [1, 3]);
        assert.deepEqual(ids((await points.query({...query, scoreThreshold: 0.5})).result), [1, 3]);
        assert.deepEqual(ids((await points.query({...query, offset: 1n, limit: 1n})).result), [3]);
    },

    async 'a sparse query counts how rare its terms are'() {
        const {result} = await points.query({
            collectionName,
            using: 'terms',
            query: nearest(sparse({7: 1, 1_000_000: 1})),
        });
        assert.equal(plainId(result[0].id), uuid);
        close(result[0].score, Math.log((4 - 1 + 0.5) / (1 + 0.5) + 1));
        const half = Math.log((4 - 2 + 0.5) / (2 + 0.5) + 1);
        assert.deepEqual(new Set(ids(result.slice(1))), new Set([1, 3]));
        result.slice(1).forEach((hit) => close(hit.score, half));
    },

    async 'a batch of queries has an answer for each'() {
        const one = {collectionName, using: 'words', limit: 1n};
        const {result} = await points.queryBatch({
            collectionName,
            queryPoints: [
                {...one, query: nearest(dense(0, 1))},
                {...one, query: nearest(dense(-1, 0))},
            ],
        });
        assert.deepEqual(result.map((batch) => ids(batch.result)), [[2], [uuid]]);
    },

    async 'two lists are fused into one'() {
        const {result} = await points.query({
            collectionName,
            prefetch: [
                {using: 'words', query: nearest(dense(2, 0)), limit: 2n},
                {using: 'terms', query: nearest(sparse({9: 1}))},
            ],
            query: {variant: {case: 'fusion', value: Fusion.RRF}},
        });
        assert.equal(plainId(result[0].id), 3);
        close(result[0].score, 1 / 3 + 1 / 3);
        assert.deepEqual(new Set(ids(result)), new Set([1, 2, 3]));
    },

    async 'points are counted and grouped by their values'() {
        const {hits} = await points.facet({collectionName, key: 'city', exact: true});
        assert.equal(hits.length, 4);
        hits.forEach(({count}) => assert.equal(count, 1n));
        const {result} = await points.queryGroups({
            collectionName,
            using: 'words',
            query: nearest(dense(2, 0)),
            groupBy: 'city',
            limit: 2n,
            groupSize: 1n,
        });
        assert.deepEqual(
            result.groups.map((group) => group.id.kind.value),
            ['Berlin', 'Köln'],
        );
    },

    async 'filters choose what they say'() {
        const chosen = {
            must: [match('city', 'keyword', 'Berlin')],
        };
        assert.deepEqual(await scrolled(chosen), [1]);
        assert.deepEqual(await scrolled({mustNot: [match('city', 'keyword', 'Berlin')]}), [2, 3, uuid]);
        assert.deepEqual(await scrolled({must: [match('tags', 'keyword', 'small')]}), [2]);
        assert.deepEqual(await scrolled({must: [match('people', 'integer', 330_000n)]}), [2]);
        assert.deepEqual(await scrolled({must: [match('open', 'boolean', true)]}), [1]);
        assert.deepEqual(await scrolled({must: [match('twin.city', 'keyword', 'Köln')]}), [uuid]);
        const two = match('city', 'keywords', {strings: ['Bonn', '京都']});
        assert.deepEqual(await scrolled({must: [two]}), [2, uuid]);
        const either = {should: [match('open', 'boolean', true), field('area', {range: {lt: 500}})]};
        assert.deepEqual(await scrolled(either), [1, 3]);
        const empty = {conditionOneOf: {case: 'isEmpty', value: {key: 'people'}}};
        assert.deepEqual(await scrolled({must: [empty]}), [uuid]);
        const isNull = {conditionOneOf: {case: 'isNull', value: {key: 'gone'}}};
        assert.deepEqual(await scrolled({must: [isNull]}), [uuid]);
        const hasId = {conditionOneOf: {case: 'hasId', value: {hasId: [id(3), id(uuid)]}}};
        assert.deepEqual(await scrolled({must: [hasId]}), [3, uuid]);
    },

    async 'a scroll goes through all pages in the order of the ids'() {
        const seen = [];
        let offset;
        do {
            const page = await points.scroll({collectionName, limit: 3, offset});
            seen.push(...ids(page.result));
            offset = page.nextPageOffset;
        } while (offset !== undefined);
        assert.deepEqual(seen, [1, 2, 3, uuid]);
    },

    async 'a scroll follows the values of a field'() {
        const orderBy = {key: 'people', direction: Direction.Desc};
        assert.deepEqual(ids((await points.scroll({collectionName, orderBy})).result), [1, 3, 2]);
    },

    async 'a payload is changed and its other keys stay'() {
        const pointsSelectorOneOf = {case: 'points', value: {ids: [id(3)]}};
        const {result} = await points.setPayload({
            collectionName,
            wait: true,
            payload: payload({open: false}),
            pointsSelector: {pointsSelectorOneOf},
        });
        assert.equal(result.status, UpdateStatus.Completed);
        assert.deepEqual(await scrolled({must: [match('open', 'boolean', false), match('city', 'keyword', 'Köln')]}), [3]);
    },

    async 'points are deleted by id and by filter'() {
        await deleted({case: 'points', value: {ids: [id(2), id(88)]}});
        assert.deepEqual(await scrolled({}), [1, 3, uuid]);
        await deleted({case: 'filter', value: {must: [field('people', {range: {gt: 2_000_000}})]}});
        assert.deepEqual(await scrolled({}), [3, uuid]);
        assert.equal(await counted(), 2);
    },

    async 'the collection is deleted and then missing'() {
        assert.equal((await collections.delete({collectionName})).result, true);
        assert.equal((await collections.collectionExists({collectionName})).result.exists, false);
        await refused(points.count({collectionName, exact: true}), ConnectErrorCode.NotFound);
    },
};

async function refused(call, code) {
    const error = await call.then(
        () => assert.fail('it was not refused'),
        (reason) => reason,
    );
    assert.ok(error instanceof ConnectError, String(error));
    assert.equal(ConnectErrorCode[error.code], ConnectErrorCode[code], error.message);
    return error;
}

async function scrolled(filter) {
    return ids((await points.scroll({collectionName, filter, limit: 100})).result);
}

async function counted() {
    return Number((await points.count({collectionName, exact: true})).result.count);
}

async function deleted(pointsSelectorOneOf) {
    const {result} = await points.delete({collectionName, wait: true, points: {pointsSelectorOneOf}});
    assert.equal(result.status, UpdateStatus.Completed);
}

try {
    for (const [name, step] of Object.entries(steps)) {
        await step().catch((error) => {
            console.error(`failed: ${name}`);
            throw error;
        });
        console.log(`ok: ${name}`);
    }
    console.log(`${Object.keys(steps).length} steps were right`);
} catch (error) {
    console.error(error);
    process.exitCode = 1;
} finally {
    await collections.delete({collectionName}).catch(() => {});
}
process.exit();
