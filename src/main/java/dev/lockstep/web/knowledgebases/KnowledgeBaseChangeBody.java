package dev.lockstep.web.knowledgebases;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeBaseChange;
import dev.lockstep.domain.Rejected;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A change of a knowledge base. What it leaves out stays. The name of its schema is from when only the description could be changed.
 *
 * @param description JSON, as only that tells a null, which removes the description, from what is left out
 */
@Schema(name = "DescriptionRequest")
@JsonInclude(Include.NON_NULL)
public record KnowledgeBaseChangeBody(
        @Schema(
                description = "null removes it; it stays if it is left out",
                implementation = String.class,
                maxLength = 2000,
                pattern = "^[^\\x00]*$")
        @Nullable
        JsonNode description,

        @Schema(description = "They stay if they are left out") @Nullable
        DocumentPermissionsBody documentPermissions) {

    KnowledgeBaseChange change() {
        return new KnowledgeBaseChange(
                description != null,
                description == null || description.isNull() ? null : text(description),
                DocumentPermissionsBody.permissions(documentPermissions));
    }

    private static String text(JsonNode description) {
        if (!description.isTextual()) {
            throw new Rejected(
                    ErrorCode.WRONG_TYPE,
                    "'description' has the wrong type or value: a string is expected",
                    Map.of("property", "description"));
        }
        return description.textValue();
    }
}
