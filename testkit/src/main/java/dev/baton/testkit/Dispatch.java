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
        if (!request.method().equals("POST") || !request.path().endsWith("/chat/completions")) {
            String message = "Unknown: " + request.method() + " " + request.path();
            return Screenplay.of(Reply.error(404, "invalid_request_error", "unknown_url", message), PLAIN, request);
        }
        if (!received.body().isObject()) {
            String message = "The body is not a JSON object.";
            return Screenplay.of(Reply.error(400, "invalid_request_error", "invalid_json", message), PLAIN, request);
        }
        return chat(request, received);
    }

    private Screenplay chat(HttpRequest request, ReceivedRequest received) {
        Script script = agenda.take();
        ChatRequest chat = new ChatRequest(received.body());
        if (script.reply != null) {
            return Screenplay.of(script.reply, script, request);
        }
        if (script.continuing.refuses(chat)) {
            String message = "This model does not support assistant message prefill. "
                    + "The conversation must end with a user message.";
            return Screenplay.of(Reply.error(400, "invalid_request_error", null, message), script, request);
        }
        if (script.continuing.refusesAnchor(chat)) {
            String message = "The last two messages are not what this model takes.";
            return Screenplay.of(Reply.error(400, "invalid_request_error", null, message), script, request);
        }
        Answer answer = script.answer.withTokens(script.continuing.tokens(script.answer.tokens(), chat));
        return chat(request, script, chat, answer, "chatcmpl-" + provider.name() + "-" + received.number());
    }

    private Screenplay chat(HttpRequest request, Script script, ChatRequest chat, Answer answer, String id) {
        String model = answer.model() == null ? chat.model() : answer.model();
        Chunks chunks = new Chunks(id, clock.instant().getEpochSecond(), model, chat, script.style);
        if (chat.streamed()) {
            Body stream = new StreamedAnswer(answer, chunks, script.pacing, chat.choices());
            return Screenplay.of(stream, List.of(), script, request);
        }
        Body whole = WholeBody.of(answer, chunks, chat.choices());
        return Screenplay.of(whole, script.pacing.beforeWhole(answer.size()), script, request);
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
