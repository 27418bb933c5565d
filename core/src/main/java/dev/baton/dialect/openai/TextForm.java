package dev.baton.dialect.openai;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import tools.jackson.databind.node.ObjectNode;

/** The chunks of a completion: nobody speaks, the text goes on. */
record TextForm() implements ChunkForm {

    @Override
    public String object() {
        return "text_completion";
    }

    @Override
    public boolean says(Part part) {
        return part instanceof Part.Text || part instanceof Part.Finish;
    }

    @Override
    public void say(Part part, ObjectNode choice, Head identity) {
        choice.put("text", part instanceof Part.Text said ? said.text() : "")
                .putNull("logprobs")
                .put("finish_reason", part instanceof Part.Finish end ? ChunkForm.label(end.reason()) : null);
    }

    @Override
    public void amend(ObjectNode choice, boolean begun) {
        // Nothing in it could be said twice.
    }

    @Override
    public boolean saysSomething(ObjectNode choice) {
        return !choice.path("text").asString("").isEmpty() || choice.hasNonNull("finish_reason");
    }

    @Override
    public byte[] whole(AnswerEvent answer, Head identity) {
        throw new IllegalStateException("no other dialect has completions");
    }
}
