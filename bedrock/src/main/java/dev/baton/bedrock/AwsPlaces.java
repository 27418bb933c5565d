package dev.baton.bedrock;

import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The places in which AWS's own tools look for keys: system properties, the environment, the shared files, and what a container or an
 * instance is given. Looking takes a file or a call, so it blocks.
 */
final class AwsPlaces implements Supplier<AwsCredentialsIdentity> {

    /** Made at the first look: most of AWS's classes are of no use to providers that have keys in the configuration. */
    private static final class Places {
        private static final DefaultCredentialsProvider ALL =
                DefaultCredentialsProvider.builder().build();
    }

    @Override
    public AwsCredentialsIdentity get() {
        return Places.ALL.resolveCredentials();
    }
}
