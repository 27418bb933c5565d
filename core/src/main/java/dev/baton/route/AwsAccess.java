package dev.baton.route;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request to AWS is signed with.
 *
 * @param region such as {@code eu-west-1}
 * @param keys null where they are found in the places in which AWS's own tools look
 */
public record AwsAccess(String region, @Nullable Keys keys) {

    Stream<ApiKey> secrets() {
        return keys == null
                ? Stream.empty()
                : Stream.concat(
                        Stream.of(keys.accessKeyId, keys.secretAccessKey), Stream.ofNullable(keys.sessionToken));
    }

    /**
     * Keys of an account.
     *
     * @param sessionToken of keys that end after a while, null for those that last
     */
    public record Keys(
            ApiKey accessKeyId,
            ApiKey secretAccessKey,
            @Nullable ApiKey sessionToken) {}
}
