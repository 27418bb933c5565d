package dev.baton.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider does with a request: an answer and how it is told, or another response instead, and what goes wrong.
 * Immutable; every method gives a changed copy.
 *
 * <p>A <em>token</em> is one delta with something in it: a piece of reasoning or text, the head of a tool call, a piece of
 * its arguments. With several choices each choice's deltas count.
 */
public final class Script {

    private static final Script STANDARD = new Script(
            Answer.of(Tokens.split(Story.TEXT)),
            Continuing.STANDARD,
            null,
            Pacing.AT_ONCE,
            Style.PLAIN,
            Manners.GOOD,
            List.of(),
            Occurrence.ALWAYS);

    final Answer answer;
    final Continuing continuing;
    final @Nullable Reply reply;
    final Pacing pacing;
    final Style style;
    final Manners manners;
    final List<Fault> faults;
    final Occurrence occurrence;

    private Script(
            Answer answer,
            Continuing continuing,
            @Nullable Reply reply,
            Pacing pacing,
            Style style,
            Manners manners,
            List<Fault> faults,
            Occurrence occurrence) {
        this.answer = answer;
        this.continuing = continuing;
        this.reply = reply;
        this.pacing = pacing;
        this.style = style;
        this.manners = manners;
        this.faults = List.copyOf(faults);
        this.occurrence = occurrence;
    }

    // ---- what is said

    /** {@link Story#TEXT} at once and without fault. */
    public static Script standard() {
        return STANDARD;
    }

    /** This text, split into words. */
    public static Script text(String text) {
        return STANDARD.with(STANDARD.answer.withTokens(Tokens.split(text)));
    }

    /** These tokens. */
    public static Script tokens(String... tokens) {
        return STANDARD.with(STANDARD.answer.withTokens(List.of(tokens)));
    }

    /** The text instead of the present one, everything else as it is. */
    public Script withText(String text) {
        return with(answer.withTokens(Tokens.split(text)));
    }

    /** {@code reasoning_content} before the text, split into words. */
    public Script reasoning(String text) {
        return with(answer.withReasoning(Tokens.split(text)));
    }

    /** One more tool call after the text; its arguments come in these pieces. */
    public Script toolCall(String id, String name, String... argumentsInPieces) {
        return with(answer.and(new ToolCall(id, name, List.of(argumentsInPieces))));
    }

    /** The finish reason instead of {@code stop} or {@code tool_calls}; for none see {@link Quirk#NULL_FINISH}. */
    public Script finishReason(String reason) {
        return with(answer.withFinishReason(reason));
    }

    /** The model that the answer names instead of the one that was asked for. */
    public Script model(String model) {
        return with(answer.withModel(model));
    }

    public Script continuation(ContinuationStyle style) {
        return with(new Continuing(style, continuing.flag(), continuing.tail(), continuing.anchor()));
    }

    /** As {@link #continuation(ContinuationStyle)}, only when the request has this field; else the message is ignored. */
    public Script continuation(ContinuationStyle style, ContinuationFlag onlyWith) {
        return with(new Continuing(style, onlyWith, continuing.tail(), continuing.anchor()));
    }

    /** {@link ContinuationStyle#REPEAT_TAIL} with this many characters, at least 8. */
    public Script repeatTail(int characters) {
        return with(new Continuing(ContinuationStyle.REPEAT_TAIL, continuing.flag(), characters, continuing.anchor()));
    }

    /** What is done when the end of the last message is to be repeated and gone on from. */
    public Script anchor(AnchorStyle style) {
        return with(continuing.with(style));
    }

    // ---- what is said instead of an answer

    /** This status with an OpenAI error body; with 200 an error under a status that says otherwise. */
    public static Script status(int status) {
        return STANDARD.with(Reply.error(status));
    }

    /** This status with an error body of these values. */
    public static Script error(int status, String type, @Nullable String code, String message) {
        return STANDARD.with(Reply.error(status, type, code, message));
    }

    /** Azure's refusal of a prompt that its filter does not let through. */
    public static Script azureContentFilter() {
        return STANDARD.with(Reply.azureContentFilter());
    }

    /** This response as it stands; a content type of null sends none. */
    public static Script reply(int status, @Nullable String contentType, String body) {
        return STANDARD.with(Reply.of(status, contentType, body));
    }

    /** 200 and a web page, as a captive portal or a proxy sends it. */
    public static Script html() {
        return STANDARD.with(Reply.webPage());
    }

    /** 302 to this address. */
    public static Script redirect(String location) {
        return STANDARD.with(Reply.redirect(location));
    }

    /** {@code Retry-After} with this value, sensible or not. */
    public Script retryAfter(String value) {
        return header("Retry-After", value);
    }

    /** {@code Retry-After} as an HTTP date. */
    public Script retryAfter(Instant date) {
        return header(
                "Retry-After",
                DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(date));
    }

    /** {@code retry-after-ms}, the dialect of Azure and OpenAI. */
    public Script retryAfterMillis(long millis) {
        return header("retry-after-ms", Long.toString(millis));
    }

    // ---- when it is said

    /** The time between two tokens. An answer that is not streamed takes the time of all its tokens. */
    public Script pace(Duration betweenTokens) {
        return with(new Pacing(pacing.beforeFirst(), betweenTokens, pacing.stepwise(), pacing.holdAfter()));
    }

    /** The time before the first token. */
    public Script firstTokenAfter(Duration delay) {
        return with(new Pacing(delay, pacing.between(), pacing.stepwise(), pacing.holdAfter()));
    }

    /** Every token (with several choices: one of each) waits for {@link ScriptedProvider#release(int)}. */
    public Script stepwise() {
        return with(new Pacing(pacing.beforeFirst(), pacing.between(), true, pacing.holdAfter()));
    }

