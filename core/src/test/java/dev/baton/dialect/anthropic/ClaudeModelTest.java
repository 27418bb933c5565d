package dev.baton.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaudeModelTest {

    @ParameterizedTest
    @CsvSource({
        // model, refuses sampling, adaptive thinking, follows schemas, refuses forced tools, always thinks, default
        // limit
        "claude-3-opus-20240229,false,false,false,false,false,4096",
        "claude-3-5-sonnet-20241022,false,false,false,false,false,8192",
        "claude-sonnet-4-20250514,false,false,false,false,false,16384",
        "claude-sonnet-4-5-20250929,false,false,true,false,false,16384",
        "claude-opus-4-6,false,true,true,false,false,16384",
        "claude-opus-4-7,true,true,true,false,false,16384",
        "claude-sonnet-4-7,false,true,true,false,false,16384",
        "claude-sonnet-5,true,true,true,false,false,16384",
        "claude-opus-5-5,true,true,true,true,true,16384",
        "anthropic/claude-opus-4.7,true,true,true,false,false,16384",
        "claude-fable,true,true,true,false,true,16384",
        "claude-mythos-1,true,true,true,false,true,16384",
        "kimi-k2,false,false,true,false,false,16384"
    })
    void isKnownByItsName(
            String name,
            boolean noSampling,
            boolean adaptive,
            boolean schemas,
            boolean noForcing,
            boolean always,
            long limit) {
        ClaudeModel model = ClaudeModel.of(name);

        assertThat(model.refusesSampling()).isEqualTo(noSampling);
        assertThat(model.thinksAdaptively()).isEqualTo(adaptive);
        assertThat(model.followsSchemas()).isEqualTo(schemas);
        assertThat(model.refusesForcedTools()).isEqualTo(noForcing);
        assertThat(model.alwaysThinks()).isEqualTo(always);
        assertThat(model.defaultLimit()).isEqualTo(limit);
    }
}
