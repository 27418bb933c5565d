package dev.baton.testkit;

/** OpenAI Chat Completions. */
final class ChatVoice implements Voice {

    @Override
    public Body body(Performance said, String id) {
        ChatRequest request = said.request();
        Chunks chunks = new Chunks("chatcmpl-" + id, said.created(), said.model(), request, said.script().style);
        return request.streamed()
                ? new StreamedAnswer(said.answer(), chunks, said.script().pacing, request.choices())
                : WholeBody.of(said.answer(), chunks, request.choices());
    }

    @Override
    public Reply reply(Reply reply) {
        return reply;
    }
}
