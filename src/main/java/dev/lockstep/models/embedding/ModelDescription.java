package dev.lockstep.models.embedding;

/**
 * What is known of a model before it is run.
 *
 * @param dimension the length of every vector
 */
record ModelDescription(ModelId id, int dimension, ModelLanguages languages) {}
