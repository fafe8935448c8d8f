// Protocol values from plain JavaScript ones, and back.

export const id = (value) =>
    typeof value === 'number' || typeof value === 'bigint'
        ? {pointIdOptions: {case: 'num', value: BigInt(value)}}
        : {pointIdOptions: {case: 'uuid', value}};

export const plainId = ({pointIdOptions: {case: kind, value}}) => (kind === 'num' ? Number(value) : value);

export const value = (plain) => ({kind: kindOf(plain)});

export const payload = (plain) => Object.fromEntries(Object.entries(plain).map(([key, it]) => [key, value(it)]));

export const plainPayload = (fields) =>
    Object.fromEntries(Object.entries(fields).map(([key, it]) => [key, plainValue(it)]));

export const dense = (...data) => ({vector: {case: 'dense', value: {data}}});

export const sparse = (weights) => ({
    vector: {case: 'sparse', value: {indices: Object.keys(weights).map(Number), values: Object.values(weights)}},
});

export const named = (vectors) => ({vectorsOptions: {case: 'vectors', value: {vectors}}});

export const nearest = (vector) => ({variant: {case: 'nearest', value: {variant: vector.vector}}});

export const field = (key, test) => ({conditionOneOf: {case: 'field', value: {key, ...test}}});

export const match = (key, kind, value) => field(key, {match: {matchValue: {case: kind, value}}});

export const everything = {selectorOptions: {case: 'enable', value: true}};

function kindOf(plain) {
    if (plain === null) return {case: 'nullValue', value: 0};
    if (Array.isArray(plain)) return {case: 'listValue', value: {values: plain.map(value)}};
    switch (typeof plain) {
        case 'string':
            return {case: 'stringValue', value: plain};
        case 'boolean':
            return {case: 'boolValue', value: plain};
        case 'bigint':
            return {case: 'integerValue', value: plain};
        case 'number':
            return {case: 'doubleValue', value: plain};
        default:
            return {case: 'structValue', value: {fields: payload(plain)}};
    }
}

function plainValue({kind}) {
    switch (kind.case) {
        case 'nullValue':
            return null;
        case 'listValue':
            return kind.value.values.map(plainValue);
        case 'structValue':
            return plainPayload(kind.value.fields);
        default:
            return kind.value;
    }
}
