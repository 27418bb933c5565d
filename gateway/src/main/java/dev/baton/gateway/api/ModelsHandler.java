package dev.baton.gateway.api;

import java.util.Collection;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/models}: the names that clients may ask for, in the shape of the OpenAI API. */
final class ModelsHandler implements WebHandler {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final byte[] list;

    ModelsHandler(Collection<String> models) {
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
    public Mono<Void> handle(ServerWebExchange exchange) {
        return exchange.getRequest().getMethod().equals(HttpMethod.GET)
                ? JsonResponse.write(exchange.getResponse(), list)
                : Mono.error(new MethodNotAllowedException(exchange.getRequest().getMethod(), List.of(HttpMethod.GET)));
    }
}
