package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.ArtifactException;
import org.junit.jupiter.api.Test;

class NativeBoosterTest {
    private static final double[] ROWS = {1.5, 0, /* */ 2, -2, /* */ 2, 3, /* */ Double.NaN, Double.NaN};

    @Test
    void addsUpTheLeavesOfAHandMadeModel() {
        try (NativeBooster booster = NativeBooster.load(HandModel.BINARY)) {
            assertThat(booster.predictRaw(ROWS, 4)).containsExactly(0.375, -0.375, 0.75, 0.375);
            assertThat(booster.predictLeaf(ROWS, 4)).containsExactly(0, 0, 1, 0, 2, 1, 0, 0);
            assertThat(booster.predict(ROWS, 4)[2]).isEqualTo(1 / (1 + Math.exp(-0.75)), within(1e-15));
        }
    }

    @Test
    void usesOnlyTheFirstIterationsWhenAsked() {
        try (NativeBooster booster = NativeBooster.load(HandModel.BINARY, 1)) {
            assertThat(booster.predictRaw(ROWS, 4)).containsExactly(0.25, -0.5, 1, 0.25);
            assertThat(booster.predictLeaf(ROWS, 4)).hasSize(4);
        }
    }

    @Test
    void givesContributionsThatAddUpToTheRawScore() {
        try (NativeBooster booster = NativeBooster.load(HandModel.BINARY)) {
            double[] shares = booster.predictContrib(ROWS, 4);
            double[] raw = booster.predictRaw(ROWS, 4);
            assertThat(shares).hasSize(12);
            for (int i = 0; i < 4; i++) {
                assertThat(shares[3 * i] + shares[3 * i + 1] + shares[3 * i + 2])
                        .isEqualTo(raw[i], within(1e-12));
            }
        }
    }

    @Test
    void sizesBuffersForSeveralClasses() {
        try (NativeBooster booster = NativeBooster.load(HandModel.THREE_CLASSES)) {
            assertThat(booster.classes()).isEqualTo(3);
            assertThat(booster.predictRaw(new double[] {-1, 1}, 2)).containsExactly(1, 2, 3, -1, -2, -3);
            assertThat(booster.predictContrib(new double[] {-1}, 1)).hasSize(6);
            assertThatThrownBy(() -> booster.scoreRow(new double[] {1}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("3 scores");
        }
    }

    @Test
    void scoresOneRowLikeMany() {
        try (NativeBooster booster = NativeBooster.load(HandModel.BINARY)) {
            assertThat(booster.scoreRow(new double[] {2, 3})).isEqualTo(0.75);
        }
    }

    @Test
    void refusesRowsOfAnotherWidth() {
        try (NativeBooster booster = NativeBooster.load(HandModel.BINARY)) {
            assertThatThrownBy(() -> booster.scoreRow(new double[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2 features");
            assertThatThrownBy(() -> booster.predictRaw(new double[3], 2)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> booster.predictRaw(new double[0], -1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> booster.predictRaw(new double[0], Integer.MAX_VALUE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesTextThatIsNoModel() {
        assertThatThrownBy(() -> NativeBooster.load("")).isInstanceOf(ArtifactException.class);
        assertThatThrownBy(() -> NativeBooster.load("tree\nnothing more\n")).isInstanceOf(ArtifactException.class);
    }

    @Test
    void closesTwiceAndRefusesUseAfterwards() {
        NativeBooster booster = NativeBooster.load(HandModel.BINARY);
        booster.scoreRow(new double[2]);
        booster.close();
        booster.close();
        assertThatThrownBy(() -> booster.scoreRow(new double[2])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> booster.predictContrib(new double[2], 1)).isInstanceOf(IllegalStateException.class);
    }
}
