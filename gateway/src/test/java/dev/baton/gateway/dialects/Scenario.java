package dev.baton.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Death;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Script;
import dev.baton.testkit.Story;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What must come out the same whichever dialects meet. The titles stand in {@code docs/dialects.md}. */
enum Scenario {
    STREAM("An answer, token by token") {
        @Override
        void play(Encounter met) throws Exception {
            assertThat(met.stream(Wish.TALK)).satisfies(Scenario::isTheStory);
        }
    },
    WHOLE("An answer in one piece") {
        @Override
        void play(Encounter met) throws Exception {
            assertThat(met.whole(Wish.TALK)).satisfies(Scenario::isTheStory);
        }
    },
    CONVERSATION("Standing orders and the conversation so far") {
        @Override
        void play(Encounter met) throws Exception {
            met.stream(Wish.TALK);

            assertThat(met.told().system()).isEqualTo("Be brief.");
            assertThat(met.told().said()).containsExactly("user: Hi", "assistant: Hello.", "user: Go on");
        }
    },
    LIMITS("A limit and a temperature") {
        @Override
        void play(Encounter met) throws Exception {
            met.stream(Wish.LIMITS);

            assertThat(met.told().maxTokens()).isEqualTo(100);
            assertThat(met.told().temperature()).isEqualTo(0.5);
        }
    },
    STOP("A stop text, of a provider whose protocol has such") {
        @Override
        boolean fits(Encounter met) {
            return met.client().knowsStops();
        }

        @Override
        void play(Encounter met) throws Exception {
            Heard heard = met.stream(Wish.STOP);

            if (met.first().knowsStops()) {
                assertThat(met.told().stop()).containsExactly("END");
            } else if (met.second().knowsStops()) {
                assertThat(met.b().requests()).isEmpty();
                assertThat(met.second()
                                .told(met.c().requests().getLast().body())
                                .stop())
                        .containsExactly("END");
            } else {
                assertThat(heard.status()).isEqualTo(400);
                assertThat(heard.error()).contains("stop");
            }
        }
    },
    TOOLS("Tools, of which one must be called, one at a time") {
        @Override
        void play(Encounter met) throws Exception {
            met.b().answers(twoCalls());

            Heard heard = met.stream(Wish.TOOLS);

            assertThat(met.told().tools()).containsExactly("weather", "time");
            assertThat(met.told().choice()).isEqualTo("any");
            assertThat(met.told().serial())
                    .isEqualTo(met.client().knowsSerialCalls() && met.first().knowsSerialCalls());
            assertThat(heard).satisfies(Scenario::callsBoth);
        }
    },
    WHOLE_TOOLS("Tool calls of an answer in one piece") {
        @Override
        void play(Encounter met) throws Exception {
            met.b().answers(twoCalls());

            assertThat(met.whole(Wish.TOOLS)).satisfies(Scenario::callsBoth);
        }
    },
    RESULTS("Results of parallel tool calls, by their ids") {
        @Override
        void play(Encounter met) throws Exception {
            met.stream(Wish.RESULTS);

            assertThat(met.told().calls())
                    .containsExactly(
                            new Heard.Call("weather", json("{\"city\":\"Rome\"}")), new Heard.Call("time", json("{}")));
            assertThat(met.told().results()).containsExactly("weather: sunny", "time: noon");
            assertThat(met.told().said()).containsExactly("user: Hi", "assistant: Let me look.", "user: And?");
        }
    },
    IMAGES("Images, in the request and, of a provider that fetches them, by address") {
        @Override
        void play(Encounter met) throws Exception {
            Heard heard = met.stream(Wish.IMAGES);

            if (met.first().fetchesImages()) {
                assertThat(met.told()).satisfies(Scenario::hasBothImages);
            } else if (met.second().fetchesImages()) {
                assertThat(met.b().requests()).isEmpty();
                assertThat(met.second().told(met.c().requests().getLast().body()))
                        .satisfies(Scenario::hasBothImages);
            } else {
                assertThat(heard.status()).isEqualTo(400);
            }
        }
    },
    SCHEMA("Structured output by a JSON schema") {
        @Override
        void play(Encounter met) throws Exception {
            met.b().answers(Script.text("{\"a\":1}"));

            assertThat(met.stream(Wish.SCHEMA).text()).isEqualTo("{\"a\":1}");
            assertThat(met.told().schema().at("/properties/a/type").asString()).isEqualTo("integer");
        }
    },
    REASONING("Thinking: asked for, and shown") {
        @Override
        void play(Encounter met) throws Exception {
            met.b().answers(Script.text("Four.").reasoning("Two and two."));

            Heard heard = met.stream(Wish.THINKING);

            assertThat(met.told().thinks()).isTrue();
            assertThat(heard.reasoning()).isEqualTo("Two and two.");
            assertThat(heard.text()).isEqualTo("Four.");
        }
    },
    USAGE("What it cost, counted by the provider") {
        @Override
        void play(Encounter met) throws Exception {
            Heard heard = met.stream(Wish.TALK);

            assertThat(heard.completionTokens())
                    .isEqualTo(met.b().requests().getLast().tokensSent());
            assertThat(heard.promptTokens()).isBetween(4L, 20L);
        }
    },
    LENGTH("An answer that ends at its limit") {
        @Override
        void play(Encounter met) throws Exception {
            met.b().answers(Script.text("Half a").finishReason("length"));

            assertThat(met.stream(Wish.TALK).finish()).isEqualTo("length");
            assertThat(met.whole(Wish.TALK).finish()).isEqualTo("length");
        }
    },
    CONTENT_FILTER("An answer that a filter ends") {
        @Override
        void play(Encounter met) throws Exception {
            met.b().answers(Script.text("No.").finishReason("content_filter"));

            assertThat(met.stream(Wish.TALK).finish()).isEqualTo("content_filter");
            assertThat(met.c().requests()).isEmpty();
        }
    },
    ERROR_BEFORE("Failing over before the first token") {
        @Override
        void play(Encounter met) throws Exception {
            met.b().answers(Script.status(503));

            assertThat(met.stream(Wish.TALK)).satisfies(Scenario::isTheStory);
        }
    },
    WHOLE_ERROR_BEFORE("Failing over of an answer in one piece") {
        @Override
        void play(Encounter met) throws Exception {
            met.b().answers(Script.standard().dieAfter(20, Death.FIN));

            assertThat(met.whole(Wish.TALK)).satisfies(Scenario::isTheStory);
        }
    },
    SEAM("Failing over in mid-sentence") {
        @Override
        void play(Encounter met) throws Exception {
            met.b().answers(Script.standard().dieAfter(20, Death.FIN));

            Heard heard = met.stream(Wish.TALK);

            assertThat(heard).satisfies(Scenario::isTheStory);
            Told told = met.second().told(met.c().requests().getLast().body());
            assertThat(told.said().getLast())
                    .startsWith("assistant: ")
                    .satisfies(half -> assertThat(Story.TEXT).startsWith(half.substring("assistant: ".length())))
                    .doesNotMatch("(?s).*\\s");
        }
    },
    SEAM_BY_ANCHOR("Failing over in mid-sentence to a model that cannot go on from half an answer") {
        @Override
        void play(Encounter met) throws Exception {
            met.b().answers(Script.standard().dieAfter(20, Death.FIN));

            assertThat(met.streamByAnchor(Wish.TALK)).satisfies(Scenario::isTheStory);
            Told told = met.second().told(met.c().requests().getLast().body());
            assertThat(told.said().getLast()).startsWith("user: Your last message was cut off.");
        }
    },
    SEAM_IN_A_SCHEMA("Failing over in structured output") {
        @Override
        void play(Encounter met) throws Exception {
            Script json = Script.tokens("{", "\"a\"", ": ", "1", "2", "}");
            met.b().answers(json.dieAfter(4, Death.FIN));
            met.c().answers(json);

            Heard heard = met.stream(Wish.SCHEMA);

            assertThat(heard.text()).isEqualTo("{\"a\": 12}");
            assertThat(heard.complete()).isTrue();
            assertThat(met.second()
                            .told(met.c().requests().getLast().body())
                            .schema()
                            .isMissingNode())
                    .as("nothing enforces the format of a rest")
                    .isTrue();
        }
    },
    SEAM_BEHIND_THOUGHTS("Failing over behind the thoughts of the first model") {
        @Override
        void play(Encounter met) throws Exception {
            met.b().answers(Script.standard().reasoning("Let me see.").dieAfter(20, Death.FIN));
            met.c().answers(Script.standard().reasoning("Now what?"));

            Heard heard = met.stream(Wish.THINKING);

            assertThat(heard).satisfies(Scenario::isTheStory);
            assertThat(heard.reasoning()).isEqualTo("Let me see.");
        }
    },
    SEAM_IN_A_CALL("Failing over in a tool call, which is made once") {
        @Override
        void play(Encounter met) throws Exception {
            met.b().answers(twoCalls().dieAfter(6, Death.FIN));
            met.c().answers(twoCalls());

            assertThat(met.stream(Wish.TOOLS)).satisfies(Scenario::callsBoth);
        }
    },
    ERROR_AFTER("An error when nobody can go on") {
        @Override
        void play(Encounter met) throws Exception {
            met.b().answers(Script.standard().holdAfter(20).sayAfter(20, Outburst.errorEvent()));
            met.b().release(1);
            met.c().answers(Script.status(503));

            Heard heard = met.stream(Wish.TALK);

            assertThat(heard.status()).isEqualTo(200);
            assertThat(Story.TEXT).startsWith(heard.text());
            assertThat(heard.text()).isNotEmpty();
            assertThat(heard.error()).contains("The model crashed.", "server-c");
            assertThat(heard.complete()).isFalse();
        }
    },
    REFUSED("A request that the provider refuses") {
        @Override
        void play(Encounter met) throws Exception {
            met.b().answers(Script.error(400, "invalid_request_error", "bad_tool", "Tool 3 has no name."));
            met.c().answers(Script.error(400, "invalid_request_error", "bad_tool", "Tool 3 has no name."));

            Heard heard = met.stream(Wish.TALK);

            assertThat(heard.status()).isEqualTo(400);
            assertThat(heard.error()).isEqualTo("Tool 3 has no name.");
        }
    };

