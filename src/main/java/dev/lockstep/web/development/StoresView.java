package dev.lockstep.web.development;

/**
 * Where both stores are.
 *
 * @param psql the command that opens PostgreSQL
 * @param qdrant the gRPC address of Qdrant
 */
public record StoresView(String postgres, String psql, String qdrant) {}
