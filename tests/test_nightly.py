"""The files of deploy/nightly: they parse, and name flags that there are."""

import ast
import configparser
import os
import re
import subprocess
from pathlib import Path

from jobs.compact_annotations import _add_flags
from jobs.operation.options import TagOptions, _Parser

NIGHTLY = Path(__file__).parent.parent / "deploy" / "nightly"


def known_flags():
    parser = _Parser()
    TagOptions._add_argparse_args(parser)
    compact = _Parser()
    _add_flags(compact)
    return {flag for each in (parser, compact) for action in each._actions for flag in action.option_strings}


def test_the_script_is_a_script():
    subprocess.run(["sh", "-n", NIGHTLY / "nightly.sh"], check=True)


def test_units_and_dag_parse():
    for name in ("literature-tagger.service", "literature-tagger.timer"):
        configparser.ConfigParser(interpolation=None, strict=False).read_string((NIGHTLY / name).read_text())
    ast.parse((NIGHTLY / "airflow_dag.py").read_text())


def test_every_flag_is_one_of_the_jobs():
    text = "".join((NIGHTLY / name).read_text() for name in ("nightly.sh", "airflow_dag.py", "README.md"))
    used = set(re.findall(r"--[a-z]+_?[a-z_]*", text)) - {"--now", "--repair"}  # of systemctl, and of jobs.check
    assert used <= known_flags()


def test_a_night_ends_with_the_code_of_its_jobs(tmp_path):
    """The jobs are stubs that end with the codes they are given."""
    for tagged, compacted, code in [(0, 0, 0), (2, 0, 2), (3, 0, 3), (3, 4, 4), (0, 4, 4)]:
        python = tmp_path / "python"
        python.write_text(f'#!/bin/sh\ncase "$*" in *tag_corpus*) exit {tagged};; *) exit {compacted};; esac\n')
        python.chmod(0o755)
        settings = {"INPUT": str(tmp_path), "OUTPUT": f"{tmp_path}/out", "PATH": f"{tmp_path}:/usr/bin:/bin"}
        assert subprocess.run([NIGHTLY / "nightly.sh"], env=settings).returncode == code


def test_an_output_elsewhere_needs_a_folder_for_its_metrics():
    settings = {"INPUT": "pubmed", "OUTPUT": "s3://bucket/annotations", "PATH": os.defpath}
    ended = subprocess.run(["sh", NIGHTLY / "nightly.sh"], env=settings, capture_output=True, text=True)
    assert ended.returncode != 0
    assert "METRICS: folder on the disk" in ended.stderr
