/** Tests of the OpenAI sentiment plugin, against a server on loopback: no network and no key. */
@NullMarked
package io.levibot.sentiment.openai;

import org.jspecify.annotations.NullMarked;
