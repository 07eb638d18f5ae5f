package io.levibot.engine.event;

/** Keeps nothing. */
enum NoSink implements EventSink {
    INSTANCE;

    @Override
    public void append(EngineEvent event) {}

    @Override
    public void sync() {}

    @Override
    public void close() {}
}
