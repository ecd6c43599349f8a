FROM node:24-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm install --omit=dev --no-audit --no-fund
COPY . .
RUN mkdir /data && chown node:node /data
USER node
# Inside a container the listener must face the container's network; compose.yaml publishes it to this machine only.
ENV HOST=0.0.0.0 MOODREEL_DATA_DIR=/data
VOLUME /data
EXPOSE 8787
CMD ["node", "--disable-warning=ExperimentalWarning", "src/main.ts"]
