package dev.lockstep.models.provided;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/** A chat model that tells its answer in one piece. */
record WholeAnswer(ChatModel model) implements StreamingChatModel {

    @Override
    public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
        ChatResponse response = model.chat(request);
        handler.onPartialResponse(response.aiMessage().text());
        handler.onCompleteResponse(response);
    }
}
