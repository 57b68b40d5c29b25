# syntax=docker/dockerfile:1
# The image: docker buildx build --platform linux/amd64,linux/arm64 -t nftproxy .
# Each step is a script that also runs without a container engine: see docs/development.md.

# The jars are the same for all architectures, so this stage runs once.
FROM --platform=$BUILDPLATFORM maven:3.9-eclipse-temurin-25 AS package
WORKDIR /src
COPY pom.xml ./
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp package -Dmaven.test.skip

# Runtime, launcher and C library are of the architecture that this stage runs on.
FROM eclipse-temurin:25-jdk AS rootfs
RUN apt-get update && apt-get install -y --no-install-recommends binutils
WORKDIR /src
COPY src/main/image src/main/image
COPY src/main/launcher src/main/launcher
COPY --from=package /src/target/nftproxy target/nftproxy
ARG SOURCE_DATE_EPOCH
RUN src/main/image/rootfs target/nftproxy /rootfs

FROM scratch
ARG VERSION=0.1.0
ARG REVISION=
ARG CREATED=
LABEL org.opencontainers.image.title="nftproxy" \
      org.opencontainers.image.description="A kube-proxy for nftables mode that talks netlink itself" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.created="$CREATED"
COPY --from=rootfs /rootfs /
# The user is root, because Kubernetes grants capabilities to no other user. The Pod limits them.
ENTRYPOINT ["/usr/local/bin/kube-proxy"]
