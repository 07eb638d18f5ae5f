package io.levibot.sentiment.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.levibot.api.Headline;
import io.levibot.api.spi.PluginConfig;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreKeyTest {
    @Test
    void isTheHashOfTheDocumentedLines() {
        // printf 'levibot-sentiment/1\ngpt-4o-mini\nprompt-1\nschema-1\nBTC,ETH,SOL,BNB,MKT\n
        //   temperature=0x0.0p0,max-answer-tokens=200\nbitcoin rallies\n' | sha256sum (one line)
        assertThat(key("Bitcoin  rallies").hex())
                .isEqualTo("53765870b3d672bcb78385bc43322e678a0c63c8cfa1d0937458ad485a826b6c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BITCOIN RALLIES",
                " bitcoin\t rallies\n",
                "bitcoin\u00a0rallies",
                "bit\u200bcoin rallies",
                "\u202ebitcoin rallies",
                "\uff22itcoin rallies",
                "Bitcoin rallies - Test Wire",
                "Bitcoin rallies | TEST WIRE"
            })
    void isTheSameForTheSameStoryInOtherClothes(String text) {
        assertThat(key(text)).isEqualTo(key("Bitcoin rallies"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bitcoin rallies!",
                "Bitcoin rally",
                "Bitcoinrallies",
                "rallies Bitcoin",
                "Bitcoin rallies - Other Wire",
                "Bitcoin rallies\u0301"
            })
    void isAnotherForAnotherStory(String text) {
        assertThat(key(text)).isNotEqualTo(key("Bitcoin rallies"));
    }

    @Test
    void isAnotherForEverythingThatTheScoreDependsOn() {
        Set<ScoreKey> keys = new HashSet<>();
        keys.add(key("x"));
        keys.add(key("x", "model", "gpt-4o"));
        keys.add(key("x", "assets", "BTC,MKT"));
        keys.add(key("x", "assets", "MKT,BTC"));
        keys.add(key("x", "temperature", "0.5"));
        keys.add(key("x", "temperature", "none"));
        keys.add(key("x", "max-answer-tokens", "300"));

        assertThat(keys).hasSize(7);
    }

    @Test
    void isTheSameWhateverTheScoreDoesNotDependOn() {
        assertThat(key("x", "api-key", "other", "max-retries", "5", "timeout", "PT1S"))
                .isEqualTo(key("x"));
        assertThat(key("x", "temperature", "-0.0")).isEqualTo(key("x", "temperature", "0"));
    }

    @Test
    void foldsLettersWithSeveralLowerCaseForms() {
        assertThat(key("STRASSE \u03a3\u03a3")).isEqualTo(key("stra\u00dfe \u03c3\u03c2"));
        assertThat(key("STRA\u1e9eE")).isEqualTo(key("strasse"));
    }

    @Test
    void comparingIsIdempotentForEveryCharacter() {
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            String text = "x" + Character.toString(character);
            String once = HeadlineText.of(Scorers.headline(text)).compared();

            // One assertion object per character would take longer than the rest of the suite.
            if (!HeadlineText.of(Scorers.headline(once)).compared().equals(once)) {
                fail("U+%04X is compared as %s, and that as something else", character, once);
            }
        }
    }

    @Property
    void comparingIsIdempotent(@ForAll @StringLength(min = 1, max = 80) String text) {
        Assume.that(!text.isBlank());
        String once = HeadlineText.of(Scorers.headline(text)).compared();
        Assume.that(!once.isEmpty());

        assertThat(HeadlineText.of(new Headline(
                                once.substring(0, Math.min(1000, once.length())), "", Scorers.NOW, Scorers.NOW))
                        .compared())
                .isEqualTo(once);
    }

    @Property
    void whatIsSentHasNoHiddenCharactersAndNoLineBreak(@ForAll @StringLength(min = 1, max = 80) String text) {
        Assume.that(!text.isBlank());

        assertThat(HeadlineText.of(Scorers.headline(text)).sent().codePoints())
                .noneMatch(c -> Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.CONTROL
                        || Character.getType(c) == Character.SURROGATE
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
    }

    @Test
    void sendsWhatWasWritten() {
        assertThat(HeadlineText.of(Scorers.headline("  SEC  sues \"Exchange\" \ud83d\ude80 - Test Wire"))
                        .sent())
                .isEqualTo("SEC sues \"Exchange\" \ud83d\ude80");
        assertThat(HeadlineText.of(Scorers.headline("lone \ud83d surrogate")).sent())
                .isEqualTo("lone \ufffd surrogate");
    }

    private static ScoreKey key(String text, String... pairs) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        OpenAiSettings settings =
                OpenAiSettings.read(PluginConfig.of(new OpenAiSentimentProvider(), values), name -> null);
        return ScoreKey.of(settings, HeadlineText.of(Scorers.headline(text)));
    }
}
