package dev.baton.testkit;

/** A field of a response's head. */
record Header(String name, String value) {}
