# One image for all parts: flows, workers of Dask, the review application, the command line. deploy/compose.yaml puts them together.
#   docker build -t brief-extract .
FROM python:3.11-slim-bookworm

# Fonts are for page images of PDFs that do not carry their own.
RUN apt-get update \
    && apt-get install -y --no-install-recommends fonts-noto-cjk tini \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 extract

WORKDIR /app

# What changes seldom comes first: the dependencies are a layer of their own.
COPY constraints.txt pyproject.toml README.md LICENSE ./
COPY src/extract/version.py src/extract/version.py
RUN mkdir -p src/extract && touch src/extract/__init__.py \
    && pip install --no-cache-dir -c constraints.txt -e '.[flows]'

COPY src src
COPY flows flows
COPY prefect.yaml ./

RUN install -d -o extract -g extract /data
USER extract

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONPATH=/app \
    EXTRACT_HOME=/app \
    EXTRACT_SOURCES=/data/sources.yaml \
    PREFECT_HOME=/data/prefect \
    PREFECT_SERVER_ANALYTICS_ENABLED=false \
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY=30 \
    DO_NOT_TRACK=1

# Ends children that others leave behind, and passes signals on.
ENTRYPOINT ["tini", "--"]
CMD ["python", "-m", "flows.serve"]
