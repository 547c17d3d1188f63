# The bot and what it needs, nothing else; the token comes from the environment at run time.
#
#   docker build -t yuanwen .
#   docker run -e TELEGRAM_BOT_TOKEN -v yuanwen:/app/var yuanwen

FROM python:3.11.14-slim-bookworm AS build
COPY requirements.lock /tmp/requirements.lock
RUN python -m venv /opt/venv \
    && /opt/venv/bin/python -m pip install --no-cache-dir --use-pep517 --require-hashes \
       --requirement /tmp/requirements.lock \
    && /opt/venv/bin/python -m pip uninstall --yes setuptools pip

FROM python:3.11.14-slim-bookworm
RUN useradd --system --uid 10001 --user-group --no-create-home yuanwen \
    && install --directory --owner 10001 --group 10001 --mode 0700 /app/var
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY bot/ bot/
COPY intents/ intents/
COPY config.yaml config.yaml
# An owner edits the facts: mount a folder here, or let the bot write seeds/local.
COPY --chown=10001:10001 seeds/ seeds/
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
VOLUME /app/var
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
