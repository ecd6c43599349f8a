# The Node that package.json pins for those who run it without an image.
FROM node:24.21.0-bookworm-slim
# Letters for charts, sheets and title cards, Korean ones too: the slim image has none.
RUN apt-get update && apt-get install --yes --no-install-recommends fonts-nanum && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
# Exactly what the lock file says, without development dependencies, and without running what packages would run.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force
COPY . .
# The program is root's and cannot be changed by itself; only the data folder is its own.
RUN install --directory --owner=node --group=node --mode=0700 /data
USER node
# Inside of a container the listener must face the container's network. Whoever asks from there is no loopback peer, so the page wants
# PLAYGROUND_TOKEN, which is made at the start when it is unset, and the figures METRICS_TOKEN.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8787 MOODREEL_DATA_DIR=/data
VOLUME /data
EXPOSE 8787
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Young objects are cleared away early, and old ones when there are a third more of them: otherwise half of the memory would be waiting to be
# cleared. As `npm start` has it.
CMD ["node", "--max-semi-space-size=4", "--initial-old-space-size=32", "--heap-growing-percent=30", "--disable-warning=ExperimentalWarning", "src/main.ts"]
