# One image for every process of the product: api (the default), worker, migrate and the commands of operators.
# Based on Debian, since the native module of the Temporal SDK needs glibc.

FROM node:26.13.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY client/package.json client/
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY client client
COPY activities activities
COPY workflows workflows
COPY src src
RUN npm run build

FROM node:26.13.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY client/package.json client/
# The Temporal SDK brings its native module for every platform, of which one is used here.
RUN npm ci --omit=dev --workspaces=false --ignore-scripts \
  && find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 ! -name '*-unknown-linux-gnu' -exec rm -r {} +

FROM node:26.13.0-bookworm-slim
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json package-lock.json ./
COPY src/catalogue src/catalogue
# Without a name, so that the host can tell that it is not root.
USER 10001:10001
EXPOSE 3000 9464
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "--enable-source-maps", "dist/src/cli/main.js"]
CMD ["api"]
