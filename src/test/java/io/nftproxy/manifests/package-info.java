/** Tests of the manifests: rendered, and compared with Kubernetes' types and with the code. */
package io.nftproxy.manifests;
