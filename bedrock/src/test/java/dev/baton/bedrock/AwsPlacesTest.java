package dev.baton.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class AwsPlacesTest {

    @AfterEach
    void clear() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void areThoseInWhichTheToolsOfAwsLook() {
        System.setProperty("aws.accessKeyId", "AKIDFOUND");
        System.setProperty("aws.secretAccessKey", "a-secret");

        AwsCredentialsIdentity found = new AwsPlaces().get();

        assertThat(found.accessKeyId()).isEqualTo("AKIDFOUND");
        assertThat(found.secretAccessKey()).isEqualTo("a-secret");
    }
}
