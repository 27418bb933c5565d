package dev.baton.dialect.openai;

import dev.baton.dialect.ApiError;
import dev.baton.dialect.ClientCall;
import dev.baton.dialect.ClientDialect;
import dev.baton.dialect.ClientRequest;
import dev.baton.route.Protocol;
import java.util.function.Function;

/** One of OpenAI's APIs, as clients speak it: what is asked for differs, how errors are told does not. */
public final class OpenAiDialect implements ClientDialect {

    private final Function<byte[], ClientRequest> requests;

    /** @param requests reads the body of a request */
    public OpenAiDialect(Function<byte[], ClientRequest> requests) {
        this.requests = requests;
    }

    @Override
    public Protocol protocol() {
        return Protocol.OPENAI;
    }

    @Override
    public ClientRequest read(ClientCall call) {
        return requests.apply(call.body());
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
