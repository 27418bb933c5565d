package dev.baton.gateway.dialects;

import dev.baton.dialect.ClientCall;
import dev.baton.dialect.ClientDialect;
import dev.baton.dialect.known.Dialects;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields that a client of one dialect may send, each with a value that says something. */
record FieldSamples(String title, ClientDialect dialect, String path, String base, Map<String, String> fields) {

    /** A request with nothing but what every request has, and one more field. */
    ClientCall with(String field) {
        String json = base.substring(0, base.length() - 1) + (field.isEmpty() ? "" : "," + field) + "}";
        return new ClientCall(path, null, name -> null, json.getBytes(StandardCharsets.UTF_8));
    }

    static FieldSamples chat() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("`max_tokens`, `max_completion_tokens`", "\"max_tokens\":100");
        fields.put("`stop`", "\"stop\":[\"END\"]");
        fields.put("`temperature`", "\"temperature\":0.5");
        fields.put("`temperature` above 1", "\"temperature\":1.5");
        fields.put("`top_p`", "\"top_p\":0.9");
        fields.put("`top_k`", "\"top_k\":20");
        fields.put("`seed`", "\"seed\":7");
        fields.put("`presence_penalty`", "\"presence_penalty\":1");
        fields.put("`frequency_penalty`", "\"frequency_penalty\":1");
        fields.put("`logit_bias`", "\"logit_bias\":{\"7\":-100}");
        fields.put("`n` above 1", "\"n\":2");
        fields.put("`logprobs`", "\"logprobs\":true");
        fields.put("`response_format` `json_object`", "\"response_format\":{\"type\":\"json_object\"}");
        fields.put(
                "`response_format` `json_schema`",
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"schema\":{}}}");
        fields.put("`reasoning_effort`", "\"reasoning_effort\":\"high\"");
        String tool =
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"t\",\"parameters\":{\"type\":\"object\"}}}]";
        fields.put("`tools` of type `function`", tool);
        fields.put("`tools` of type `custom`", "\"tools\":[{\"type\":\"custom\",\"custom\":{\"name\":\"t\"}}]");
        fields.put("`tool_choice`", tool + ",\"tool_choice\":\"required\"");
        fields.put(
                "`tool_choice` `allowed_tools`",
                tool
                        + ",\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":[{\"type\":"
                        + "\"function\",\"function\":{\"name\":\"t\"}}]}}");
        fields.put("`parallel_tool_calls` `false`", tool + ",\"parallel_tool_calls\":false");
        fields.put("`functions`, `function_call`", "\"functions\":[{\"name\":\"f\"}]");
        fields.put("`user`, `safety_identifier`", "\"user\":\"u1\"");
        fields.put("`modalities` with `audio`, `audio`", "\"modalities\":[\"text\",\"audio\"]");
        fields.put("`web_search_options`", "\"web_search_options\":{\"a\":1}");
        fields.put(
                "`service_tier`, `store`, `metadata`, `prediction`, `verbosity` and all others",
                "\"verbosity\":\"low\"");
        return new FieldSamples(
                "A client of OpenAI Chat",
                Dialects.CHAT,
                "/v1/chat/completions",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                fields);
    }

    static FieldSamples responses() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("`instructions`", "\"instructions\":\"Be brief.\"");
        fields.put("`max_output_tokens`", "\"max_output_tokens\":4000");
        fields.put("`temperature`", "\"temperature\":0.5");
        fields.put("`top_p`", "\"top_p\":0.9");
        fields.put("`top_logprobs`, `include` with logprobs", "\"top_logprobs\":2");
        fields.put("`text.format` `json_object`", "\"text\":{\"format\":{\"type\":\"json_object\"}}");
        fields.put(
                "`text.format` `json_schema`",
                "\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"a\",\"schema\":{}}}");
        fields.put("`reasoning.effort`", "\"reasoning\":{\"effort\":\"high\"}");
        String tool = "\"tools\":[{\"type\":\"function\",\"name\":\"t\",\"parameters\":{\"type\":\"object\"}}]";
        fields.put("`tools` of type `function`", tool);
        fields.put("`tools` of other types", "\"tools\":[{\"type\":\"web_search\"}]");
        fields.put("`tool_choice`", tool + ",\"tool_choice\":\"required\"");
        fields.put(
                "`tool_choice` `allowed_tools`",
                tool
                        + ",\"tool_choice\":{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":[{\"type\":\"function\","
                        + "\"name\":\"t\"}]}");
        fields.put("`parallel_tool_calls` `false`", tool + ",\"parallel_tool_calls\":false");
        fields.put("`user`, `safety_identifier`", "\"safety_identifier\":\"u1\"");
        fields.put("`previous_response_id`", "\"previous_response_id\":\"resp_1\"");
        fields.put("`conversation`", "\"conversation\":\"conv_1\"");
        fields.put("`prompt`", "\"prompt\":{\"id\":\"pmpt_1\"}");
        fields.put("`background`", "\"stream\":true,\"background\":true");
        fields.put("`store` `true`", "\"store\":true");
        fields.put(
                "`include`, `metadata`, `service_tier`, `truncation`, `text.verbosity` and all others",
                "\"truncation\":\"auto\"");
        return new FieldSamples(
                "A client of OpenAI Responses",
                Dialects.RESPONSES,
                "/v1/responses",
                "{\"model\":\"m\",\"input\":\"Hi\"}",
                fields);
    }

    static FieldSamples messages() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("`max_tokens`", "\"max_tokens\":4000");
        fields.put("`system`", "\"system\":\"Be brief.\"");
        fields.put("`stop_sequences`", "\"stop_sequences\":[\"END\"]");
        fields.put("`temperature`", "\"temperature\":0.5");
        fields.put("`top_p`", "\"top_p\":0.9");
        fields.put("`top_k`", "\"top_k\":20");
        fields.put("`thinking` `enabled`", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}");
        fields.put("`thinking` `disabled`", "\"thinking\":{\"type\":\"disabled\"}");
        fields.put("`thinking` `adaptive`, `output_config.effort`", "\"output_config\":{\"effort\":\"high\"}");
        fields.put("`output_config.format`", "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{}}}");
        String tool = "\"tools\":[{\"name\":\"t\",\"input_schema\":{\"type\":\"object\"}}]";
        fields.put("`tools` of the client", tool);
        fields.put("`tools` of the provider", "\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]");
        fields.put("`tool_choice`", tool + ",\"tool_choice\":{\"type\":\"any\"}");
        fields.put(
                "`tool_choice.disable_parallel_tool_use`",
                tool + ",\"tool_choice\":{\"type\":\"auto\",\"disable_parallel_tool_use\":true}");
        fields.put(
                "`cache_control`",
                "\"system\":[{\"type\":\"text\",\"text\":\"A\",\"cache_control\":{\"type\":\"ephemeral\"}}]");
        fields.put(
                "`cache_control` with `ttl` `1h`",
                "\"system\":[{\"type\":\"text\",\"text\":\"A\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}]");
        fields.put("`metadata.user_id`", "\"metadata\":{\"user_id\":\"u1\"}");
        fields.put("`container`", "\"container\":\"c\"");
        fields.put("`mcp_servers`", "\"mcp_servers\":[{\"type\":\"url\"}]");
        fields.put("`inference_geo`", "\"inference_geo\":\"eu\"");
        fields.put("`service_tier`, `context_management` and all others", "\"context_management\":{\"edits\":[]}");
        return new FieldSamples(
                "A client of Anthropic Messages",
                Dialects.MESSAGES,
                "/v1/messages",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                fields);
    }

    static FieldSamples gemini() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("`systemInstruction`", "\"systemInstruction\":{\"parts\":[{\"text\":\"Be brief.\"}]}");
        putConfig(fields, "`maxOutputTokens`", "\"maxOutputTokens\":100");
        putConfig(fields, "`stopSequences`", "\"stopSequences\":[\"END\"]");
        putConfig(fields, "`temperature`", "\"temperature\":0.5");
        putConfig(fields, "`topP`", "\"topP\":0.9");
        putConfig(fields, "`topK`", "\"topK\":20");
        putConfig(fields, "`seed`", "\"seed\":7");
        putConfig(fields, "`presencePenalty`", "\"presencePenalty\":1");
        putConfig(fields, "`frequencyPenalty`", "\"frequencyPenalty\":1");
        putConfig(fields, "`candidateCount` above 1", "\"candidateCount\":2");
        putConfig(fields, "`responseLogprobs`", "\"responseLogprobs\":true");
        putConfig(fields, "`responseMimeType` `application/json`", "\"responseMimeType\":\"application/json\"");
        putConfig(
                fields,
                "`responseSchema`, `responseJsonSchema`",
                "\"responseMimeType\":\"application/json\",\"responseSchema\":{\"type\":\"OBJECT\"}");
        putConfig(fields, "`responseModalities` other than text", "\"responseModalities\":[\"IMAGE\"]");
        putConfig(fields, "`thinkingConfig`", "\"thinkingConfig\":{\"thinkingBudget\":2000}");
        putConfig(fields, "`mediaResolution` and all others", "\"mediaResolution\":\"MEDIA_RESOLUTION_LOW\"");
        String tool = "\"tools\":[{\"functionDeclarations\":[{\"name\":\"t\",\"parameters\":{\"type\":\"OBJECT\"}}]}]";
        fields.put("`tools` of type `functionDeclarations`", tool);
        fields.put("`tools` of the provider, such as `googleSearch`", "\"tools\":[{\"googleSearch\":{}}]");
        fields.put(
                "`toolConfig.functionCallingConfig`",
                tool + ",\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"ANY\"}}");
        fields.put("`cachedContent`", "\"cachedContent\":\"cachedContents/a\"");
        fields.put("`safetySettings`, `labels` and all others", "\"safetySettings\":[{\"category\":\"A\"}]");
        return new FieldSamples(
                "A client of Google Gemini",
                Dialects.GEMINI,
                "/v1beta/models/m:generateContent",
                "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}",
                fields);
    }

    /** In {@code generationConfig}, where this protocol has most of them. */
    private static void putConfig(Map<String, String> fields, String name, String value) {
        fields.put(name, "\"generationConfig\":{" + value + "}");
    }
}
