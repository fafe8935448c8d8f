package dev.lockstep.architecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The folders of the embedded Qdrant depend one way: calls, collections, storage, schema, index, filters, protocol. */
@AnalyzeClasses(packages = "dev.lockstep.embedded.qdrant", importOptions = DoNotIncludeTests.class)
class EmbeddedQdrantRulesTest {
    private static final String ROOT = "dev.lockstep.embedded.qdrant";

    @ArchTest
    static final ArchRule foldersAreFreeOfCycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule foldersDependInTheDocumentedOrder = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("entry")
            .definedBy(ROOT)
            .layer("junit")
            .definedBy(ROOT + ".junit..")
            .layer("server")
            .definedBy(ROOT + ".server..")
            .layer("query")
            .definedBy(ROOT + ".query..")
            .layer("update")
            .definedBy(ROOT + ".update..")
            .layer("collection")
            .definedBy(ROOT + ".collection..")
            .layer("storage")
            .definedBy(ROOT + ".storage..")
            .layer("schema")
            .definedBy(ROOT + ".schema..")
            .layer("index")
            .definedBy(ROOT + ".index..")
            .layer("filter")
            .definedBy(ROOT + ".filter..")
            .layer("log")
            .definedBy(ROOT + ".log..")
            .layer("protocol")
            .definedBy(ROOT + ".protocol..")
            .whereLayer("junit")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("entry")
            .mayOnlyBeAccessedByLayers("junit")
            .whereLayer("server")
            .mayOnlyBeAccessedByLayers("entry")
            .whereLayer("query")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("update")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("collection")
            .mayOnlyBeAccessedByLayers("entry", "server", "query", "update")
            .whereLayer("storage")
            .mayOnlyBeAccessedByLayers("entry", "update", "collection")
            .whereLayer("schema")
            .mayOnlyBeAccessedByLayers("server", "query", "update", "collection")
            .whereLayer("index")
            .mayOnlyBeAccessedByLayers("query", "update", "collection", "storage", "schema")
            .whereLayer("filter")
            .mayOnlyBeAccessedByLayers("server", "update", "storage", "index")
            .whereLayer("log")
            .mayOnlyBeAccessedByLayers("storage");
}
