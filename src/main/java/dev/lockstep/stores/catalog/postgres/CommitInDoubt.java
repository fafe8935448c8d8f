package dev.lockstep.stores.catalog.postgres;

/**
 * Reports that the connection was lost while PostgreSQL was committing: the transaction may or may not have
 * happened. Only reading the record can tell, see {@code UnitOfWorkLog#settleDoubt}.
 */
public final class CommitInDoubt extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommitInDoubt(Throwable cause) {
        super("the connection was lost during the commit", cause);
    }
}
