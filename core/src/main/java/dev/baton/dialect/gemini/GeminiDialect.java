package dev.baton.dialect.gemini;

import dev.baton.dialect.ApiError;
import dev.baton.dialect.ClientCall;
import dev.baton.dialect.ClientDialect;
import dev.baton.dialect.ClientRequest;
import dev.baton.route.Protocol;

/** Google Gemini, as clients speak it. */
public final class GeminiDialect implements ClientDialect {

    @Override
    public Protocol protocol() {
        return Protocol.GEMINI;
    }

    @Override
    public ClientRequest read(ClientCall call) {
        return GeminiRequest.read(call);
    }

    @Override
    public String requestIdHeader() {
        return "x-request-id";
    }

    @Override
    public int status(ApiError error) {
        return GeminiError.status(error);
    }

    @Override
    public byte[] body(ApiError error, String requestId) {
        return GeminiError.json(error);
    }
}
