package io.levibot.examples.architecture.house.engine;

import io.levibot.examples.architecture.house.BrokenRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

@BrokenRule("library code reads no serialised objects")
public final class Serialises {
    private Serialises() {}

    static Object reads(InputStream in) throws IOException, ClassNotFoundException {
        return new ObjectInputStream(in).readObject();
    }

    static void writes(OutputStream out) throws IOException {
        new ObjectOutputStream(out).flush();
    }
}
