"""What a job says on stderr: lines for people, or one JSON object a line for programs (`--log_json`)."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        entry = {"level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return _line(entry)


def log_as_json() -> None:
    """All logging of the process, Beam's too, as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.getLogger("apache_beam").setLevel(logging.WARNING)


def logs_json() -> bool:
    """Whether `log_as_json` was called."""
    return any(isinstance(handler.formatter, _JsonLines) for handler in logging.getLogger().handlers)


def log_event(event: str, as_json: bool, facts: dict[str, Any]) -> None:
    """One line about a step of the job; nothing where people read along."""
    if as_json:
        print(_line({"level": "info", "event": event, **facts}), file=sys.stderr, flush=True)


def log_refusal(job: str, reason: Exception, as_json: bool) -> None:
    """Why a job does not start: one line either way."""
    _log_end("refused", job, str(reason), as_json)


def log_failure(job: str, reason: str, as_json: bool) -> None:
    """Why a job does not go on: one line either way."""
    _log_end("failed", job, reason, as_json)


def _log_end(event: str, job: str, reason: str, as_json: bool) -> None:
    text = _line({"level": "error", "event": event, "job": job, "message": reason}) if as_json else f"{job}: {reason}"
    print(text, file=sys.stderr)


def _line(entry: dict[str, Any]) -> str:
    return json.dumps({"time": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}", **entry}, ensure_ascii=False)
