package dev.baton.prompt;

/** What of the vocabulary not every dialect can express. Each dialect has its own name for it. */
public enum Feature {
    MAX_TOKENS,
    CHOICES,
    LOGPROBS,
    TEMPERATURE,
    TOP_P,
    TOP_K,
    SEED,
    PRESENCE_PENALTY,
    FREQUENCY_PENALTY,
    STOP,
    OUTPUT_FORMAT,
    THINKING,
    USER,
    TOOL_CHOICE,
    PARALLEL_TOOL_CALLS,
    STRICT_TOOLS,
    TOOL_ARGUMENTS,
    FAILED_TOOL_RESULT,
    IMAGE,
    IMAGE_DETAIL,
    FILE,
    FILE_NAME,
    AUDIO,
    CACHE_MARK,
    /** The client has begun the answer itself. */
    BEGUN_ANSWER
}
