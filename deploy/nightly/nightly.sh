#!/bin/sh
# One night: tag what is new, publish a snapshot. Ends with the code of the first job that did not end with 0.
# A run with too many dead letters (3) is complete: its snapshot is made all the same, and 3 is the last word.
set -u

: "${INPUT:?folder with the files of PubMed, and their .md5 files}"
: "${OUTPUT:?folder of the annotations}"
case "$OUTPUT" in *://*) : "${METRICS:?folder on the disk, for the metrics of an output elsewhere}" ;; esac
METRICS="${METRICS:-$OUTPUT.metrics}"
mkdir -p "$METRICS"

python -m jobs.tag_corpus --incremental --files_per_run="${FILES_PER_RUN:-20}" --log_json \
    --input="$INPUT" --output="$OUTPUT" --metrics_file="$METRICS/tag.prom" ${TAG_FLAGS:-}
tagged=$?
if [ "$tagged" -ne 0 ] && [ "$tagged" -ne 3 ]; then
    exit "$tagged"
fi

python -m jobs.compact_annotations --keep="${KEEP:-3}" --log_json \
    --output="$OUTPUT" --metrics_file="$METRICS/compact.prom" ${COMPACT_FLAGS:-} || exit $?
exit "$tagged"
