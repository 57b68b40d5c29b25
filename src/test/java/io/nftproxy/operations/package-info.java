/** Whether docs/operations.md and docs/security.md tell what is so. */
package io.nftproxy.operations;
