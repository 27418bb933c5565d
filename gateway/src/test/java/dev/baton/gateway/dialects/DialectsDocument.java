package dev.baton.gateway.dialects;

import dev.baton.dialect.BadRequest;
import dev.baton.dialect.ProviderCall;
import dev.baton.dialect.known.Dialects;
import dev.baton.resilience.Opening;
import dev.baton.resilience.Step;
import dev.baton.route.ConnectionReuse;
import dev.baton.route.Continuation;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import dev.baton.route.Target;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** {@code docs/dialects.md}: what is tested, and what the gateway does with each field, looked at while it does it. */
final class DialectsDocument {

    private static final List<FieldSamples> CLIENTS =
            List.of(FieldSamples.chat(), FieldSamples.messages(), FieldSamples.responses(), FieldSamples.gemini());

    /** Where protocols keep fields together. */
    private static final Set<String> GROUPS =
            Set.of("generationConfig", "inferenceConfig", "additionalModelRequestFields", "outputConfig", "toolConfig");

    private DialectsDocument() {}

    static String text() {
        return """
                # Dialects

                Written by `DialectsDocumentTest` from what the code does; change that, not this.

                Clients speak %s. Providers speak the same, OpenAI
                Chat as Azure serves it (`azure`), or AWS Bedrock's Converse (`bedrock`), by `protocol` in the
                [configuration](configuration.md#batonprovidersname). Any client may be answered by any provider, and an answer may change between
                them wherever it may change hands at all.

                - A provider that speaks the client's dialect gets the client's own bytes, and the client the provider's: fields that the
                  gateway does not know get through in both directions.
                - For any other provider the request is read into one [vocabulary](decisions/0010-one-vocabulary-for-requests.md) and
                  written in the provider's words. Each field is translated, left out, or needed:
                  - *left out*: a hint that the answer can do without. The response header `x-baton-dropped` names what the target that began
                    the answer was not told, in the client's words; the story names it for every target.
                  - *needed*: the answer would be another one without it. Such a target is passed over, unasked. When no target is left,
                    the client is told so with a 400 that names the field.
                - Ids of tool calls are rewritten where a provider would refuse their form, for call and result alike.
                - What is said of `bedrock` holds for Claude and for models of which nothing is known by their id. What others cannot, by their
                  vendor, is left out or needed: thinking, `top_k`, strict tools, schemas, being made to call a tool, marks of what to keep.
                - How much to think is an effort in some protocols and a number of tokens in others; each is told as what the target knows, and an
                  effort that it has no word for as the nearest. A number of tokens that is out of its range is told as the nearest in it, and, like
                  thinking that cannot be switched off, named as left out.
                - Thoughts of another vendor are shown to a client of Gemini who asks for `includeThoughts`, to one of Anthropic unless it has them
                  `omitted`, and to every other.
                - What is said of `azure` holds for models that think, of which the name says so; others are not told how much to
                  ([providers](providers.md#requests)).
                - Thoughts, their signatures and stored files stay within the protocol in which they were made.
                - Images, files and sounds are needed. In standing orders only `responses` has room for images and files, in what a model said
                  only `gemini` for any of them.

                ## What comes out the same

                Shown by `DialectMatrixTest` on real sockets, for each client dialect with each protocol of a provider, and with each two of them where
                the answer may change hands; streamed and in one piece, unless it says which. `azure` is asked by deployment, for a model that thinks:

                %s

                ## What becomes of each field

                %s""".formatted(
                        names(),
                        Scenario.all().stream().map(DialectsDocument::line).collect(Collectors.joining("\n")),
                        CLIENTS.stream().map(DialectsDocument::table).collect(Collectors.joining("\n")));
    }

    private static String line(Scenario scenario) {
        boolean inBoth = scenario.forms().size() == Form.values().length;
        return "- " + scenario.title()
                + (inBoth ? "" : " (" + scenario.forms().iterator().next() + ")");
    }

    private static String names() {
        List<String> names = Tongue.all().stream().map(Tongue::name).toList();
        return String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
    }

    private static String table(FieldSamples client) {
        List<Protocol> others = Stream.of(Protocol.values())
                .filter(protocol -> protocol.dialect() != client.dialect().protocol())
                .toList();
        String head = "### " + client.title() + "\n\n| field | "
                + others.stream().map(other -> "`" + other.label() + "`").collect(Collectors.joining(" | "))
                + " |\n|---"
                + "|---".repeat(others.size()) + "|\n";
        return head
                + client.fields().entrySet().stream()
                        .map(row -> "| " + row.getKey() + " | "
                                + others.stream()
                                        .map(other -> fate(client, row.getValue(), other))
                                        .collect(Collectors.joining(" | "))
                                + " |\n")
                        .collect(Collectors.joining());
    }

    private static String fate(FieldSamples client, String field, Protocol other) {
        ProviderCall plain = call(client, "", other);
        ProviderCall call;
        try {
            call = call(client, field, other);
        } catch (BadRequest needed) {
            return "needed";
        }
        Set<String> changed = changes(json(plain), json(call));
        String left = call.dropped().isEmpty() ? "" : "left out";
        String told = changed.isEmpty()
                ? ""
                : changed.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        return Stream.of(told, left).filter(text -> !text.isEmpty()).collect(Collectors.joining("; in part "));
    }

    private static ProviderCall call(FieldSamples client, String field, Protocol protocol) {
        Provider provider =
                new Provider("p", protocol, URI.create("https://example.com"), null, null, ConnectionReuse.POOLED);
        String model = protocol == Protocol.AZURE ? "gpt-5" : "a-model";
        Target target = new Target(provider, model, Continuation.PREFILL);
        return Dialects.calls(client.dialect().read(client.with(field)))
                .call(new Step(target, Opening.RESTART), "", Duration.ofSeconds(1));
    }

    private static JsonNode json(ProviderCall call) {
        return Told.JSON.readTree(call.request().body());
    }

    private static Set<String> changes(JsonNode before, JsonNode after) {
        Set<String> changed = new TreeSet<>();
        after.properties().forEach(field -> {
            JsonNode was = before.path(field.getKey());
            if (GROUPS.contains(field.getKey()) && field.getValue().isObject()) {
                changes(was, field.getValue()).forEach(name -> changed.add(field.getKey() + "." + name));
            } else if (!field.getValue().equals(was)) {
                changed.add(field.getKey());
            }
        });
        return changed;
    }
}
