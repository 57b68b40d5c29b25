package io.nftproxy.app.commands;

import io.nftproxy.config.json.Json;
import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.serve.control.ServicesAnswer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of Service ports by address, from an answer to {@code services}.
 *
 * @param byAddress for example {@code 10.96.0.10:80/TCP} to {@code shop/web:http}
 */
record ServiceNames(Map<String, String> byAddress) {
    static ServiceNames of(Json answer) {
        Map<String, String> names = new HashMap<>();
        for (Json service : answer.objects("services")) {
            String name = service.text("namespace") + "/" + service.text("name");
            for (Json port : service.objects("ports")) {
                String portName = port.text("name");
                for (String address : port.texts("addresses")) {
                    names.put(address, portName.isEmpty() ? name : name + ":" + portName);
                }
            }
        }
        return new ServiceNames(names);
    }

    /**
     * Returns the Service port that a connection goes through, {@code shop/web:http}; null if it
     * goes through none.
     */
    @Nullable String of(Flow flow) {
        for (FrontendKey key : flow.frontends()) {
            String name = byAddress.get(ServicesAnswer.address(key));
            if (name != null) {
                return name;
            }
        }
        return null;
    }
}
