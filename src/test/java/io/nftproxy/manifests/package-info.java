/**
 * What is applied to a cluster: rendered, held against Kubernetes' schemas and against the code.
 */
package io.nftproxy.manifests;
