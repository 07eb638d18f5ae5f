package io.levibot.engine.risk;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.KillVerdict.OnTrip;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What tests run in a process of its own: says that it is ready, waits for a line, stops trading by the latch or by the flag
 * file that it is given, says so, and dies without closing anything.
 */
public final class LatchProgram {
    private LatchProgram() {}

    public static void main(String[] args) throws IOException {
        Path path = Path.of(args[1]);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        orders.readLine();
        if (args[0].equals("trip")) {
            KillLatch latch = KillLatch.open(path, InstantSource.fixed(Instant.parse("2024-03-01T13:00:00Z")));
            latch.trip("operator:other", KillVerdict.trip(KillState.HALTED, "from another process", OnTrip.KEEP));
        } else {
            Files.createFile(path);
        }
        System.out.println("acknowledged");
        System.out.flush();
        Runtime.getRuntime().halt(9);
    }
}
