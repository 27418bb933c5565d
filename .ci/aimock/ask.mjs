// Asks for every case behind every protocol in every dialect, streamed and in one piece, and prints a table. Argument: where the
// gateway is.
import assert from "node:assert/strict";
import { DIALECTS } from "./dialects.mjs";
import { CASES, PROTOCOLS, beginner, route } from "./routes.mjs";
import { CALL, LOOK, STORY } from "./said.mjs";

const PATIENCE = 20_000;
const AT_ONCE = 16;

const gateway = new URL(process.argv[2]).origin;

const send = async ({ path, headers, body }) => {
  const response = await fetch(gateway + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE),
  });
  return { status: response.status, target: response.headers.get("x-baton-target"), body: await response.text() };
};

/** Throws where an answer is not what the client is to get. */
const expectations = {
  story: (answer) => assert.deepEqual(answer, { text: STORY, calls: [] }),
  call: (answer) => assert.deepEqual(answer, { text: LOOK, calls: [CALL] }),
  half: ({ text, error }) => {
    assert.ok(text && text !== STORY && STORY.startsWith(text), `half of the story is '${text}'`);
    assert.match(error, /breaks-off/, "the error does not name who broke off");
  },
};

const checkRefusal = ({ status, body }, wanted, { error, unavailable }) => {
  assert.equal(status, wanted.status ?? unavailable);
  for (const words of wanted.says) assert.match(error(JSON.parse(body)), words);
};

const checkAnswer = ({ status, target, body }, wanted, { whole, streamed }, { protocol, inPieces }) => {
  assert.equal(status, 200, body);
  assert.equal(target, beginner(protocol, wanted));
  expectations[wanted.gets](inPieces ? streamed(body) : whole(JSON.parse(body)));
};

const check = async (question) => {
  const { dialect, protocol, name, inPieces } = question;
  const wanted = CASES[name];
  const response = await send(DIALECTS[dialect].ask(route(protocol, name), inPieces, wanted.temperature));
  (wanted.gets === "refusal" ? checkRefusal : checkAnswer)(response, wanted, DIALECTS[dialect], question);
};

const ways = (name) => (CASES[name].streamedOnly ? [true] : [true, false]);
const rows = Object.keys(DIALECTS).flatMap((dialect) => Object.keys(PROTOCOLS).map((protocol) => ({ dialect, protocol })));
const questions = rows.flatMap((row) =>
  Object.keys(CASES).flatMap((name) => ways(name).map((inPieces) => ({ ...row, name, inPieces }))),
);

const failures = [];
const waiting = [...questions];
const worker = async () => {
  for (let question = waiting.shift(); question; question = waiting.shift()) {
    await check(question).catch((failure) => failures.push({ ...question, failure }));
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, worker));

const line = (cells) => cells.map((cell) => cell.padEnd(11)).join("").trimEnd();
const verdict = (row, name) =>
  failures.some((f) => f.dialect === row.dialect && f.protocol === row.protocol && f.name === name) ? "FAIL" : "ok";

console.log(line(["client", "provider", ...Object.keys(CASES)]));
for (const row of rows) {
  console.log(line([row.dialect, row.protocol, ...Object.keys(CASES).map((name) => verdict(row, name))]));
}
for (const { dialect, protocol, name, inPieces, failure } of failures) {
  console.log(`\n${dialect} <- ${protocol}, ${name}, ${inPieces ? "streamed" : "in one piece"}: ${failure.message}`);
}
console.log(`${questions.length - failures.length} passed, ${failures.length} failed`);
process.exitCode = failures.length ? 1 : 0;
