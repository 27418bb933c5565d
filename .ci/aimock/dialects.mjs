// The four APIs that clients call: how they ask, what they make of an answer, and the status of a model that nobody can serve. Reading
// throws where an answer is not what the API promises: two ends, none, something behind the end, two ids.
import assert from "node:assert/strict";

const QUESTION = "How is it?";
const WEATHER = { type: "object", properties: { city: { type: "string" } } };

const only = (items, what) => {
  assert.equal(items.length, 1, `${items.length} ${what}`);
  return items[0];
};
const join = (pieces) => pieces.filter(Boolean).join("");
const call = (name, text) => ({ name, arguments: typeof text === "string" ? JSON.parse(text) : text });

/** Server-sent events, as {name, data}; data is JSON where it can be. */
const events = (body) => {
  assert.ok(body.endsWith("\n\n"), "the stream does not end behind an event");
  return body.split("\n\n").slice(0, -1).map((block) => {
    const field = (name) => block.split("\n").filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
    const data = field("data").join("\n");
    return { name: field("event")[0], data: data.startsWith("{") ? JSON.parse(data) : data };
  });
};

/** A stream that broke off tells of it in its last event, and nowhere says that it is complete. */
const broken = (text, error, ends) => {
  assert.equal(ends, 0, "an error, and an end as if all were well");
  return { text, error: error.message };
};

const chat = {
  ask: (model, stream, temperature) => ({
    path: "/v1/chat/completions",
    body: {
      model, stream, temperature,
      messages: [{ role: "user", content: QUESTION }],
      tools: [{ type: "function", function: { name: "weather", parameters: WEATHER } }],
      ...(stream && { stream_options: { include_usage: true } }),
    },
  }),
  unavailable: 503,
  error: (body) => body.error.message,
  whole: ({ choices, usage }) => {
    const { message, finish_reason: finish } = only(choices, "choices");
    assert.ok(usage.completion_tokens >= 0, "no usage");
    const calls = (message.tool_calls ?? []).map(({ function: f }) => call(f.name, f.arguments));
    assert.equal(finish, calls.length ? "tool_calls" : "stop");
    return { text: message.content ?? "", calls };
  },
  streamed: (body) => {
    const all = events(body);
    const chunks = all.map((event) => event.data).filter((data) => data.choices);
    const choices = chunks.flatMap((chunk) => chunk.choices);
    const finishes = choices.filter((choice) => choice.finish_reason);
    const text = join(choices.map((choice) => choice.delta.content));
    const done = all.filter((event) => event.data === "[DONE]");
    only([...new Set(chunks.map((chunk) => chunk.id))], "ids");
    only(choices.filter((choice) => choice.delta.role), "roles");
    if (all.at(-1).name === "error") return broken(text, all.at(-1).data.error, finishes.length + done.length);
    only(done, "[DONE]");
    assert.equal(all.at(-1).data, "[DONE]", "something stands behind [DONE]");
    only(chunks.filter((chunk) => chunk.usage), "usages");
    const calls = [];
    for (const { index, function: f } of choices.flatMap((choice) => choice.delta.tool_calls ?? [])) {
      calls[index] ??= { name: "", text: "" };
      calls[index].name += f.name ?? "";
      calls[index].text += f.arguments ?? "";
    }
    assert.equal(only(finishes, "finishes").finish_reason, calls.length ? "tool_calls" : "stop");
    return { text, calls: calls.map(({ name, text }) => call(name, text)) };
  },
};

const responses = {
  ask: (model, stream, temperature) => ({
    path: "/v1/responses",
    body: { model, stream, temperature, input: QUESTION, tools: [{ type: "function", name: "weather", parameters: WEATHER }] },
  }),
  unavailable: 503,
  error: (body) => body.error.message,
  whole: ({ output, status, usage }) => {
    assert.equal(status, "completed");
    assert.ok(usage.output_tokens >= 0, "no usage");
    const parts = output.filter((item) => item.type === "message").flatMap((item) => item.content);
    const calls = output.filter((item) => item.type === "function_call");
    return { text: join(parts.map((part) => part.text)), calls: calls.map((item) => call(item.name, item.arguments)) };
  },
  streamed: (body) => {
    const all = events(body);
    const of = (type) => all.map((event) => event.data).filter((data) => data.type === type);
    for (const [number, { name, data }] of all.entries()) {
      assert.equal(name, data.type);
      assert.equal(data.sequence_number, number, "events are not numbered without gaps");
    }
    const text = join(of("response.output_text.delta").map((event) => event.delta));
    only(of("response.created"), "response.created");
    const failed = of("response.failed");
    if (failed.length) return broken(text, only(failed, "failures").response.error, of("response.completed").length);
    const { response } = only(of("response.completed"), "response.completed");
    assert.equal(all.at(-1).name, "response.completed", "something stands behind the end");
    const answer = responses.whole(response);
    assert.equal(answer.text, text, "the pieces are not the whole");
    const pieces = join(of("response.function_call_arguments.delta").map((event) => event.delta));
    assert.deepEqual(pieces ? JSON.parse(pieces) : undefined, answer.calls[0]?.arguments, "the pieces are not the call");
    return answer;
  },
};

