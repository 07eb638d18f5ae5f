package io.levibot.api.contract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * A class loader that lists one provider, so that this module's test tree needs no {@code META-INF/services}: other modules
 * have the tree on their class path and would discover the doubles.
 */
final class ServiceListing extends ClassLoader {
    private final String resource;
    private final String content;

    ServiceListing(Class<?> service, Class<?> provider) {
        super(ServiceListing.class.getClassLoader());
        this.resource = "META-INF/services/" + service.getName();
        this.content = "# listed by the test\n" + provider.getName() + " # and nothing else\n";
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws MalformedURLException {
        return Collections.enumeration(resource.equals(name) ? List.of(url()) : List.of());
    }

    private URL url() throws MalformedURLException {
        return new URL("tck", null, -1, "/" + resource, new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
                return new URLConnection(url) {
                    @Override
                    public void connect() {
                        connected = true;
                    }

                    @Override
                    public InputStream getInputStream() throws IOException {
                        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
                    }
                };
            }
        });
    }
}
