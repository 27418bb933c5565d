package dev.baton.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.dialect.BadRequest;
import dev.baton.dialect.Losses;
import dev.baton.prompt.Content;
import dev.baton.prompt.Limits;
import dev.baton.prompt.OutputFormat;
import dev.baton.prompt.Particulars;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.Sampling;
import dev.baton.prompt.Source;
import dev.baton.prompt.Thinking;
import dev.baton.prompt.Tools;
import dev.baton.prompt.Turn;
import dev.baton.prompt.Turn.Role;
import dev.baton.resilience.Opening;
import dev.baton.resilience.Step;
import dev.baton.route.AwsAccess;
import dev.baton.route.ConnectionReuse;
import dev.baton.route.Continuation;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import dev.baton.route.Target;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What Bedrock is told by clients of other dialects. */
class ConverseRequestTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SONNET = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";
    private static final String NOVA = "us.amazon.nova-pro-v1:0";
    private static final String LLAMA = "meta.llama3-1-70b-instruct-v1:0";

    private final ConverseProvider dialect = new ConverseProvider();
    private @Nullable Losses losses;

    private static Target target(String model) {
        Provider provider = new Provider(
                "aws",
                Protocol.BEDROCK,
                URI.create("https://bedrock-runtime.eu-west-1.amazonaws.com"),
                null,
                null,
                ConnectionReuse.POOLED,
                "v1",
                new AwsAccess("eu-west-1", null));
        return Target.of(provider, model);
    }

    private JsonNode told(Prompt prompt, Step step, String delivered) {
        losses = new Losses(Enum::name, step.target());
        return JSON.readTree(dialect.body(prompt, step, delivered, losses));
    }

    private JsonNode told(Prompt prompt, String model) {
        return told(prompt, new Step(target(model), Opening.RESTART), "");
    }

    private static Prompt talk(Turn... turns) {
        return prompt(List.of(turns), Tools.NONE, Limits.NONE, Sampling.DEFAULT, new OutputFormat.Text(), null);
    }

    private static Prompt prompt(
            List<Turn> turns,
            Tools tools,
            Limits limits,
            Sampling sampling,
            OutputFormat format,
            @Nullable Thinking thinking) {
        return new Prompt(turns, tools, limits, sampling, format, thinking, null, true, Particulars.NONE);
    }

    private static Prompt hello(Sampling sampling, Limits limits, @Nullable Thinking thinking) {
        return prompt(List.of(user("Hi")), Tools.NONE, limits, sampling, new OutputFormat.Text(), thinking);
    }

    private static Prompt tools(Tools.@Nullable Choice choice, Turn... turns) {
        Tools tools = new Tools(List.of(new Tools.Tool("f", "Does.", null, true)), choice, true);
        return prompt(List.of(turns), tools, Limits.NONE, Sampling.DEFAULT, new OutputFormat.Text(), null);
    }

    private static Turn user(String text) {
        return Turn.of(Role.USER, text);
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic.claude-3-haiku-20240307-v1:0, /model/anthropic.claude-3-haiku-20240307-v1%3A0",
        "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.amazon.nova-pro-v1:0, "
                + "/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Ainference-profile%2Feu.amazon.nova-pro-v1%3A0",
        "a b*~_-, /model/a%20b%2A~_-"
    })
    void isAskedByThePath(String model, String path) {
        assertThat(dialect.envelope(target(model), true).path()).isEqualTo(path + "/converse-stream");
        assertThat(dialect.envelope(target(model), false).path()).isEqualTo(path + "/converse");
        assertThat(dialect.envelope(target(model), true).headers())
                .containsEntry("accept", "application/vnd.amazon.eventstream");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"SYSTEM", "ASSISTANT"})
    void isPassedOverWhereAnImageIsNotTheUsers(Role role) {
        Content image = new Content.Image(new Source.Inline("image/png", "iVBORw0K"), null);
        Prompt prompt = talk(user("Hi"), new Turn(role, List.of(image)), user("And?"));

        assertThatThrownBy(() -> told(prompt, SONNET))
                .isInstanceOfSatisfying(
                        BadRequest.class, refused -> assertThat(refused.param()).isEqualTo("IMAGE"));
    }

    @Test
    void isToldTheConversationInTurnsOfWhichTheUserHasTheFirst() {
        Prompt prompt = talk(
                Turn.of(Role.SYSTEM, "Be brief."),
                Turn.of(Role.ASSISTANT, "Welcome."),
                user("Hi"),
                Turn.of(Role.ASSISTANT, " \n"),
                user("there"),
                Turn.of(Role.SYSTEM, " "));

        assertThat(told(prompt, SONNET)).isEqualTo(json("""
                {'messages':[{'role':'user','content':[{'text':'.'}]},
                {'role':'assistant','content':[{'text':'Welcome.'}]},
                {'role':'user','content':[{'text':'Hi'},{'text':'there'}]}],
                'system':[{'text':'Be brief.'}]}"""));
        assertThat(told(talk(Turn.of(Role.SYSTEM, "Be brief.")), SONNET).path("messages"))
                .isEqualTo(json("[{'role':'user','content':[{'text':'.'}]}]"));
    }

    @Test
    void isToldCallsAndTheirResultsWithIdsThatItTakes() {
        Prompt prompt = tools(
                null,
                user("Hi"),
                new Turn(
                        Role.ASSISTANT,
                        List.of(new Content.ToolCall("call:1", "f", "{\"a\":1}"), new Content.ToolCall("c2", "f", ""))),
                new Turn(
                        Role.USER,
                        List.of(
                                new Content.Text("And?"),
                                new Content.ToolResult("call:1", List.of(new Content.Text("sunny")), false),
                                new Content.ToolResult("c2", List.of(), true))));

        JsonNode messages = told(prompt, SONNET).path("messages");

        String id = messages.at("/1/content/0/toolUse/toolUseId").asString();
        assertThat(id).matches("[a-zA-Z0-9_-]{1,64}");
        assertThat(messages.path(1).path("content")).isEqualTo(json("""
                [{'toolUse':{'toolUseId':'ID','name':'f','input':{'a':1}}},
                {'toolUse':{'toolUseId':'c2','name':'f','input':{}}}]""".replace("ID", id)));
        assertThat(messages.path(2).path("content")).isEqualTo(json("""
                [{'toolResult':{'toolUseId':'ID','content':[{'text':'sunny'}]}},
                {'toolResult':{'toolUseId':'c2','content':[{'text':'.'}],'status':'error'}},
                {'text':'And?'}]""".replace("ID", id)));
    }

    @Test
    void isToldBehindAResultWhatIsMarkedWithinIt() {
        Turn call = new Turn(Role.ASSISTANT, List.of(new Content.ToolCall("c", "f", "{}")));
        List<Content> marked = List.of(new Content.Text("sunny"), new Content.CacheMark());
        Turn result = new Turn(Role.USER, List.of(new Content.ToolResult("c", marked, false)));
        Prompt prompt = tools(null, user("Hi"), call, result);

        assertThat(told(prompt, SONNET).at("/messages/2/content")).isEqualTo(json("""
                [{'toolResult':{'toolUseId':'c','content':[{'text':'sunny'}]}},{'cachePoint':{'type':'default'}}]"""));
        assertThat(told(prompt, LLAMA).at("/messages/2/content").size()).isEqualTo(1);
        assertThat(losses.dropped()).contains("CACHE_MARK");
    }

    @Test
    void isToldOfToolsWhatTheModelCanDo() {
        assertThat(told(tools(new Tools.Choice.Any(), user("Hi")), SONNET).path("toolConfig"))
                .isEqualTo(json("""
                        {'tools':[{'toolSpec':{'name':'f','description':'Does.','inputSchema':{'json':{'type':'object',
                        'properties':{}}},'strict':true}}],'toolChoice':{'any':{}}}"""));
        assertThat(told(tools(new Tools.Choice.Named("f"), user("Hi")), NOVA).at("/toolConfig/toolChoice"))
                .isEqualTo(json("{'tool':{'name':'f'}}"));
        assertThat(losses.dropped()).containsExactly("STRICT_TOOLS");
        assertThat(told(tools(new Tools.Choice.Auto(), user("Hi")), LLAMA)
                        .at("/toolConfig/toolChoice")
                        .isMissingNode())
                .isTrue();
        assertThat(told(tools(new Tools.Choice.Never(), user("Hi")), SONNET).has("toolConfig"))
                .isFalse();
        assertThat(refused(tools(new Tools.Choice.Any(), user("Hi")), LLAMA)).isEqualTo("TOOL_CHOICE");
    }

    private String refused(Prompt prompt, String model) {
        try {
            told(prompt, model);
        } catch (BadRequest refused) {
            return String.valueOf(refused.param());
        }
        throw new AssertionError("not refused");
    }

    @Test
    void isNotAskedWhereAConversationHasCallsAndNoToolsThatMayBeCalled() {
        Turn call = new Turn(Role.ASSISTANT, List.of(new Content.ToolCall("c", "f", "{}")));
        Turn result = new Turn(Role.USER, List.of(new Content.ToolResult("c", List.of(), false)));

        assertThat(refused(tools(new Tools.Choice.Never(), user("Hi"), call, result), SONNET))
                .isEqualTo("TOOL_CHOICE");
        assertThat(refused(talk(user("Hi"), call, result), SONNET)).isEqualTo("tools");
    }

    @Test
    void isToldLimitsAndSamplingInItsOwnWordsAndInThoseOfTheModel() {
        Sampling sampling = new Sampling(1.5, 0.9, 20L, 7L, 1.0, 1.0, false);
        Prompt prompt = hello(sampling, new Limits(100L, List.of("END"), 1), null);

        assertThat(told(prompt, LLAMA).path("inferenceConfig"))
                .isEqualTo(json("{'maxTokens':100,'stopSequences':['END'],'temperature':1.0,'topP':0.9}"));
        assertThat(losses.dropped())
                .containsExactly("SEED", "PRESENCE_PENALTY", "FREQUENCY_PENALTY", "TEMPERATURE", "TOP_K");
        assertThat(told(prompt, NOVA).path("additionalModelRequestFields"))
                .isEqualTo(json("{'inferenceConfig':{'topK':20}}"));
        assertThat(told(prompt, SONNET).path("additionalModelRequestFields")).isEqualTo(json("{'top_k':20}"));
        assertThat(losses.dropped()).contains("TOP_P");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                SONNET
                        + " | {'inferenceConfig':{'maxTokens':20000},'additionalModelRequestFields':{'thinking':{'type':'enabled','budget_tokens':16384}}}",
                "anthropic.claude-opus-4-6-v1 | {'outputConfig':{'effort':'high'},'inferenceConfig':{'maxTokens':20000},"
                        + "'additionalModelRequestFields':{'thinking':{'type':'adaptive'}}}",
                LLAMA + " | {'inferenceConfig':{'maxTokens':20000}}",
                "anthropic.claude-3-haiku-20240307-v1:0 | {'inferenceConfig':{'maxTokens':20000}}"
            })
    void isToldHowMuchToThinkWhereItIsKnownHow(String model, String expected) {
        Prompt prompt = hello(Sampling.DEFAULT, new Limits(20_000L, List.of(), 1), Thinking.of(Thinking.Effort.HIGH));

        JsonNode told = told(prompt, model).deepCopy();
        ((ObjectNode) told).remove("messages");

        assertThat(told).isEqualTo(json(expected));
    }

    @Test
    void isGivenALimitWhereItThinksWithinOne() {
        JsonNode told = told(hello(Sampling.DEFAULT, Limits.NONE, Thinking.of(Thinking.Effort.LOW)), SONNET);

        assertThat(told.at("/inferenceConfig/maxTokens").asInt()).isEqualTo(16_384);
    }

    @Test
    void isToldASchemaAsAText() {
        OutputFormat schema = new OutputFormat.Schema("answer", json("{'type':'object'}"), true);
        Prompt prompt = prompt(List.of(user("Hi")), Tools.NONE, Limits.NONE, Sampling.DEFAULT, schema, null);

        assertThat(told(prompt, SONNET).path("outputConfig")).isEqualTo(json("""
                {'textFormat':{'type':'json_schema','structure':{'jsonSchema':{'name':'answer',
                'schema':'{\\'type\\':\\'object\\'}'}}}}"""));
        assertThat(told(prompt, "openai.gpt-oss-120b-1:0").has("outputConfig")).isTrue();
        assertThat(refused(prompt, NOVA)).isEqualTo("OUTPUT_FORMAT");
        assertThat(refused(prompt, "anthropic.claude-3-haiku-20240307-v1:0")).isEqualTo("OUTPUT_FORMAT");
    }

    @Test
    void isHandedImagesAndDocumentsEachWithANameOfItsOwn() {
        List<Content> content = List.of(
                new Content.Image(new Source.Inline("image/png", "aQ=="), null),
                new Content.Image(new Source.Link("s3://bucket/a.jpeg"), null),
                new Content.File(new Source.Inline("application/pdf", "aQ=="), "Q3 report_final.pdf"),
                new Content.File(new Source.Inline("text/plain", "aQ=="), null),
                new Content.File(new Source.Inline("text/plain", "aQ=="), null));

        assertThat(told(talk(new Turn(Role.USER, content)), NOVA).at("/messages/0/content"))
                .isEqualTo(json("""
                        [{'image':{'format':'png','source':{'bytes':'aQ=='}}},
                        {'image':{'format':'jpeg','source':{'s3Location':{'uri':'s3://bucket/a.jpeg'}}}},
                        {'document':{'name':'Q3 report-final-pdf','format':'pdf','source':{'bytes':'aQ=='}}},
                        {'document':{'name':'document','format':'txt','source':{'bytes':'aQ=='}}},
                        {'document':{'name':'document (2)','format':'txt','source':{'bytes':'aQ=='}}},
                        {'text':'.'}]"""));
    }

    @Test
    void isNotAskedForWhatItWouldHaveToFetchElsewhere() {
        Content image = new Content.Image(new Source.Link("https://example.com/a.png"), null);
        Content file = new Content.File(new Source.Stored("file-1"), null);

        assertThat(refused(talk(new Turn(Role.USER, List.of(image))), NOVA)).isEqualTo("IMAGE");
        assertThat(refused(talk(new Turn(Role.USER, List.of(file))), NOVA)).isEqualTo("FILE");
    }

    @Test
    void isToldWhatToKeepWhereTheModelCan() {
        Turn marked = new Turn(Role.USER, List.of(new Content.Text("Hi"), new Content.CacheMark()));

        assertThat(told(talk(marked), SONNET).at("/messages/0/content"))
                .isEqualTo(json("[{'text':'Hi'},{'cachePoint':{'type':'default'}}]"));
        assertThat(told(talk(marked), LLAMA).at("/messages/0/content")).isEqualTo(json("[{'text':'Hi'}]"));
        assertThat(losses.dropped()).contains("CACHE_MARK");
        Turn nothing = new Turn(Role.ASSISTANT, List.of(new Content.Text(" "), new Content.CacheMark()));
        assertThat(told(talk(user("Hi"), nothing, user("there")), SONNET).path("messages"))
                .isEqualTo(json("[{'role':'user','content':[{'text':'Hi'},{'text':'there'}]}]"));
    }

    @Test
    void isHandedTheDeliveredTextWhereItGoesOnFromIt() {
        Step step = new Step(target(SONNET), Opening.PREFILL, true);

        JsonNode told = told(hello(Sampling.DEFAULT, Limits.NONE, Thinking.of(Thinking.Effort.HIGH)), step, "One two ");

        assertThat(told.path("messages").path(1))
                .isEqualTo(json("{'role':'assistant','content':[{'text':'One two'}]}"));
        assertThat(told.path("additionalModelRequestFields")).isEqualTo(json("{'thinking':{'type':'disabled'}}"));
    }

    @ParameterizedTest
    @CsvSource({
        SONNET + ", PREFILL",
        "anthropic.claude-3-5-sonnet-20240620-v1:0, PREFILL",
        "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-opus-4-20250514-v1:0, PREFILL",
        "global.anthropic.claude-opus-4-6-v1, NONE",
        "anthropic.claude-v2:1, NONE",
        LLAMA + ", NONE",
        "arn:aws:bedrock:us-east-1:1:application-inference-profile/a1b2c3, NONE"
    })
    void goesOnFromATextWhereItsModelIsKnownTo(String model, Continuation continuation) {
        assertThat(target(model).continuation()).isEqualTo(continuation);
    }

    @Test
    void isPassedOverWhereTheClientHasBegunTheAnswerAndItWouldNotGoOn() {
        Prompt begun = talk(user("Hi"), Turn.of(Role.ASSISTANT, "Well"));

        assertThat(refused(begun, LLAMA)).isEqualTo("BEGUN_ANSWER");
        assertThat(told(begun, SONNET).at("/messages/1/content/0/text").asString())
                .isEqualTo("Well");
    }

    @Test
    void findsAnotherNameForEveryDocument() {
        List<Content> files = IntStream.range(0, 5)
                .<Content>mapToObj(i -> new Content.File(new Source.Inline("text/csv", "aQ=="), "x".repeat(300)))
                .toList();

        List<String> names = told(talk(new Turn(Role.USER, files)), NOVA)
                .at("/messages/0/content")
                .valueStream()
                .map(block -> block.at("/document/name").asString(""))
                .filter(name -> !name.isEmpty())
                .toList();

        assertThat(names).hasSize(5).doesNotHaveDuplicates().allMatch(name -> name.length() <= 200);
    }

    @Test
    void refusesWhatNoModelThereDoes() {
        assertThatThrownBy(() -> told(talk(new Turn(Role.USER, List.of(new Content.Audio("wav", "aQ==")))), SONNET))
                .isInstanceOf(BadRequest.class);
        assertThatThrownBy(() -> told(hello(Sampling.DEFAULT, new Limits(null, List.of(), 2), null), SONNET))
                .isInstanceOf(BadRequest.class);
        assertThat(new String(
                        dialect.body(talk(user("Hi")), new Step(target(SONNET), Opening.RESTART), "", losses()), UTF_8))
                .isEqualTo("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]}");
    }

    private static Losses losses() {
        return new Losses(Enum::name, target(SONNET));
    }
}