const messages = {
  ask: (model, stream, temperature) => ({
    path: "/v1/messages",
    headers: { "anthropic-version": "2023-06-01" },
    body: {
      model, stream, temperature,
      max_tokens: 4000,
      messages: [{ role: "user", content: QUESTION }],
      tools: [{ name: "weather", input_schema: WEATHER }],
    },
  }),
  unavailable: 529,
  error: (body) => {
    assert.equal(body.type, "error");
    return body.error.message;
  },
  whole: ({ content, stop_reason: stop, usage }) => {
    const calls = content.filter((block) => block.type === "tool_use").map((block) => call(block.name, block.input));
    assert.equal(stop, calls.length ? "tool_use" : "end_turn");
    assert.ok(usage.output_tokens >= 0, "no usage");
    return { text: join(content.map((block) => block.text)), calls };
  },
  streamed: (body) => {
    const all = events(body).filter((event) => event.name !== "ping");
    const of = (type) => all.map((event) => event.data).filter((data) => data.type === type);
    for (const { name, data } of all) assert.equal(name, data.type);
    only(of("message_start"), "message_start");
    const pieces = (field) => join(of("content_block_delta").map((event) => event.delta[field]));
    const ends = of("message_stop");
    if (all.at(-1).name === "error") return broken(pieces("text"), all.at(-1).data.error, ends.length);
    only(ends, "message_stop");
    assert.equal(all.at(-1).name, "message_stop", "something stands behind the end");
    const starts = of("content_block_start");
    assert.deepEqual(of("content_block_stop").map((event) => event.index), starts.map((event) => event.index));
    const tools = starts.map((event) => event.content_block).filter((block) => block.type === "tool_use");
    const calls = tools.map((block) => call(block.name, pieces("partial_json")));
    assert.equal(only(of("message_delta"), "message_delta").delta.stop_reason, calls.length ? "tool_use" : "end_turn");
    return { text: pieces("text"), calls };
  },
};

const gemini = {
  ask: (model, stream, temperature) => ({
    path: `/v1beta/models/${model}:${stream ? "streamGenerateContent?alt=sse" : "generateContent"}`,
    body: {
      contents: [{ role: "user", parts: [{ text: QUESTION }] }],
      tools: [{ functionDeclarations: [{ name: "weather", parameters: WEATHER }] }],
      generationConfig: { temperature },
    },
  }),
  unavailable: 503,
  error: (body) => body.error.message,
  whole: (response) => gemini.joined([response]),
  streamed: (body) => {
    const all = events(body).map((event) => event.data);
    // aimock gives none, and what needs no change is passed on as it came.
    assert.ok(new Set(all.flatMap((data) => data.responseId ?? [])).size <= 1, "several ids");
    const { error } = all.at(-1);
    if (!error) return gemini.joined(all);
    const candidates = all.flatMap((data) => data.candidates ?? []);
    const text = join(candidates.flatMap((candidate) => candidate.content.parts.map((part) => part.text)));
    return broken(text, error, candidates.filter((candidate) => candidate.finishReason).length);
  },
  joined: (all) => {
    const candidates = all.flatMap((response) => response.candidates);
    const parts = candidates.flatMap((candidate) => candidate.content?.parts ?? []);
    const finishes = candidates.filter((candidate) => candidate.finishReason);
    assert.match(only(finishes, "finishes").finishReason, /^(STOP|FUNCTION_CALL)$/);
    assert.equal(candidates.at(-1), finishes[0], "something stands behind the end");
    assert.ok(all.at(-1).usageMetadata, "no usage");
    const calls = parts.flatMap((part) => part.functionCall ?? []).map((f) => call(f.name, f.args));
    return { text: join(parts.map((part) => part.text)), calls };
  },
};

export const DIALECTS = { chat, responses, messages, gemini };
