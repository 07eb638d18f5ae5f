package io.levibot.examples.command;

import io.levibot.api.LevibotException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * Tries an address before anything is composed behind it: a host that cannot listen must not have opened a journal first, and
 * each of the three ways to fail has its own message.
 */
final class ListenAddress {
    private ListenAddress() {}

    /**
     * @param address a name or number of this machine
     * @param port 0 to 65535; 0 is always free
     * @throws LevibotException if the address is not this machine's, or the port is taken or not allowed
     */
    static void requireFree(String address, int port) {
        InetAddress local = resolve(address);
        try (ServerSocket any = new ServerSocket()) {
            any.bind(new InetSocketAddress(local, 0));
        } catch (IOException e) {
            throw new LevibotException(
                    "http",
                    "address " + address + " is none of this machine's (" + e.getMessage()
                            + "); --address takes one, such as 127.0.0.1, or 0.0.0.0 for all",
                    e);
        }
        try (ServerSocket wanted = new ServerSocket()) {
            wanted.setReuseAddress(true); // as the server does: connections that are closing do not matter
            wanted.bind(new InetSocketAddress(local, port));
        } catch (IOException e) {
            throw new LevibotException(
                    "http",
                    "port " + port + " of " + address + " cannot be had (" + e.getMessage()
                            + "); give another by --port, or 0 for any that is free",
                    e);
        }
    }

    private static InetAddress resolve(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new LevibotException(
                    "http",
                    "address '" + address + "' is unknown; --address takes a name or number of this machine",
                    e);
        }
    }
}
