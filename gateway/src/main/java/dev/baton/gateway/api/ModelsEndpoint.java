package dev.baton.gateway.api;

import dev.baton.route.Protocol;
import java.util.Collection;
import java.util.List;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/models}: the names that clients may ask for, in the shape of the client's dialect. */
final class ModelsEndpoint implements Endpoint {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final byte[] openai;
    private final byte[] anthropic;
    private final byte[] gemini;

    ModelsEndpoint(Collection<String> models) {
        this.openai = openai(models);
        this.anthropic = anthropic(models);
        this.gemini = gemini(models);
    }

    private static byte[] openai(Collection<String> models) {
        ObjectNode root = JSON.createObjectNode().put("object", "list");
        addAll(models, Protocol.OPENAI, root.putArray("data"));
        return JSON.writeValueAsBytes(root);
    }

    private static byte[] anthropic(Collection<String> models) {
        List<String> names = List.copyOf(models);
        ObjectNode root = JSON.createObjectNode();
        addAll(models, Protocol.ANTHROPIC, root.putArray("data"));
        root.put("has_more", false).put("first_id", names.getFirst()).put("last_id", names.getLast());
        return JSON.writeValueAsBytes(root);
    }

    private static byte[] gemini(Collection<String> models) {
        ObjectNode root = JSON.createObjectNode();
        addAll(models, Protocol.GEMINI, root.putArray("models"));
        return JSON.writeValueAsBytes(root);
    }

    private static void addAll(Collection<String> models, Protocol protocol, ArrayNode list) {
        models.forEach(model -> list.add(ModelEntry.of(model, protocol)));
    }

    @Override
    public HttpMethod method() {
        return HttpMethod.GET;
    }

    @Override
    public Mono<Void> serve(Exchange exchange) {
        Protocol protocol = exchange.dialect().protocol();
        byte[] list = switch (protocol) {
            case OPENAI, AZURE, RESPONSES -> openai;
            case ANTHROPIC -> anthropic;
            case GEMINI -> gemini;
            case BEDROCK -> throw new IllegalStateException("no client speaks " + protocol.label());
        };
        return JsonResponse.write(exchange.response(), list);
    }
}
