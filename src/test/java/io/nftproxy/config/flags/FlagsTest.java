package io.nftproxy.config.flags;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.config.ConfigField;
import io.nftproxy.config.ConfigFields;
import io.nftproxy.config.ProxyConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each flag sets its field, in every form that Go accepts. */
class FlagsTest {
    @SuppressWarnings("UnusedVariable") // A source of arguments.
    private static final List<Flag> ALL = Flags.ALL;

    @ParameterizedTest(name = "{0} sets {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --feature-gates=WinDSR=true,AllAlpha=true    | featureGates
                    --proxy-mode=nftables                        | mode
                    --kubeconfig=/etc/k                          | clientConnection.kubeconfig
                    --kube-api-qps=7.5                           | clientConnection.qps
                    --kube-api-burst=20                          | clientConnection.burst
                    --kube-api-content-type=application/json     | clientConnection.contentType
                    --config-sync-period=1h                      | configSyncPeriod
                    --hostname-override=n                        | hostnameOverride
                    --bind-address=192.0.2.1                     | bindAddress
                    --healthz-bind-address=127.0.0.1:1           | healthzBindAddress
                    --healthz-bind-address=''                    | healthzBindAddress
                    --metrics-bind-address=0.0.0.0               | metricsBindAddress
                    --healthz-port=0                             | healthzBindAddress
                    --metrics-port=1                             | metricsBindAddress
                    --bind-address-hard-fail                     | bindAddressHardFail
                    --profiling                                  | enableProfiling
                    --show-hidden-metrics-for-version=1.36       | showHiddenMetricsForVersion
                    --cluster-cidr=10.0.0.0/8,fd00::/56          | clusterCIDR
                    --detect-local-mode=NodeCIDR                 | detectLocalMode
                    --pod-bridge-interface=cni0                  | detectLocal.bridgeInterface
                    --pod-interface-name-prefix=veth             | detectLocal.interfaceNamePrefix
                    --nodeport-addresses=10.0.0.0/8              | nodePortAddresses
                    --masquerade-all                             | nftables.masqueradeAll iptables.masqueradeAll
                    --iptables-sync-period=1m                    | nftables.syncPeriod iptables.syncPeriod
                    --iptables-min-sync-period=2s                | nftables.minSyncPeriod iptables.minSyncPeriod
                    --iptables-masquerade-bit=15                 | iptables.masqueradeBit
                    --iptables-localhost-nodeports=false         | iptables.localhostNodePorts
                    --conntrack-max-per-core=0                   | conntrack.maxPerCore
                    --conntrack-min=0                            | conntrack.min
                    --conntrack-tcp-timeout-established=0        | conntrack.tcpEstablishedTimeout
                    --conntrack-tcp-timeout-close-wait=0s        | conntrack.tcpCloseWaitTimeout
                    --conntrack-tcp-be-liberal                   | conntrack.tcpBeLiberal
                    --conntrack-udp-timeout=1s                   | conntrack.udpTimeout
                    --conntrack-udp-timeout-stream=1s            | conntrack.udpStreamTimeout
                    --oom-score-adj=-1                           | oomScoreAdj
                    --v=4                                        | logging.verbosity
                    --vmodule=a=1,b*=2                           | logging.vmodule
                    --logging-format=json                        | logging.format
                    --log-flush-frequency=1s                     | logging.flushFrequency
                    --log-text-split-stream                      | logging.options.text.splitStream
                    --log-text-info-buffer-size=1Mi              | logging.options.text.infoBufferSize
                    --log-json-split-stream                      | logging.options.json.splitStream
                    --log-json-info-buffer-size=1                | logging.options.json.infoBufferSize
                    --ipvs-sync-period=1m                        | ipvs.syncPeriod
                    --ipvs-min-sync-period=2s                    | ipvs.minSyncPeriod
                    --ipvs-scheduler=rr                          | ipvs.scheduler
                    --ipvs-exclude-cidrs=10.0.0.0/8              | ipvs.excludeCIDRs
                    --ipvs-strict-arp                            | ipvs.strictARP
                    --ipvs-tcp-timeout=1s                        | ipvs.tcpTimeout
                    --ipvs-tcpfin-timeout=1s                     | ipvs.tcpFinTimeout
                    --ipvs-udp-timeout=1s                        | ipvs.udpTimeout
                    --proxy-port-range=1-2                       | portRange
                    """)
    void flagSetsItsFieldsOnly(String flag, String fields) {
        assertThat(changed(flag)).containsExactlyInAnyOrder(fields.split(" "));
    }

    @Test
    void fieldsWithoutAFlagAreThoseOfKubeProxy() {
        Set<String> without =
                ConfigFields.ALL.stream()
                        .filter(field -> !Flags.byField().containsKey(field))
                        .map(ConfigField::path)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(without)
                .containsExactly(
                        "clientConnection.acceptContentTypes",
                        "nftables.masqueradeBit",
                        "windowsRunAsService",
                        "winkernel.enableDSR",
                        "winkernel.forwardHealthCheckVip",
                        "winkernel.networkName",
                        "winkernel.rootHnsEndpointName",
                        "winkernel.sourceVip");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --oom-score-adj -5                      | --oom-score-adj=-5
                    --oom_score_adj -5                      | --oom-score-adj=-5
                    --oom-score-adj=1 --oom-score-adj=-5    | --oom-score-adj=-5
                    -v=4                                    | --v=4
                    -v 4                                    | --v=4
                    -v4                                     | --v=4
                    --v 4                                   | --v=4
                    --masquerade-all                        | --masquerade-all=true
                    --masquerade-all=1                      | --masquerade-all=true
                    --masquerade-all=T                      | --masquerade-all=true
                    --masquerade-all=false                  | --masquerade-all=0
                    --masquerade-all --masquerade-all=false | --masquerade-all=F
                    --nodeport-addresses=10.0.0.0/8 --nodeport-addresses=all | --nodeport-addresses=10.0.0.0/8,all
                    --nodeport-addresses='' --nodeport-addresses=all | --nodeport-addresses=all
                    --feature-gates=WinDSR=true --feature-gates=AllBeta=false | --feature-gates=WinDSR=true,AllBeta=false
                    --hostname-override=''                  | --v=0
                    --healthz-port=80                       | --healthz-bind-address=0.0.0.0:80
                    --metrics-port=80                       | --metrics-bind-address=127.0.0.1:80
                    --metrics-port=80 --bind-address=::     | --metrics-bind-address=[::1]:80 --bind-address=::
                    --healthz-port=80 --healthz-bind-address=10.0.0.1 | --healthz-bind-address=10.0.0.1:80
                    --healthz-port=80 --healthz-bind-address=10.0.0.1:90 | --healthz-bind-address=10.0.0.1:90
                    --healthz-port=80 --healthz-bind-address='' | --healthz-bind-address=''
                    --healthz-port=0 --healthz-bind-address=10.0.0.1:90 | --healthz-bind-address=''
                    --kube-api-qps=0 --kube-api-burst=0     | --v=0
                    """)
    void formsOfAFlag(String one, String other) {
        assertThat(CommandLines.config(one)).isEqualTo(CommandLines.config(other));
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void helpHasTheDefaultInUse(Flag flag) {
        ProxyConfig defaults = CommandLines.config("");
        for (ConfigField<?> field : flag.sets().stream().limit(1).toList()) {
            assertThat(defaults.get(field)).isEqualTo(field.defaultValue());
            assertThat(flag.defaultText()).isEqualTo(field.defaultText());
        }
        assertThat(flag.meaning()).endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--logtostderr",
                "--logtostderr=true --stderrthreshold=2 --log_dir /tmp",
                "--boot-id-file=/x --machine_id_file=/y --docker-only=false",
                "--add_dir_header --alsologtostderr --skip_headers --one_output"
            })
    void flagsOfFormerLibrariesAreAcceptedSilently(String line) {
        assertThat(CommandLines.run(line).warnings()).isEmpty();
        assertThat(CommandLines.config(line)).isEqualTo(CommandLines.config(""));
    }

    private static List<String> changed(String line) {
        ProxyConfig config = CommandLines.config(line);
        ProxyConfig defaults = CommandLines.config("");
        return ConfigFields.ALL.stream()
                .filter(field -> !defaults.get(field).equals(config.get(field)))
                .map(ConfigField::path)
                .toList();
    }

    @Test
    void namesAreUnique() {
        assertThat(Flags.ALL.stream().map(Flag::name)).doesNotHaveDuplicates();
        long set = Flags.ALL.stream().flatMap(flag -> flag.sets().stream()).count();
        assertThat(Flags.byField()).hasSize((int) set);
        assertThat(Arrays.stream(SubcommandName.values()).map(SubcommandName::word))
                .doesNotHaveDuplicates();
    }
}
