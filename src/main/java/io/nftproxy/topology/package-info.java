/** Which endpoints of a service port this node may use. */
@NullMarked
package io.nftproxy.topology;

import org.jspecify.annotations.NullMarked;
