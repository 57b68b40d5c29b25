/** Tests of the pages under docs: quoted lines, commands, links and names of tests. */
package io.nftproxy.operations;