    private final String title;

    Scenario(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract void play(Encounter met) throws Exception;

    /** Whether the client has words for it. */
    boolean fits(Encounter met) {
        return true;
    }

    private static void isTheStory(Heard heard) {
        assertThat(heard.error()).isEmpty();
        assertThat(heard.status()).isEqualTo(200);
        assertThat(heard.text()).isEqualTo(Story.TEXT);
        assertThat(heard.finish()).isEqualTo("stop");
        assertThat(heard.complete()).isTrue();
        assertThat(heard.completionTokens()).isPositive();
    }

    private static void hasBothImages(Told told) {
        assertThat(told.said())
                .containsExactly(
                        "user: Look",
                        "user: [image data:image/png;base64,iVBORw0KGgo=]",
                        "user: [image https://example.com/a.png]");
    }

    private static Script twoCalls() {
        return Script.text("Let me look.")
                .toolCall("call_1", "weather", "{\"city\":", "\"Ro", "me\"}")
                .toolCall("call_2", "time", "{}");
    }

    private static void callsBoth(Heard heard) {
        assertThat(heard.error()).isEmpty();
        assertThat(heard.text()).isEqualTo("Let me look.");
        assertThat(heard.calls())
                .isEqualTo(List.of(
                        new Heard.Call("weather", json("{\"city\":\"Rome\"}")), new Heard.Call("time", json("{}"))));
        assertThat(heard.finish()).isEqualTo("tool_calls");
        assertThat(heard.complete()).isTrue();
    }

    private static JsonNode json(String text) {
        return Told.JSON.readTree(text);
    }
}
