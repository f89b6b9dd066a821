"""Makes a model folder of format 1 one of format 2, in place: `python -m training.serving.convert FOLDER`.

Format 1 served by two ONNX graphs that had been made of the weights; format 2 serves by the weights themselves.
"""

import argparse
import json
import pathlib

from ner_model.model_folder import CARD, FORMAT_VERSION, OLD_FILES, ModelError, sha256
from training.serving.export import write_card

MEASURED_WITH = "the eight-bit graphs of format 1, which the present arithmetic replaced"


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    convert(parser.parse_args(arguments).folder)


def convert(folder: pathlib.Path) -> None:
    """Raises `ModelError` unless the folder is of format 1 and its files are what its card says."""
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if config["format_version"] != 1:
        raise ModelError(f"{folder}: expected format_version 1, found {config['format_version']!r}")
    for name, expected in card.pop("sha256").items():
        if (found := sha256(folder / name)) != expected:
            raise ModelError(f"{folder / name}: expected SHA-256 {expected}, found {found}")
    if "evaluation" in card:
        card["evaluation"]["measured_with"] = MEASURED_WITH
    (folder / "config.json").write_text(json.dumps({**config, "format_version": FORMAT_VERSION}, indent=1))
    write_card(folder, card)
    for name in OLD_FILES:
        (folder / name).unlink()


if __name__ == "__main__":
    main()
