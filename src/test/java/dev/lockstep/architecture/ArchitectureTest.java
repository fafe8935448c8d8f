package dev.lockstep.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.smallrye.mutiny.Uni;
import java.util.Set;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Data flows one way: web, features, units of work and buffer, stores, domain. */
@AnalyzeClasses(packages = "dev.lockstep", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] STORES = {"..lockstep.catalog..", "..lockstep.points..", "..lockstep.embedding.."};

    @ArchTest
    static final ArchRule theDomainDependsOnNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("..lockstep.domain..")
            .should()
            .dependOnClassesThat(ours().and(outside("dev.lockstep.domain")).and(outside("dev.lockstep.vectors")));

    @ArchTest
    static final ArchRule vectorsDependOnNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("..lockstep.vectors..")
            .should()
            .dependOnClassesThat(ours().and(outside("dev.lockstep.vectors")));

    @ArchTest
    static final ArchRule storesKnowOnlyTheDomain = noClasses()
            .that()
            .resideInAnyPackage(STORES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..lockstep.web..",
                    "..lockstep.knowledgebase..",
                    "..lockstep.ingestion..",
                    "..lockstep.retrieval..",
                    "..lockstep.conversation..",
                    "..lockstep.reconciliation..",
                    "..lockstep.reembedding..",
                    "..lockstep.unitofwork..",
                    "..lockstep.nearest..",
                    "..lockstep.filtering..",
                    "..lockstep.chunking..",
                    "..lockstep.lexical..",
                    "..lockstep.preparation..",
                    "..lockstep.buffer..");

    @ArchTest
    static final ArchRule storesDoNotKnowEachOther = slices().matching("dev.lockstep.(catalog|points|embedding)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule featuresDoNotKnowEachOther = slices().matching(
                    "dev.lockstep.(knowledgebase|ingestion|retrieval|conversation|transaction|reconciliation|reembedding)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule answersKnowNoFeatureButTheSearch = noClasses()
            .that()
            .resideInAPackage("..lockstep.answers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..lockstep.knowledgebase..",
                    "..lockstep.ingestion..",
                    "..lockstep.conversation..",
                    "..lockstep.transaction..",
                    "..lockstep.reconciliation..",
                    "..lockstep.reembedding..",
                    "..lockstep.unitofwork..",
                    "..lockstep.points..");

    @ArchTest
    static final ArchRule nobodyButTheWebKnowsAnswers = noClasses()
            .that()
            .resideOutsideOfPackages("..lockstep.answers..", "..lockstep.web..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..lockstep.answers..");

    @ArchTest
    static final ArchRule nobodyButTheWebKnowsJobs = noClasses()
            .that()
            .resideOutsideOfPackages("..lockstep.jobs..", "..lockstep.web..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..lockstep.jobs..");

    @ArchTest
    static final ArchRule jobsWriteByFeaturesOnly = noClasses()
            .that()
            .resideInAPackage("..lockstep.jobs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..lockstep.unitofwork..",
                    "..lockstep.points..",
                    "..lockstep.embedding..",
                    "..lockstep.preparation..",
                    "..lockstep.buffer..");

    @ArchTest
    static final ArchRule aChatModelKnowsNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("..lockstep.answers.chat..")
            .should()
            .dependOnClassesThat(ours().and(outside("dev.lockstep.answers.chat")));

    @ArchTest
    static final ArchRule aModelBehindHttpKnowsNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("..lockstep.embedding.remote..")
            .should()
            .dependOnClassesThat(ours().and(outside("dev.lockstep.embedding.remote")));

    @ArchTest
    static final ArchRule unitsOfWorkKnowNothingOfDocuments = noClasses()
            .that()
            .resideInAPackage("..lockstep.unitofwork..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..lockstep.web..",
                    "..lockstep.knowledgebase..",
                    "..lockstep.ingestion..",
                    "..lockstep.retrieval..",
                    "..lockstep.conversation..",
                    "..lockstep.reconciliation..",
                    "..lockstep.reembedding..",
                    "..lockstep.nearest..",
                    "..lockstep.filtering..",
                    "..lockstep.chunking..",
                    "..lockstep.lexical..",
                    "..lockstep.preparation..",
                    "..lockstep.buffer..",
                    "..lockstep.points..");

    @ArchTest
    static final ArchRule whatFeaturesShareKnowsNoFeature = noClasses()
            .that()
            .resideInAnyPackage(
                    "..lockstep.nearest..",
                    "..lockstep.filtering..",
                    "..lockstep.chunking..",
                    "..lockstep.lexical..",
                    "..lockstep.preparation..",
                    "..lockstep.buffer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..lockstep.web..",
                    "..lockstep.knowledgebase..",
                    "..lockstep.ingestion..",
                    "..lockstep.retrieval..",
                    "..lockstep.conversation..",
                    "..lockstep.transaction..",
                    "..lockstep.reconciliation..",
                    "..lockstep.reembedding..");

    @ArchTest
    static final ArchRule parsingKnowsNothingOfTheService = noClasses()
            .that()
            .resideInAPackage("..lockstep.parsing..")
            .should()
            .dependOnClassesThat(ours().and(outside("dev.lockstep.parsing"))
                    .and(outside("dev.lockstep.domain"))
                    .and(outside("dev.lockstep.reactive")));

    @ArchTest
    static final ArchRule librariesOfFormatsStayWithTheirReaders = noClasses()
            .that()
            .resideOutsideOfPackage("..lockstep.parsing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.pdfbox..",
                    "org.apache.poi..",
                    "org.apache.james..",
                    "org.apache.tika..",
                    "org.jsoup..");

    @ArchTest
    static final ArchRule nobodyKnowsTheWeb = noClasses()
            .that()
            .resideOutsideOfPackage("..lockstep.web..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..lockstep.web..");

    @ArchTest
    static final ArchRule theWebAsksFeaturesNotStores = noClasses()
            .that()
            .resideInAPackage("..lockstep.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..lockstep.catalog..",
                    "..lockstep.points..",
                    "..lockstep.embedding..",
                    "..lockstep.unitofwork..",
                    "..lockstep.nearest..",
                    "..lockstep.filtering..",
                    "..lockstep.buffer..",
                    "..lockstep.answers.chat..");

    @ArchTest
    static final ArchRule nobodyButTheLauncherKnowsTheEmbeddedServers = noClasses()
            .that()
            .resideOutsideOfPackages("..lockstep.embedded..", "..lockstep.launcher..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..lockstep.embedded..");

    @ArchTest
    static final ArchRule theEmbeddedServersKnowNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("..lockstep.embedded..")
            .should()
            .dependOnClassesThat(ours().and(outside("dev.lockstep.embedded")).and(outside("dev.lockstep.vectors")));

    @ArchTest
    static final ArchRule qdrantsProtocolStaysInPointsAndEmbedded = noClasses()
            .that()
            .resideOutsideOfPackages("..lockstep.points..", "..lockstep.embedded.qdrant..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.qdrant..", "io.grpc..");

    @ArchTest
    static final ArchRule lucenesIndexStaysInTheEmbeddedQdrant = noClasses()
            .that()
            .resideOutsideOfPackage("..lockstep.embedded.qdrant..")
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
            .resideOutsideOfPackages("..lockstep.embedded.qdrant..", "..lockstep.lexical..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.lucene..");

    @ArchTest
    static final ArchRule nothingWaitsForAUni = noClasses().should().callMethod(Uni.class, "await");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            classes().should(notBeNamed(Set.of("Util", "Utils", "Impl", "Manager", "Helper")));

    private static DescribedPredicate<JavaClass> ours() {
        return JavaClass.Predicates.resideInAPackage("dev.lockstep..");
    }

    private static DescribedPredicate<JavaClass> outside(String root) {
        return JavaClass.Predicates.resideOutsideOfPackages(root, root + "..");
    }

    private static ArchCondition<JavaClass> notBeNamed(Set<String> endings) {
        return new ArchCondition<>("not be named after nothing in particular: " + endings) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                endings.stream()
                        .filter(item.getSimpleName()::endsWith)
                        .forEach(ending ->
                                events.add(SimpleConditionEvent.violated(item, item.getName() + " ends in " + ending)));
            }
        };
    }
}
