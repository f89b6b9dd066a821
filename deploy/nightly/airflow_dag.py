"""The same night as an Airflow DAG: two tasks that never run at once, and no retry of what a person has to look at."""

import os

import pendulum
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

OUTPUT = os.environ.get("OUTPUT", "/srv/annotations")
INPUT = os.environ.get("INPUT", "/srv/pubmed")

with DAG(
    "literature_tagger",
    schedule="0 3 * * *",
    start_date=pendulum.datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
) as dag:
    tag = BashOperator(
        task_id="tag_corpus",
        bash_command=(
            f"python -m jobs.tag_corpus --incremental --files_per_run=20 --log_json --input={INPUT} --output={OUTPUT}; "
            'code=$?; [ "$code" -eq 3 ] || exit "$code"'  # done, with too many dead letters, is done
        ),
        retries=2,
        retry_delay=pendulum.duration(minutes=10),
    )
    compact = BashOperator(
        task_id="compact_annotations",
        bash_command=f"python -m jobs.compact_annotations --log_json --output={OUTPUT}",
        retries=0,  # a snapshot that is held (4) stays held until somebody has read its report
    )
    tag >> compact
