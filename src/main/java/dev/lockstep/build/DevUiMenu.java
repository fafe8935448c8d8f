package dev.lockstep.build;

import io.quarkus.deployment.IsDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.devui.deployment.InternalPageBuildItem;
import io.quarkus.devui.spi.page.Page;

/**
 * Puts the page of this service into the menu of the Dev UI. Quarkus finds it by {@code META-INF/quarkus-build-steps.list},
 * as it finds the build steps of an extension, and runs it in development only.
 */
public class DevUiMenu {

    /** Behind the pages of Quarkus that stand first. */
    private static final int POSITION = 15;

    @BuildStep(onlyIf = IsDevelopment.class)
    void page(BuildProducer<InternalPageBuildItem> pages) {
        InternalPageBuildItem item = new InternalPageBuildItem("Lockstep", POSITION);
        item.addPage(Page.externalPageBuilder("Lockstep")
                .url("/ui/index.html")
                .isHtmlContent()
                .icon("font-awesome-solid:database"));
        pages.produce(item);
    }
}
