package dev.lockstep.web.transactions;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.lockstep.domain.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One operation of a transaction. {@code participant} says who carries it out; without it, documents. */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "participant",
        visible = true,
        defaultImpl = DocumentOperationBody.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = DocumentOperationBody.class, name = DocumentOperationBody.PARTICIPANT),
    @JsonSubTypes.Type(value = MessageOperationBody.class, name = MessageOperationBody.PARTICIPANT)
})
@Schema(oneOf = {DocumentOperationBody.class, MessageOperationBody.class})
public interface OperationBody {

    /** Returns the operation in the form that features know. */
    Operation asked();
}
