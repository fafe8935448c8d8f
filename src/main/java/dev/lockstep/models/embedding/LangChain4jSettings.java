package dev.lockstep.models.embedding;

import java.util.OptionalInt;

/** The settings {@code lockstep.embedding.models."name".langchain4j.*} say how a model that quarkus-langchain4j has by that name is asked. */
interface LangChain4jSettings extends CallSettings {

    /** The length of each vector. By default the first vector tells. */
    OptionalInt dimension();
}
