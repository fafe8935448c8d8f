package dev.lockstep.testing.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BreakingChangesTest {

    private static final String DOCUMENT = """
            {"paths": {"/things": {"post": {"operationId": "createThing",
               "parameters": [{"name": "limit", "in": "query"}],
               "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/ThingRequest"}}}},
               "responses": {
                 "201": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}, "404": {}}}}},
             "components": {"schemas": {
               "ThingRequest": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}, "note": {}}},
               "Thing": {"type": "object", "required": ["id"], "properties": {
                 "id": {"type": "string"}, "kind": {"type": "string", "enum": ["small", "large"]}}}}}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/things        | /others         | POST /things is gone",
                "createThing    | makeThing       | POST /things has another operationId: makeThing",
                "\"limit\"      | \"most\"        | POST /things has no parameter limit",
                "\"query\"      | \"query\", \"required\": true | POST /things requires the parameter limit",
                "\"404\"        | \"410\"         | POST /things does not answer 404 any more",
                "application/json\": {\"schema\": {\"$ref\": \"#/components/schemas/Thing\" | text/plain\": {\"schema\": {\"$ref\": \"#/components/schemas/Thing\" | POST /things 201 has no application/json any more",
                "[\"name\"]     | [\"name\", \"note\"] | ThingRequest requires note",
                "[\"id\"]       | []              | Thing does not always have id",
                "\"kind\":      | \"size\":       | Thing has no property kind",
                ", \"large\"    | ``              | Thing.kind has no value large any more",
                "\"id\": {\"type\": \"string\"} | \"id\": {\"type\": \"integer\"} | Thing.id has another type: \"integer\"",
                "\"Thing\":     | \"Other\":      | the schema Thing is gone",
            })
    void whatBreaksClientsIsFound(String was, String now, String change) {
        assertThat(DOCUMENT).contains(was);

        assertThat(BreakingChanges.between(parsed(DOCUMENT), parsed(DOCUMENT.replace(was, now))))
                .contains(change);
    }

    @Test
    void whatIsAddedBreaksNothing() {
        String more = DOCUMENT.replace("\"note\": {}", "\"note\": {}, \"more\": {}")
                .replace("[\"id\"]", "[\"id\", \"kind\"]")
                .replace("\"large\"", "\"large\", \"huge\"")
                .replace("\"404\": {}", "\"404\": {}, \"409\": {}");

        assertThat(BreakingChanges.between(parsed(DOCUMENT), parsed(more))).isEmpty();
    }

    private static JsonNode parsed(String document) {
        try {
            return new ObjectMapper().readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
