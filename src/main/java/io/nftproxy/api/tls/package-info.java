/**
 * May import the JDK alone. PEM files as keys and certificates of a TLS client, read as Go reads
 * them, with errors that name the file, the certificate and the date.
 */
@NullMarked
package io.nftproxy.api.tls;

import org.jspecify.annotations.NullMarked;
