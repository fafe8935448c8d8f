// The tour of the README, by the types that openapi-typescript makes: node tour.js http://localhost:8080
import createClient from "openapi-fetch";
import type { paths } from "./schema.js";

declare const process: { argv: string[] };

const client = createClient<paths>({ baseUrl: process.argv[2] });
const kb = "typescript-tour";

function require(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

await client.POST("/v1/knowledge-bases", { body: { name: kb, description: "To be kept" } });

const tea = await client.PUT("/v1/knowledge-bases/{kb}/documents/{id}", {
  params: { path: { kb, id: "external:tea" } },
  body: { title: "Tea", text: "Green tea wants water of 70 degrees.", metadata: { year: 2026 } },
});
require(tea.response.status === 201, "the document is made");

await client.PATCH("/v1/knowledge-bases/{kb}/documents/{id}", {
  params: { path: { kb, id: "external:tea" }, header: { "If-Match": '"1"' } },
  body: { metadata: { topic: "drinks" } },
});

const found = await client.POST("/v1/knowledge-bases/{kb}/search", {
  params: { path: { kb } },
  body: { query: "how hot must the water be?", limit: 3, filter: { topic: "drinks" } },
});
require(found.data?.data[0].external_id === "tea", "the document is found");

const done = await client.POST("/v1/transactions", {
  params: { header: { "Idempotency-Key": "typescript-tour-1" } },
  body: {
    operations: [
      { operation: "upsert", knowledge_base: kb, external_id: "coffee", document: { text: "Coffee costs 5 euros." } },
    ],
  },
});
require(done.data?.status === "completed", "the transaction is completed");

const nothing = await client.GET("/v1/knowledge-bases/{kb}/documents/{id}", {
  params: { path: { kb, id: "external:nothing" } },
});
require(nothing.error?.code === "document_not_found", "a problem has a code");

await client.DELETE("/v1/knowledge-bases/{kb}", { params: { path: { kb } } });
console.log("the tour is over");
