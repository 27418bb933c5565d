// What the models say.

export const STORY =
  "The lighthouse keeper wrote one letter every evening and gave it to the tide. Most of them sank, a few came back, " +
  "and one crossed the whole ocean. Years later a boat arrived with a stranger, who carried a box of answers. " +
  "They read until the lamp burned low, laughing, while the sea outside kept turning its quiet blue pages: ŋ, ß, 海, 🌊.";

export const LOOK = "Let me look.";

export const CALL = {
  name: "weather",
  arguments: { city: "Rome", days: [1, 2, 3], why: "because somebody who stands before a long journey wants to know it" },
};
