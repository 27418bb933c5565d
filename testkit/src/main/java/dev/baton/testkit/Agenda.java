package dev.baton.testkit;

import java.util.ArrayDeque;
import java.util.Deque;

/** Which script is next, and how the provider says it is. Each script serves one request, the last one all that follow. */
final class Agenda {

    private final Deque<Script> scripts = new ArrayDeque<>();
    private int served;
    private volatile int health = 200;

    Agenda() {
        scripts.add(Script.standard());
    }

    synchronized void replace(Script script) {
        scripts.clear();
        scripts.add(script);
        served = 0;
    }

    synchronized void append(Script script) {
        scripts.add(script);
    }

    synchronized Script take() {
        served++;
        Script script = scripts.element().forRequest(served);
        if (scripts.size() > 1) {
            scripts.remove();
            served = 0;
        }
        return script;
    }

    int health() {
        return health;
    }

    void setHealth(int status) {
        health = status;
    }

    synchronized Script current() {
        return scripts.element();
    }
}
