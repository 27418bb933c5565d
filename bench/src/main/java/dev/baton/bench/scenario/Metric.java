package dev.baton.bench.scenario;

/** One figure of a contender, in the order and the words of the tables. */
public enum Metric {
    START_UP("Start-up", "from exec to the first 200", "s", 2, true),

    JSON_RATE("JSON, 32 connections, closed loop", "requests", "/s", 0, false),
    JSON_CPU("JSON, 32 connections, closed loop", "CPU per request", "µs", 1, true),
    JSON_P50("JSON, 32 connections, closed loop", "time p50", "µs", 0, false),
    JSON_P99("JSON, 32 connections, closed loop", "time p99", "µs", 0, false),

    PACED_RATE("1,000 streams, a token every 20 ms", "events", "/s", 0, false),
    PACED_CPU("1,000 streams, a token every 20 ms", "CPU per event", "µs", 1, true),
    PACED_AGE_P50("1,000 streams, a token every 20 ms", "age of an event p50", "µs", 0, true),
    PACED_AGE_P99("1,000 streams, a token every 20 ms", "age of an event p99", "µs", 0, true),

    UNPACED_RATE("32 streams of 200 tokens at a time, unpaced", "events", "/s", 0, false),
    UNPACED_CPU("32 streams of 200 tokens at a time, unpaced", "CPU per event", "µs", 2, true),

    FIRST_TOKEN_P50("200 new streams a second", "time to first token p50", "µs", 0, true),
    FIRST_TOKEN_P99("200 new streams a second", "time to first token p99", "µs", 0, true),

    PROMPT_CPU("Prompts of 1 MiB, 2 connections", "CPU per request", "µs", 0, true),
    PROMPT_P50("Prompts of 1 MiB, 2 connections", "time p50", "µs", 0, true),
    PROMPT_P99("Prompts of 1 MiB, 2 connections", "time p99", "µs", 0, true),

    LONG_CPU("Answers of 20,000 tokens, 4 streams", "CPU per event", "µs", 1, true),
    LONG_RATIO("Answers of 20,000 tokens, 4 streams", "an event, against answers of 200 tokens", "×", 2, false),

    MEMORY_IDLE("Memory, a new process", "idle", "MB", 0, true),
    MEMORY_1000("Memory, a new process", "1,000 open streams", "MB", 0, true),
    MEMORY_5000("Memory, a new process", "5,000 open streams", "MB", 0, true),
    MEMORY_10000("Memory, a new process", "10,000 open streams", "MB", 0, true),
    MEMORY_STREAM("Memory, a new process", "per stream, between 1,000 and 5,000", "KB", 1, true),

    REFUSED_P50("The first target refuses connections", "added to the time to first token p50", "µs", 0, false),
    REFUSED_P99("The first target refuses connections", "added to the time to first token p99", "µs", 0, false),
    SEAM_P50("The first target dies at token 20", "added to the gap before token 21 p50", "µs", 0, false),
    SEAM_P99("The first target dies at token 20", "added to the gap before token 21 p99", "µs", 0, false),

    SILENT_P50("The first target is silent", "first token, beyond the time it is given p50", "µs", 0, false),
    SILENT_P99("The first target is silent", "first token, beyond the time it is given p99", "µs", 0, false),
    STALLED_P50("The first target is silent", "token 21, beyond the time it is given p50", "µs", 0, false),
    STALLED_P99("The first target is silent", "token 21, beyond the time it is given p99", "µs", 0, false),

    LEAVES_WAITING_P50("The client leaves", "seen upstream, before the first token p50", "µs", 0, false),
    LEAVES_WAITING_P99("The client leaves", "seen upstream, before the first token p99", "µs", 0, false),
    LEAVES_STREAM_P50("The client leaves", "seen upstream, in mid-stream p50", "µs", 0, false),
    LEAVES_STREAM_P99("The client leaves", "seen upstream, in mid-stream p99", "µs", 0, false),
    LEAVES_SEAM_P50("The client leaves", "seen upstream, during a failover p50", "µs", 0, false),
    LEAVES_SEAM_P99("The client leaves", "seen upstream, during a failover p99", "µs", 0, false),

    FULL_PEAK("Twice what 64 in flight can do, 50 ms an answer", "peak", "/s", 0, false),
    FULL_GOODPUT("Twice what 64 in flight can do, 50 ms an answer", "answered, of the peak", "%", 1, false),
    FULL_REFUSAL_P50("Twice what 64 in flight can do, 50 ms an answer", "time to a refusal p50", "µs", 0, false),
    FULL_REFUSAL_P99("Twice what 64 in flight can do, 50 ms an answer", "time to a refusal p99", "µs", 0, false),
    FULL_RECOVERY("Twice what 64 in flight can do, 50 ms an answer", "recovered within", "s", 0, false),

    BUSY_PEAK("Twice what the machine can do, 64 in flight", "peak", "/s", 0, false),
    BUSY_GOODPUT("Twice what the machine can do, 64 in flight", "answered, of the peak", "%", 1, false),
    BUSY_REFUSAL_P50("Twice what the machine can do, 64 in flight", "time to a refusal p50", "µs", 0, false),
    BUSY_REFUSAL_P99("Twice what the machine can do, 64 in flight", "time to a refusal p99", "µs", 0, false),
    BUSY_RECOVERY("Twice what the machine can do, 64 in flight", "recovered within", "s", 0, false),

    SOAK_STREAMS("Streams that are left or fail", "streams", "", 0, false),
    SOAK_FILES("Streams that are left or fail", "more files open afterwards", "", 0, false),
    SOAK_THREADS("Streams that are left or fail", "more threads afterwards", "", 0, false),
    SOAK_HEAP("Streams that are left or fail", "more heap in use afterwards", "KB", 0, false),
    SOAK_NATIVE("Streams that are left or fail", "more native buffers afterwards", "KB", 0, false);

    private final String group;
    private final String label;
    private final String unit;
    private final int decimals;
    private final boolean compared;

    Metric(String group, String label, String unit, int decimals, boolean compared) {
        this.group = group;
        this.label = label;
        this.unit = unit;
        this.decimals = decimals;
        this.compared = compared;
    }

    /** The load it belongs to. */
    public String group() {
        return group;
    }

    public String label() {
        return label;
    }

    public String unit() {
        return unit;
    }

    public int decimals() {
        return decimals;
    }

    /** Whether its ratio to nginx says something. */
    public boolean isCompared() {
        return compared;
    }
}
