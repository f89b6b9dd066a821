# The commands in an image: `docker build -t literature-tagger .`, then, in a folder with abstracts,
# `docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/data" literature-tagger tag --input=abstracts --output=annotations`.
#
# Tags move. For a build that can be repeated, give both images by their digests, as `docker buildx imagetools inspect
# python:3.12-slim` prints them: `--build-arg RUNTIME=python:3.12-slim@sha256:... --build-arg BUILDER=python:3.12@sha256:...`.
ARG BUILDER=python:3.12
ARG RUNTIME=python:3.12-slim

# The slim image has no compiler, without which the tagger would run in NumPy.
FROM ${BUILDER} AS wheel
COPY . /source
RUN pip wheel --no-cache-dir --no-deps --wheel-dir=/wheels /source

FROM ${RUNTIME}
COPY --from=wheel /wheels /wheels
RUN pip install --no-cache-dir "$(echo /wheels/*.whl)[read]" && rm -rf /wheels && pip check
# Anybody may run it, as the owner of the mounted folder: nothing is written outside of /data and /tmp.
USER 65534
WORKDIR /data
ENV HOME=/tmp PYTHONDONTWRITEBYTECODE=1
ENTRYPOINT ["literature-tagger"]
CMD ["--help"]
