package dev.baton.dialect.openai;

import dev.baton.dialect.ApiError;
import dev.baton.dialect.ClientCall;
import dev.baton.dialect.ClientDialect;
import dev.baton.dialect.ClientRequest;
import dev.baton.route.Protocol;

/** OpenAI Chat Completions, as clients speak it. */
public final class ChatDialect implements ClientDialect {

    @Override
    public Protocol protocol() {
        return Protocol.OPENAI;
    }

    @Override
    public ClientRequest read(ClientCall call) {
        return ChatRequest.parse(call.body());
    }

    @Override
    public String requestIdHeader() {
        return "x-request-id";
    }

    @Override
    public int status(ApiError error) {
        return error.status();
    }

    @Override
    public byte[] body(ApiError error, String requestId) {
        return ChatError.json(error);
    }
}
