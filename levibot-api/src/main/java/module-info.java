/**
 * Domain types and service provider interfaces of levibot.
 *
 * <p>{@code io.levibot.api} holds the values that pass between a host, the engine and the plugins; {@code io.levibot.api.spi}
 * holds what a plugin author implements. The module depends on nothing but the nullness annotations.
 */
module io.levibot.api {
    requires static transitive org.jspecify;

    exports io.levibot.api;
    exports io.levibot.api.spi;
}
