package dev.baton.dialect;

import dev.baton.upstream.UpstreamRequest;
import java.util.List;

/**
 * A call to make.
 *
 * @param dropped fields of the client's request that this target is not told, as the client calls them
 */
public record ProviderCall(UpstreamRequest request, List<String> dropped) {}
