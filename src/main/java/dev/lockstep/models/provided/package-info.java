/**
 * The models of quarkus-langchain4j: whatever provider is a dependency and is configured by {@code quarkus.langchain4j.*}. What they are
 * called, which provider they have and which model that is asked for are found here; how often and when they are asked is the matter of
 * those who ask: embedding, reranking, answers.
 *
 * <p>The provider of each is a choice of the build, which {@code dev.lockstep.build.ModelProviders} keeps in the application.
 *
 * <p>Start with {@link dev.lockstep.models.provided.ProvidedModels}.
 */
@NullMarked
package dev.lockstep.models.provided;

import org.jspecify.annotations.NullMarked;
