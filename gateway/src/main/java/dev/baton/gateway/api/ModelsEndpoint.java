package dev.baton.gateway.api;

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

    ModelsEndpoint(Collection<String> models) {
        this.openai = openai(models);
        this.anthropic = anthropic(models);
    }

    private static byte[] openai(Collection<String> models) {
        ObjectNode root = JSON.createObjectNode().put("object", "list");
        ArrayNode data = root.putArray("data");
        models.forEach(model -> data.addObject()
                .put("id", model)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "baton"));
        return JSON.writeValueAsBytes(root);
    }

    private static byte[] anthropic(Collection<String> models) {
        List<String> names = List.copyOf(models);
        ObjectNode root = JSON.createObjectNode();
        ArrayNode data = root.putArray("data");
        names.forEach(model -> data.addObject()
                .put("type", "model")
                .put("id", model)
                .put("display_name", model)
                .put("created_at", "1970-01-01T00:00:00Z"));
        root.put("has_more", false).put("first_id", names.getFirst()).put("last_id", names.getLast());
        return JSON.writeValueAsBytes(root);
    }

    @Override
    public HttpMethod method() {
        return HttpMethod.GET;
    }

    @Override
    public Mono<Void> serve(Exchange exchange) {
        byte[] list = switch (exchange.dialect().protocol()) {
            case OPENAI -> openai;
            case ANTHROPIC -> anthropic;
        };
        return JsonResponse.write(exchange.response(), list);
    }
}
