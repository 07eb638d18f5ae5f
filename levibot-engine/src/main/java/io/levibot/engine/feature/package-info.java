/**
 * Features: what a model sees of a market.
 *
 * <p>A {@link io.levibot.engine.feature.FeatureRecipe} names columns; fitted on training bars it becomes a {@link
 * io.levibot.engine.feature.FeatureSet}, which is kept with the model; a {@link io.levibot.engine.feature.FeaturePipeline} of
 * that set turns bars into rows one at a time, in training, backtest and live trading alike. Every bar feature is a function of
 * the last {@link io.levibot.engine.feature.FeatureSet#lookbackBars} bars and of nothing else, so a value has the same bits
 * wherever the history began and wherever it ends; {@link io.levibot.engine.feature.PrefixCheck} tests that for anybody's
 * features.
 *
 * <p>To add a feature that is computed from a symbol's own bars, write a {@code FeatureFunction} and list it in {@code
 * StandardFeatures}. Values that come from elsewhere (sentiment, other assets, chain data) are columns added with {@link
 * io.levibot.engine.feature.FeatureRecipe#withExternal} and fed with {@link
 * io.levibot.engine.feature.FeaturePipeline#offer}; nothing here has to change for them.
 */
@NullMarked
package io.levibot.engine.feature;

import org.jspecify.annotations.NullMarked;
