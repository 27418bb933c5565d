package dev.baton.testkit;

/** OpenAI Chat Completions, and the older Completions, of which a script's text is all there is to say. */
record ChatVoice(Speech speech) implements Voice {

    @Override
    public Body body(Performance said, String id) {
        ChatRequest request = said.request();
        Chunks chunks =
                new Chunks(speech.idPrefix() + id, said.created(), said.model(), request, said.script().style, speech);
        return request.streamed()
                ? new StreamedAnswer(said.answer(), chunks, said.script().pacing, request.choices())
                : WholeBody.of(said.answer(), chunks, request.choices());
    }

    @Override
    public Reply reply(Reply reply) {
        return reply;
    }
}
