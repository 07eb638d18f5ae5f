package io.levibot.examples.architecture.house.engine;

import io.levibot.examples.architecture.house.BrokenRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.function.Supplier;

@BrokenRule("library code has no clock of its own")
public final class HasAClock {
    private HasAClock() {}

    static Object instant() {
        return Instant.now();
    }

    static Supplier<Instant> reference() {
        return Instant::now;
    }

    static Object date() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    static Object dateTime() {
        return LocalDateTime.now(ZoneOffset.UTC);
    }

    static Object zoned() {
        return ZonedDateTime.now(ZoneOffset.UTC);
    }

    static Object offset() {
        return OffsetDateTime.now(ZoneOffset.UTC);
    }

    static Object clock() {
        return Clock.systemUTC();
    }

    static Object source() {
        return InstantSource.system();
    }

    static Object oldDate() {
        return new Date();
    }

    static long millis() {
        return System.currentTimeMillis();
    }

    static long nanos() {
        return System.nanoTime();
    }
}
