package dev.baton.testkit;

import java.time.Clock;
import java.util.List;

/** Leads each request to what answers it. */
final class Dispatch implements Connection.Director {

    private static final Script PLAIN = Script.standard();

    private final ScriptedProvider provider;
    private final Agenda agenda;
    private final Recording recording;
    private final Control control;
    private final Clock clock;

    Dispatch(ScriptedProvider provider, Agenda agenda, Recording recording, Clock clock) {
        this.provider = provider;
        this.agenda = agenda;
        this.recording = recording;
        this.control = new Control(provider, agenda);
        this.clock = clock;
    }

    @Override
    public Production direct(HttpRequest request, int connection) {
        if (Control.isFor(request)) {
            return new Production(Screenplay.of(control.answer(request), PLAIN, request), null);
        }
        ReceivedRequest received = recording.add(request, connection);
        return new Production(screenplay(request, received), received);
    }

    private Screenplay screenplay(HttpRequest request, ReceivedRequest received) {
        if (request.method().equals("GET") && request.path().equals("/health")) {
            return Screenplay.of(Reply.health(agenda.health()), PLAIN, request);
        }
        if (request.method().equals("GET") && request.path().endsWith("/models")) {
            return Screenplay.of(models(), PLAIN, request);
        }
        if (request.method().equals("POST") && request.path().endsWith("/messages/count_tokens")) {
            int tokens = new ChatRequest(received.body()).promptTokens();
            return Screenplay.of(Reply.json(Json.object().put("input_tokens", tokens)), PLAIN, request);
        }
        Reply refusal = Azure.refusal(request);
        if (refusal != null) {
            return Screenplay.of(refusal, PLAIN, request);
        }
        Voice voice = Voice.at(request.path());
        if (!request.method().equals("POST") || voice == null) {
            String message = "Unknown: " + request.method() + " " + request.path();
            return Screenplay.of(Reply.error(404, "invalid_request_error", "unknown_url", message), PLAIN, request);
        }
        if (!received.body().isObject()) {
            Reply error = Reply.error(400, "invalid_request_error", "invalid_json", "The body is not a JSON object.");
            return Screenplay.of(voice.reply(error), PLAIN, request);
        }
        return answer(voice, request, received);
    }

    private Screenplay answer(Voice voice, HttpRequest request, ReceivedRequest received) {
        Script script = Azure.played(agenda.take(), request);
        ChatRequest asked = voice.asked(request, received.body());
        if (script.reply != null) {
            return Screenplay.of(voice.reply(script.reply), script, request);
        }
        if (script.continuing.refuses(script.answer.tokens(), asked)) {
            String message = "This model does not support assistant message prefill. "
                    + "The conversation must end with a user message.";
            Reply refusal = Reply.error(400, "invalid_request_error", null, message);
            return Screenplay.of(voice.reply(refusal), script, request);
        }
        if (script.continuing.refusesAnchor(asked)) {
            String message = "The last two messages are not what this model takes.";
            Reply refusal = Reply.error(400, "invalid_request_error", null, message);
            return Screenplay.of(voice.reply(refusal), script, request);
        }
        Answer answer = script.answer.withTokens(script.continuing.tokens(script.answer.tokens(), asked));
        Voice.Performance said =
                new Voice.Performance(answer, asked, script, clock.instant().getEpochSecond());
        Body body = voice.body(said, provider.name() + "-" + received.number());
        List<Step> before = asked.streamed() ? List.of() : script.pacing.beforeWhole(answer.size());
        return Screenplay.of(body, before, script, request);
    }

    private Reply models() {
        String configured = agenda.current().answer.model();
        var body = Json.object().put("object", "list");
        body.putArray("data")
                .addObject()
                .put("id", configured == null ? "scripted" : configured)
                .put("object", "model")
                .put("created", clock.instant().getEpochSecond())
                .put("owned_by", provider.name());
        return Reply.json(body);
    }
}
