package io.nftproxy.config;

import java.time.Duration;

/**
 * The {@code conntrack} section: what the kernel's connection tracking is set to at start.
 *
 * @param maxPerCore connections per CPU core; 0: leave the kernel's limit alone
 * @param min at least so many connections, however few the cores
 * @param tcpEstablishedTimeout zero: leave alone
 * @param tcpCloseWaitTimeout zero: leave alone
 * @param tcpBeLiberal do not mark packets outside the window as invalid; false: leave alone
 * @param udpTimeout zero: leave alone
 * @param udpStreamTimeout zero: leave alone
 */
public record Conntrack(
        int maxPerCore,
        int min,
        Duration tcpEstablishedTimeout,
        Duration tcpCloseWaitTimeout,
        boolean tcpBeLiberal,
        Duration udpTimeout,
        Duration udpStreamTimeout) {}
