/** Tests of the claims of docs/operations.md and docs/security.md. */
package io.nftproxy.operations;
