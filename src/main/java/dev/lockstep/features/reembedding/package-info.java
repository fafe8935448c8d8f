/**
 * Re-embedding: building a knowledge base anew, with another model, chunking or language, while it goes on being
 * written and searched. The new generation is built beside the one that serves, catches up with what is written
 * meanwhile, and then serves from one instant on; the one before is kept for a while, and can be made to serve again in
 * the same way.
 *
 * <p>Start with {@link dev.lockstep.features.reembedding.Construction#build}.
 * {@link dev.lockstep.features.reembedding.Reembedding} is what people ask for;
 * {@link dev.lockstep.stores.catalog.knowledgebases.GenerationSwitch} says why nothing is lost at the switch.
 */
@NullMarked
package dev.lockstep.features.reembedding;

import org.jspecify.annotations.NullMarked;
