package dev.baton.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bytes that a client got, read as a client reads them: one envelope, whatever was behind it. */
final class Received {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Episode answer;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder second = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();
    private final Set<String> envelopes = new HashSet<>();
    private int roles;
    private int finishes;
    private int usages;
    private int dones;
    private int errors;
    private String last = "";

    Received(Episode answer) {
        this.answer = answer;
    }

    /** Notes with the episode what no client may get. */
    void examine() {
        String body = new String(answer.client().got(), UTF_8);
        if (!answer.streaming()) {
            examineWhole(body);
            return;
        }
        answer.check(body.isEmpty() || body.endsWith("\n\n"), "P2: half an event is sent");
        for (String event : body.split("\n\n")) {
            read(event);
        }
        answer.check(envelopes.size() <= 1, "P1: more than one envelope: " + envelopes);
        answer.check(roles <= answer.choices(), "P1: " + roles + " roles");
        answer.check(finishes <= answer.choices(), "P1: " + finishes + " finishes");
        answer.check(text.length() == 0 || roles > 0, "P1: a text without a role");
        switch (answer.client().end()) {
            case COMPLETE -> examineEnd();
            case FAILED -> answer.check(body.lines().allMatch(line -> line.isEmpty()), "P3: an error behind a status");
            case LEFT -> answer.check(answer.text().startsWith(text.toString()), "P1: a text of nobody");
            case WAITING -> answer.check(false, "P5: the client waits for ever");
        }
    }

    private void examineEnd() {
        answer.check(answer.text().contentEquals(text), "P1: the client read another text than it was given");
        if (errors > 0) {
            answer.check(errors == 1 && last.startsWith("event: error"), "P3: the error is not last");
            answer.check(dones == 0 && finishes < answer.choices(), "P3: a sign of success beside an error");
            answer.check(answer.failure() != null, "P3: an error beside a success");
            return;
        }
        answer.check(answer.failure() == null, "P2: a normal end without an answer");
        answer.check(dones == 1 && last.equals("data: [DONE]"), "P1: [DONE] is not there once, and last");
        answer.check(finishes == answer.choices(), "P1: " + finishes + " finishes");
        answer.check(roles == answer.choices(), "P1: " + roles + " roles");
        answer.check(usages == (answer.question().usage() ? 1 : 0), "P1: usage is told " + usages + " times");
        Contribution end = answer.contribution(answer.calls().getLast());
        answer.check(end.second().contentEquals(second), "P1: the client read another second text");
        answer.check(end.arguments().contentEquals(arguments), "P1: the client read another tool call");
    }

    private void examineWhole(String body) {
        if (answer.client().end() == SimulatedClient.End.COMPLETE) {
            SimulatedCall call = answer.calls().getLast();
            String whole = new String(
                    Wire.whole(call.performance().script(), call.performance().id()), UTF_8);
            answer.check(body.equals(whole), "P1: the answer is not the one that was given");
        } else {
            answer.check(body.isEmpty() || answer.client().end() == SimulatedClient.End.LEFT, "P2: half an answer");
        }
    }

    private void read(String event) {
        if (event.isEmpty() || event.startsWith(":")) {
            return;
        }
        last = event;
        if (event.startsWith("event: error\n")) {
            errors++;
            JsonNode error = JSON.readTree(event.substring("event: error\ndata: ".length()))
                    .path("error");
            answer.check(!error.path("message").asString("").isEmpty(), "P3: an error without a message");
        } else if (event.equals("data: [DONE]")) {
            dones++;
        } else {
            answer.check(event.startsWith("data: {") && event.indexOf('\n') < 0, "P1: no event: " + event);
            answer.check(dones == 0 && errors == 0, "P2: an event behind the end");
            chunk(JSON.readTree(event.substring("data: ".length())));
        }
    }

    private void chunk(JsonNode chunk) {
        envelopes.add(chunk.path("id") + " " + chunk.path("created") + " " + chunk.path("model"));
        answer.check(!chunk.has("error"), "P2: an error key on a good chunk");
        if (chunk.path("usage").isObject()) {
            usages++;
            answer.check(chunk.path("choices").isEmpty() && finishes == answer.choices(), "P1: usage before the end");
        }
        for (JsonNode choice : chunk.path("choices")) {
            choice(choice);
        }
    }

    private void choice(JsonNode choice) {
        JsonNode delta = choice.path("delta");
        answer.check(finishes < answer.choices(), "P1: something behind the last finish");
        roles += delta.path("role").isString() ? 1 : 0;
        finishes += choice.path("finish_reason").isString() ? 1 : 0;
        (choice.path("index").asInt(0) == 0 ? text : second)
                .append(delta.path("content").asString(""));
        for (JsonNode call : delta.path("tool_calls")) {
            arguments.append(call.path("function").path("arguments").asString(""));
        }
    }
}
