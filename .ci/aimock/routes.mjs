// What is asked of the gateway: each case behind each protocol. Prints the configuration. Argument: where aimock is.
import { fileURLToPath } from "node:url";

/** What aimock and Baton both speak, and a provider's settings for it, by aimock's URL. */
export const PROTOCOLS = {
  openai: (url) => `base-url: "${url}/v1"`,
  responses: (url) => `base-url: "${url}/v1"`,
  anthropic: (url) => `base-url: "${url}"`,
  gemini: (url) => `base-url: "${url}/v1beta"`,
  bedrock: (url) => `base-url: "${url}", region: eu-west-1, aws-keys: { access-key-id: any, secret-access-key: any }`,
};

/** A failure that is a seam in Gemini alone, whose first event has text in it. */
const behindTheFirstEvent = { gets: "story", streamedOnly: true, seam: (protocol) => protocol === "gemini" };

const always = () => true;

/**
 * Cases by name: the model that is asked first, the one behind it, and what the client is to get. With a seam the first one breaks off
 * in mid-answer, as aimock does in streams only; its answer in one piece is whole.
 */
export const CASES = {
  whole: { first: "well", gets: "story" },
  tool: { first: "calls", gets: "call" },
  "http-500": { first: "refuses-500", then: "well", gets: "story" },
  "http-503": { first: "refuses-503", then: "well", gets: "story" },
  "http-429": { first: "refuses-429", then: "well", gets: "story" },
  "hang-up": { first: "hangs-up", then: "well", gets: "story" },
  babble: { first: "babbles", then: "well", gets: "story" },
  "early-cut": { first: "breaks-off-early", then: "continues", continuation: "prefill", ...behindTheFirstEvent },
  silence: { first: "falls-silent", then: "continues", continuation: "prefill", ...behindTheFirstEvent },
  prefill: { first: "breaks-off", then: "continues", continuation: "prefill", gets: "story", seam: always },
  replay: { first: "breaks-off", then: "well", temperature: 0, gets: "story", seam: always },
  anchor: { first: "breaks-off", then: "repeats", gets: "story", seam: always },
  "tool-cut": { first: "breaks-off-in-a-call", then: "calls", gets: "call", seam: always },
  fault: { first: "refuses-400", gets: "refusal", says: [/Refused with 400/], status: 400 },
  nobody: { first: "refuses-503", then: "refuses-500", gets: "refusal", says: [/refuses-503/, /refuses-500/] },
  half: { first: "breaks-off", resume: false, gets: "half", streamedOnly: true },
};

const names = Object.keys(PROTOCOLS);

/** Who goes on never speaks the protocol of who began. */
const next = (protocol) => names[(names.indexOf(protocol) + 1) % names.length];

export const route = (protocol, name) => `${protocol}-${name}`;

const provider = (name, protocol, url, rest = "") => `    ${name}: { protocol: ${protocol}, ${PROTOCOLS[protocol](url)}${rest} }`;

const providers = (url) =>
  names.flatMap((protocol) => [
    provider(protocol, protocol, url),
    provider(`${protocol}-prefill`, protocol, url, ", continuation: prefill"),
  ]);

const targets = (protocol, { first, then, continuation }) => {
  const second = continuation ? `${next(protocol)}-${continuation}` : next(protocol);
  return then ? [`${protocol}/${first}`, `${second}/${then}`] : [`${protocol}/${first}`];
};

/** Who gives the first words: behind a failure the second target; before a seam, and where there is no other, the first one. */
export const beginner = (protocol, wanted) => targets(protocol, wanted).at(wanted.seam?.(protocol) ? 0 : -1);

const model = (protocol, [name, wanted]) =>
  `    ${route(protocol, name)}: { targets: [${targets(protocol, wanted).join(", ")}]${wanted.resume === false ? ", resume: { enabled: false }" : ""} }`;

const models = () => names.flatMap((protocol) => Object.entries(CASES).map((wanted) => model(protocol, wanted)));

// Every request is to begin at its first target, however often that has failed.
const configuration = (url) => `baton:
  server: { port: 0 }
  providers:
${providers(url).join("\n")}
  defaults:
    timeouts: { first-token: 3s, between-tokens: 3s }
    retry: { backoff: 10ms }
    breaker: { enabled: false }
  models:
${models().join("\n")}
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(configuration(process.argv[2]));
