package dev.baton.dialect.responses;

import dev.baton.dialect.ApiError;
import dev.baton.dialect.ClientCall;
import dev.baton.dialect.ClientDialect;
import dev.baton.dialect.ClientRequest;
import dev.baton.dialect.openai.ChatError;
import dev.baton.route.Protocol;

/** OpenAI Responses, as clients speak it. Errors are those of all OpenAI protocols. */
public final class ResponsesDialect implements ClientDialect {

    @Override
    public Protocol protocol() {
        return Protocol.RESPONSES;
    }

    @Override
    public ClientRequest read(ClientCall call) {
        return ResponsesRequest.read(call.body());
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
