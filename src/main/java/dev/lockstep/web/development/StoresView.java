package dev.lockstep.web.development;

/**
 * Where both stores are.
 *
 * @param psql the command that opens PostgreSQL
 * @param qdrant the gRPC address of Qdrant
 * @param qdrantApiKey the key that it asks for; empty where it asks for none
 */
public record StoresView(String postgres, String psql, String qdrant, String qdrantApiKey) {}
