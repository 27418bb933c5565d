package dev.baton.dialect.anthropic;

import dev.baton.dialect.ApiError;
import dev.baton.dialect.ClientCall;
import dev.baton.dialect.ClientDialect;
import dev.baton.dialect.ClientRequest;
import dev.baton.route.Protocol;

/** Anthropic Messages, as clients speak it: versions 2023-06-01 and 2026-10-21, which differ in what providers accept. */
public final class MessagesDialect implements ClientDialect {

    @Override
    public Protocol protocol() {
        return Protocol.ANTHROPIC;
    }

    @Override
    public ClientRequest read(ClientCall call) {
        return MessagesRequest.read(call);
    }

    @Override
    public String requestIdHeader() {
        return "request-id";
    }

    @Override
    public int status(ApiError error) {
        return MessagesError.status(error);
    }

    @Override
    public byte[] body(ApiError error, String requestId) {
        return MessagesError.json(error, requestId);
    }
}
