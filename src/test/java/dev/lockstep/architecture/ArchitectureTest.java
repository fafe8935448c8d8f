package dev.lockstep.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Data flows one way, and a package is guarded by the room that it is put into: web, features, engine and text, stores and
 * models, platform, domain. What follows the first rule says what is special inside a room.
 */
@AnalyzeClasses(packages = "dev.lockstep", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /**
     * Who may use each room. A class outside of all rooms breaks the rule, too. Idempotency keys come with requests and are
     * answered with responses, so the web asks the one part of the engine that knows them, as features do for what they write.
     */
    @ArchTest
    static final ArchRule roomsKnowOnlyWhatIsBelowThem = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.lockstep..")
            .layer("web")
            .definedBy("dev.lockstep.web..")
            .layer("features")
            .definedBy("dev.lockstep.features..")
            .layer("engine")
            .definedBy("dev.lockstep.engine..")
            .layer("text")
            .definedBy("dev.lockstep.text..")
            .layer("stores")
            .definedBy("dev.lockstep.stores..")
            .layer("models")
            .definedBy("dev.lockstep.models..")
            .layer("platform")
            .definedBy("dev.lockstep.platform..")
            .layer("domain")
            .definedBy("dev.lockstep.domain..")
            .layer("embedded")
            .definedBy("dev.lockstep.embedded..")
            .layer("vectors")
            .definedBy("dev.lockstep.vectors..")
            .layer("launcher")
            .definedBy("dev.lockstep.launcher..")
            .layer("commands")
            .definedBy("dev.lockstep.commands..")
            .layer("build")
            .definedBy("dev.lockstep.build..")
            .whereLayer("build")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("launcher")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("web")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("commands")
            .mayOnlyBeAccessedByLayers("launcher")
            .whereLayer("features")
            .mayOnlyBeAccessedByLayers("web", "commands")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("features")
            .whereLayer("text")
            .mayOnlyBeAccessedByLayers("features", "web")
            .whereLayer("stores")
            .mayOnlyBeAccessedByLayers("features", "engine", "launcher", "commands")
            .whereLayer("models")
            .mayOnlyBeAccessedByLayers("features", "text", "build")
            .whereLayer("platform")
            .mayOnlyBeAccessedByLayers("web", "features", "engine", "text", "stores", "models")
            .whereLayer("domain")
            .mayOnlyBeAccessedByLayers("web", "commands", "features", "engine", "text", "stores", "models", "platform")
            .whereLayer("embedded")
            .mayOnlyBeAccessedByLayers("launcher")
            .whereLayer("vectors")
            .mayOnlyBeAccessedByLayers("domain", "embedded")
            .ignoreDependency(in("web"), in("engine.idempotency"))
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule noFolderOfTheWebIsPartOfACircle = free("dev.lockstep.web.(*)..");

    @ArchTest
    static final ArchRule noFeatureIsPartOfACircle = free("dev.lockstep.features.(*)..");

    @ArchTest
    static final ArchRule noPartOfTheEngineIsPartOfACircle = free("dev.lockstep.engine.(*)..");

    @ArchTest
    static final ArchRule noFolderOfTextIsPartOfACircle = free("dev.lockstep.text.(**)");

    @ArchTest
    static final ArchRule noFolderOfTheCatalogIsPartOfACircle = free("dev.lockstep.stores.catalog.(*)..");

    @ArchTest
    static final ArchRule noFolderOfModelsIsPartOfACircle = free("dev.lockstep.models.(**)");

    @ArchTest
    static final ArchRule noFolderOfThePlatformIsPartOfACircle = free("dev.lockstep.platform.(*)..");

    @ArchTest
    static final ArchRule storesDoNotKnowEachOther =
            slices().matching("dev.lockstep.stores.(*)..").should().notDependOnEachOther();

    /**
     * The only arrows between features are these: batch to documents, answers and evaluation to search, and to what is known of the
     * reading of models from those who tell people of it. What is done later goes through {@code engine.jobs}, which knows neither
     * those who leave work there nor those who do it.
     */
    @ArchTest
    static final ArchRule featuresDoNotKnowEachOther = slices().matching("dev.lockstep.features.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(in("features.batch"), in("features.documents"))
            .ignoreDependency(in("features.answers"), in("features.search"))
            .ignoreDependency(in("features.evaluation"), in("features.search"))
            .ignoreDependency(in("features.knowledgebases"), in("features.reading"))
            .ignoreDependency(in("features.reembedding"), in("features.reading"))
            .ignoreDependency(in("features.search"), in("features.reading"));

    @ArchTest
    static final ArchRule unitsOfWorkKnowNothingOfWhatTheyChange = noClasses()
            .that()
            .resideInAPackage("dev.lockstep.engine.unitofwork..")
            .should()
            .dependOnClassesThat(in("engine")
                    .and(outside("engine.unitofwork"))
                    .and(outside("engine.claims"))
                    .or(in("stores.points"))
                    .or(in("stores.catalog.documents")));

    @ArchTest
    static final ArchRule aChatModelKnowsNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("dev.lockstep.models.chat..")
            .should()
            .dependOnClassesThat(ours().and(outside("models.chat")));

    @ArchTest
    static final ArchRule aModelBehindHttpKnowsNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("dev.lockstep.models.embedding.remote..")
            .should()
            .dependOnClassesThat(ours().and(outside("models.embedding.remote")));

    /** A parser process holds untrusted bytes: it has no use for stores or models. */
    @ArchTest
    static final ArchRule parsingKnowsNothingOfTheService = noClasses()
            .that()
            .resideInAPackage("dev.lockstep.text.parsing..")
            .should()
            .dependOnClassesThat(
                    ours().and(outside("text.parsing")).and(outside("domain")).and(outside("platform.reactive")));

    @ArchTest
    static final ArchRule librariesOfFormatsStayWithTheirReaders = noClasses()
            .that()
            .resideOutsideOfPackage("dev.lockstep.text.parsing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.pdfbox..",
                    "org.apache.poi..",
                    "org.apache.james..",
                    "org.apache.tika..",
                    "org.jsoup..",
                    "io.github.mymonstercat..");

    @ArchTest
    static final ArchRule sqlStaysInTheCatalog = noClasses()
            .that()
            .resideOutsideOfPackage("dev.lockstep.stores.catalog..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..sqlclient..", "io.vertx..pgclient..");

    /** Whoever goes round the guarded ways meets failures that nobody has translated. */
    @ArchTest
    static final ArchRule nothingGoesRoundTheGuardsOfTheCatalog = noClasses()
            .that()
            .resideOutsideOfPackage("dev.lockstep.stores.catalog.postgres..")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.assignableTo(Pool.class)
                    .or(JavaClass.Predicates.assignableTo(SqlConnection.class))
                    .or(JavaClass.Predicates.assignableTo(Panache.class))
                    .or(JavaClass.Predicates.assignableTo(WithSession.class))
                    .or(JavaClass.Predicates.assignableTo(WithTransaction.class)));

    @ArchTest
    static final ArchRule qdrantsProtocolStaysInPointsAndEmbedded = noClasses()
            .that()
            .resideOutsideOfPackages("dev.lockstep.stores.points..", "dev.lockstep.embedded.qdrant..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.qdrant..", "io.grpc..");

    @ArchTest
    static final ArchRule lucenesIndexStaysInTheEmbeddedQdrant = noClasses()
            .that()
            .resideOutsideOfPackage("dev.lockstep.embedded.qdrant..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.lucene.index..",
                    "org.apache.lucene.search..",
                    "org.apache.lucene.store..",
                    "org.apache.lucene.document..");

    @ArchTest
    static final ArchRule lucenesAnalyzersStayInTheLexicalSide = noClasses()
            .that()
            .resideOutsideOfPackages("dev.lockstep.embedded.qdrant..", "dev.lockstep.text.lexical..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.lucene..");

    @ArchTest
    static final ArchRule nothingWaitsForAUni = noClasses().should().callMethod(Uni.class, "await");

    private static ArchRule free(String slices) {
        return slices().matching(slices).should().beFreeOfCycles();
    }

    private static DescribedPredicate<JavaClass> ours() {
        return JavaClass.Predicates.resideInAPackage("dev.lockstep..");
    }

    private static DescribedPredicate<JavaClass> in(String room) {
        return JavaClass.Predicates.resideInAPackage("dev.lockstep." + room + "..");
    }

    private static DescribedPredicate<JavaClass> outside(String room) {
        return JavaClass.Predicates.resideOutsideOfPackage("dev.lockstep." + room + "..");
    }
}
