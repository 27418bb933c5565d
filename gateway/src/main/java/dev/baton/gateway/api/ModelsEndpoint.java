package dev.baton.gateway.api;

import java.util.Collection;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/models}: the names that clients may ask for, in the shape of the OpenAI API. */
final class ModelsEndpoint implements Endpoint {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final byte[] list;

    ModelsEndpoint(Collection<String> models) {
        ArrayNode data = JSON.createArrayNode();
        models.forEach(model -> data.add(JSON.createObjectNode()
                .put("id", model)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "baton")));
        ObjectNode root = JSON.createObjectNode().put("object", "list");
        root.set("data", data);
        this.list = JSON.writeValueAsBytes(root);
    }

    @Override
    public HttpMethod method() {
        return HttpMethod.GET;
    }

    @Override
    public Mono<Void> serve(Exchange exchange) {
        return JsonResponse.write(exchange.response(), list);
    }
}
