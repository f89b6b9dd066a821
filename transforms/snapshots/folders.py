"""Where snapshots lie."""


def folder_of(output: str, snapshot_id: str) -> str:
    return f"{output}/snapshots/{snapshot_id}"
