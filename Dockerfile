# The dashboard behind nginx in one container: the same program as `make serve`, which has to know
# both nginx and the processes to replace one without losing a session.
FROM python:3.12-slim

# Also chromium, for pictures by address: --build-arg PACKAGES="nginx-light chromium"
ARG PACKAGES="nginx-light"
RUN apt-get update \
    && apt-get install --yes --no-install-recommends $PACKAGES \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /removals
COPY requirements-public.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements-public.lock
COPY dashboard.py pyproject.toml ./
COPY .streamlit .streamlit
COPY data data
COPY lib lib
COPY pages pages
COPY deploy deploy
RUN python -m compileall -q dashboard.py lib pages deploy

# The one place that is written to: files on their way, answers that are kept, copies of the code.
RUN install --directory --owner=10001 --group=10001 /scratch
VOLUME /scratch
ENV HOME=/scratch TMPDIR=/scratch PYTHONDONTWRITEBYTECODE=1
USER 10001:10001

EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/healthz', timeout=8)"]
ENTRYPOINT ["python", "-m", "deploy"]
CMD ["serve", "--port", "8501"]
