package dev.lockstep.bench;

/** A document of a test collection; title and text may be empty. */
record CollectionDocument(String id, String title, String text) {}