    /** After this many tokens of each choice the answer waits for one {@link ScriptedProvider#release(int)}. */
    public Script holdAfter(int tokens) {
        Check.that(tokens >= 0, "hold-after", tokens, "0 or more");
        return with(new Pacing(pacing.beforeFirst(), pacing.between(), pacing.stepwise(), tokens));
    }

    // ---- what goes wrong

    /** The connection is reset after this many tokens. */
    public Script dieAfter(int tokens) {
        return dieAfter(tokens, Death.RST);
    }

    public Script dieAfter(int tokens, Death how) {
        return dieAt(Point.afterTokens(tokens), how);
    }

    public Script dieAt(Point point, Death how) {
        return and(new Fault.Die(point, how));
    }

    /** After this many tokens nothing comes any more; the connection stays open until the caller leaves. */
    public Script stallAfter(int tokens) {
        return stallAt(Point.afterTokens(tokens));
    }

    public Script stallAt(Point point) {
        return and(new Fault.Stall(point, null));
    }

    /** From this point on only comments come, one every {@code interval}. */
    public Script stallWithComments(Point point, Duration interval) {
        Check.that(interval.isPositive(), "stall-comments", interval, "longer than nothing");
        return and(new Fault.Stall(point, interval));
    }

    /** After this many tokens the rest of the answer comes byte by byte, with so much time between two. */
    public Script crawlAfter(int tokens, Duration betweenBytes) {
        Check.that(betweenBytes.isPositive(), "crawl", betweenBytes, "longer than nothing");
        return and(new Fault.Crawl(Point.afterTokens(tokens), betweenBytes));
    }

    /** After this many tokens something else is said. A body that is not streamed is spoilt at the proportional byte. */
    public Script sayAfter(int tokens, Outburst outburst) {
        return and(new Fault.Say(Point.afterTokens(tokens), outburst));
    }

    /** Faults and replies strike the first requests only; the others get the answer. Counted since the script was set. */
    public Script first(int requests) {
        return with(new Occurrence(requests, occurrence.every()));
    }

    /** Faults and replies strike every k-th request only; the others get the answer. */
    public Script every(int kth) {
        return with(new Occurrence(occurrence.first(), kth));
    }

    // ---- how it looks

    public Script quirks(Quirk first, Quirk... more) {
        Set<Quirk> all = EnumSet.of(first, more);
        all.addAll(style.quirks());
        return with(new Style(all, style.lineEnd()));
    }

    public Script lineEnd(LineEnd lineEnd) {
        return with(new Style(style.quirks(), lineEnd));
    }

    public Script framing(Framing framing) {
        return with(manners.withFraming(framing));
    }

    public Script contentType(String contentType) {
        return with(manners.withContentType(contentType));
    }

    public Script withoutContentType() {
        return with(manners.withContentType(""));
    }

    /**
     * One more header. {@code Content-Length} and {@code Transfer-Encoding} take the place of the right ones, and
     * {@code Connection: close} closes.
     */
    public Script header(String name, String value) {
        return with(manners.and(new Header(name, value)));
    }

    /** Informational responses (102, 103 …) before the real one. */
    public Script interim(Integer... statuses) {
        return with(manners.withInterims(List.of(statuses)));
    }

    /** At most so many bytes leave in one write, and so much time passes between two. */
    public Script drip(int bytesPerWrite, Duration betweenWrites) {
        return with(manners.withWrites(bytesPerWrite, betweenWrites));
    }

    /** A second response, {@link Story#SURPLUS}, leaves in the same write as the end of the answer. */
    public Script surplusWithAnswer() {
        return with(
                manners.withSurplus(new Manners.Surplus(true, manners.surplus().afterIdle())));
    }

    /** A second response, {@link Story#SURPLUS}, comes when the connection has been idle for so long. */
    public Script surplusAfter(Duration idle) {
        return with(manners.withSurplus(new Manners.Surplus(manners.surplus().withAnswer(), idle)));
    }

    /** This script as it applies to the request of this number since it was set. */
    Script forRequest(int number) {
        return occurrence.includes(number)
                ? this
                : new Script(answer, continuing, null, pacing, style, manners, List.of(), occurrence);
    }

    private Script and(Fault fault) {
        List<Fault> all = new ArrayList<>(faults);
        all.add(fault);
        return new Script(answer, continuing, reply, pacing, style, manners, all, occurrence);
    }

    private Script with(Answer changed) {
        return new Script(changed, continuing, reply, pacing, style, manners, faults, occurrence);
    }

    private Script with(Continuing changed) {
        return new Script(answer, changed, reply, pacing, style, manners, faults, occurrence);
    }

    Script with(Reply changed) {
        return new Script(answer, continuing, changed, pacing, style, manners, faults, occurrence);
    }

    private Script with(Pacing changed) {
        return new Script(answer, continuing, reply, changed, style, manners, faults, occurrence);
    }

    private Script with(Style changed) {
        return new Script(answer, continuing, reply, pacing, changed, manners, faults, occurrence);
    }

    private Script with(Manners changed) {
        return new Script(answer, continuing, reply, pacing, style, changed, faults, occurrence);
    }

    private Script with(Occurrence changed) {
        return new Script(answer, continuing, reply, pacing, style, manners, faults, changed);
    }

    @Override
    public String toString() {
        String what = reply != null ? "status " + reply.status() : answer.size() + " tokens";
        return "Script[" + what + ", faults=" + faults + ", " + pacing + ", " + style + ", " + manners.framing() + ", "
                + continuing.style() + "]";
    }
}
