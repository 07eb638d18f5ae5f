package io.levibot.examples.host;

import io.levibot.engine.label.LabelDefinition;
import io.levibot.engine.registry.Bundle;
import io.levibot.engine.registry.ModelRegistry;
import io.levibot.engine.registry.RegistryEvent;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.registry.ServingModelLoader;
import java.util.Objects;
import java.util.Optional;

/** The champion of a registry. */
public final class RegistryModels implements ModelSource {
    private final ModelRegistry registry;
    private final ServingModelLoader loader;

    /**
     * @param registry where the champion is named
     * @param loader verifies it and makes it ready
     */
    public RegistryModels(ModelRegistry registry, ServingModelLoader loader) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.loader = Objects.requireNonNull(loader, "loader");
    }

    @Override
    public Optional<HostedModel> champion() {
        if (registry.state().aliases().champion().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(hosted(registry.read(ModelRegistry.CHAMPION)));
    }

    @Override
    public HostedModel bundle(String id) {
        return hosted(registry.read(id));
    }

    private HostedModel hosted(Bundle bundle) {
        ServingModel model = loader.load(bundle);
        boolean twoWay = LabelDefinition.fromJson(bundle.content().label().definition(), "champion")
                .twoWay();
        return new HostedModel(
                model,
                twoWay ? HostedModel.LabelKind.TWO_WAY : HostedModel.LabelKind.OTHER,
                bundle.content().provenance().createdAt(),
                registry.promotionOf(bundle.id()).map(RegistryEvent::at).orElse(null));
    }
}
