package dev.baton.testkit;

/** OpenAI Responses. */
final class ResponsesVoice implements Voice {

    @Override
    public Body body(Performance said, String id) {
        ResponseEvents events = new ResponseEvents(
                id, said.created(), said.model(), said.request().promptTokens(), said.script().style);
        return said.request().streamed()
                ? new StreamedResponse(said.answer(), events, said.script().pacing)
                : new WholeBody(
                        Json.bytes(events.whole(said.answer())), said.answer().size(), "application/json");
    }

    /** Errors are those of Chat. */
    @Override
    public Reply reply(Reply reply) {
        return reply;
    }
}
