package dev.lockstep.build;

import io.quarkus.deployment.IsDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.devui.spi.page.MenuPageBuildItem;
import io.quarkus.devui.spi.page.Page;

/**
 * Puts the page of this service into the menu of the Dev UI. Quarkus finds it by {@code META-INF/quarkus-build-steps.list},
 * as it finds the build steps of an extension. It looks at this class in every build, so the class may use nothing that
 * only development has; the step itself runs in development alone.
 */
public class DevUiMenu {

    /** The Dev UI shows pages of extensions only: this is the extension that serves REST, and has no page there. */
    private static final String EXTENSION = "quarkus-rest";

    @BuildStep(onlyIf = IsDevelopment.class)
    void page(BuildProducer<MenuPageBuildItem> pages) {
        pages.produce(new MenuPageBuildItem(
                EXTENSION,
                Page.externalPageBuilder("Lockstep")
                        .url("/ui/index.html")
                        .isHtmlContent()
                        .icon("font-awesome-solid:database")));
    }
}
