package dev.baton.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.gateway.cli.BatonCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RehearsalTest {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Test
    void asksARealGatewayForEverythingAndEndsIt() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.start(
                List.of(JAVA, "-cp", System.getProperty("java.class.path"), BatonCommand.class.getName()))) {
            rehearsal.askEverything();
            rehearsal.end();

            assertThat(ProcessHandle.current().descendants()).isEmpty();
        }
    }

    @Test
    void failsWhenTheGatewayDoesNotStart() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.start(List.of(JAVA, "-version"))) {
            assertThatThrownBy(rehearsal::askEverything)
                    .isInstanceOf(IOException.class)
                    .hasMessage("the gateway ended before it served");
        }
    }
}
