package dev.baton.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;

/** A script as flags, the same on the command line and at the control endpoint. */
@Command(name = "script")
final class ScriptFlags {

    @ArgGroup(validate = false, heading = "%nThe answer:%n", order = 10)
    private AnswerFlags answer = new AnswerFlags();

    @ArgGroup(validate = false, heading = "%nAnother response instead:%n", order = 20)
    private ReplyFlags reply = new ReplyFlags();

    @ArgGroup(
            validate = false,
            heading = "%nWhat goes wrong (a token is one delta with something in it):%n",
            order = 30)
    private FaultFlags faults = new FaultFlags();

    @ArgGroup(validate = false, heading = "%nHow it looks on the wire:%n", order = 40)
    private WireFlags wire = new WireFlags();

    /**
     * The script of these flags.
     *
     * @throws IllegalArgumentException naming the flag, what was found and what was expected
     */
    Script script() {
        return wire.apply(faults.apply(reply.apply(answer.apply(Script.standard()))));
    }

    /**
     * The script of an object whose names are flags without their dashes: {@code {"die-after": 12, "quirk": ["bom"]}}.
     *
     * @throws IllegalArgumentException naming the flag, what was found and what was expected
     */
    static Script parse(JsonNode flags) {
        Check.that(flags.isObject(), "script", flags.getNodeType(), "an object such as {\"die-after\": 12}");
        ScriptFlags parsed = new ScriptFlags();
        List<String> arguments = new ArrayList<>();
        for (Map.Entry<String, JsonNode> flag : flags.properties()) {
            addArguments(arguments, flag.getKey(), flag.getValue());
        }
        try {
            new CommandLine(parsed).setExpandAtFiles(false).parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
        return parsed.script();
    }

    private static void addArguments(List<String> arguments, String name, JsonNode value) {
        Check.that(name.matches("[a-z0-9-]+"), "flag", name, "letters, digits and dashes");
        if (value.isArray()) {
            value.forEach(element -> addArguments(arguments, name, element));
        } else if (value.isBoolean()) {
            if (value.booleanValue()) {
                arguments.add("--" + name);
            }
        } else {
            Check.that(value.isValueNode() && !value.isNull(), name, value, "a text, a number, true or false");
            arguments.add("--" + name + "=" + value.asString());
        }
    }
}
