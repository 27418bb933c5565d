package dev.baton.simulation;

import dev.baton.answer.Part;

/** What of one call got through to the answer. */
final class Contribution {

    /** Whether the client had nothing when the call began. */
    private final boolean first;

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder second = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();
    private int tools;
    private int finishes;
    private boolean useful;

    Contribution(boolean first) {
        this.first = first;
    }

    void add(Part part) {
        useful |= part.isUseful();
        switch (part) {
            case Part.Text said -> (said.choice() == 0 ? text : second).append(said.text());
            case Part.Reasoning thought -> reasoning.append(thought.text());
            case Part.Refusal words -> refusal.append(words.text());
            case Part.ToolCall call -> {
                tools += call.name() == null ? 0 : 1;
                arguments.append(call.arguments());
            }
            case Part.Finish ignored -> finishes++;
            case Part.Role ignored -> {}
            case Part.Usage ignored -> {}
            case Part.Block ignored -> {}
            case Part.Signature ignored -> {}
            case Part.Redacted ignored -> {}
            case Part.StillThinking ignored -> {}
        }
    }

    boolean isFirst() {
        return first;
    }

    boolean isUseful() {
        return useful;
    }

    String text() {
        return text.toString();
    }

    int length() {
        return text.length();
    }

    String second() {
        return second.toString();
    }

    String reasoning() {
        return reasoning.toString();
    }

    String refusal() {
        return refusal.toString();
    }

    String arguments() {
        return arguments.toString();
    }

    int tools() {
        return tools;
    }

    int finishes() {
        return finishes;
    }
}
