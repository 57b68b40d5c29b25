/** Parts of the engine on their own, for JMH; each says what question it answers. */
@NullMarked
package io.nftproxy.bench.micro;

import org.jspecify.annotations.NullMarked;
