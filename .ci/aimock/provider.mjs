// Starts aimock, with models that are well and models that fail; says where it is. Argument: the folder it is installed in.
import { createRequire } from "node:module";
import { CALL, LOOK, STORY } from "./said.mjs";

const { LLMock } = createRequire(`${process.argv[2]}/`)("@copilotkit/aimock");

const story = { content: STORY };
const look = { content: LOOK, toolCalls: [{ name: CALL.name, arguments: JSON.stringify(CALL.arguments) }] };
const refusal = (status) => ({ error: { message: `Refused with ${status}.`, type: "server_error" }, status });

/** The text of the assistant's half answer that the request ends with, perhaps before a question about it. */
const half = ({ messages }) => messages.findLast((message) => message.role === "assistant")?.content ?? "";

/** The rest of the story, as a server that continues a trailing assistant message gives it. */
const rest = (request) => ({ content: STORY.slice(half(request).length) });

/** The end of the half answer that the last message quotes, and the rest: as a model that does what it is asked. */
const repeated = (request) => {
  const told = half(request);
  const question = request.messages.at(-1).content;
  let from = 0;
  while (!question.includes(told.slice(from))) from++;
  return { content: STORY.slice(from) };
};

/** The first chunk at once, and the next one when nobody waits for it any more. */
const oneChunk = { ttft: 1, tps: 0.01 };

/** By the name of the model. Chunks have ten characters; there is time between them, or nothing of a stream that is cut would leave. */
const models = {
  well: { response: story },
  continues: { response: rest },
  repeats: { response: repeated },
  calls: { response: look },
  "refuses-400": { response: refusal(400) },
  "refuses-429": { response: refusal(429) },
  "refuses-500": { response: refusal(500) },
  "refuses-503": { response: refusal(503) },
  "hangs-up": { response: story, chaos: { disconnectRate: 1 } },
  babbles: { response: story, chaos: { malformedRate: 1 } },
  "breaks-off": { response: story, truncateAfterChunks: 14 },
  "breaks-off-early": { response: story, streamingProfile: oneChunk, disconnectAfterMs: 200 },
  "falls-silent": { response: story, streamingProfile: oneChunk },
  "breaks-off-in-a-call": { response: look, truncateAfterChunks: 16 },
};

const mock = new LLMock({ port: 0, host: "127.0.0.1", chunkSize: 10, latency: 2, logLevel: "silent" });
for (const [model, fixture] of Object.entries(models)) mock.addFixture({ match: { model }, ...fixture });
console.log(`aimock is at ${await mock.start()}`);
