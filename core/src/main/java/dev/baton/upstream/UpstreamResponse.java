package dev.baton.upstream;

import java.util.Map;
import reactor.core.publisher.Flux;

/**
 * What a provider sends back.
 *
 * @param headers by lower-case name; of a repeated header the first value
 * @param body as it arrives, each element owned by its receiver; to be subscribed to exactly once, also when it is not
 *     wanted (subscribe and cancel). Ends with {@link CallFailed} when the transport knows that bytes are missing. A body
 *     without a length that ends with its connection ends normally: whether it was complete, its content must tell.
 */
public record UpstreamResponse(int status, Map<String, String> headers, Flux<byte[]> body) {}
