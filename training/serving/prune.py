"""Makes the LSTM of a trained network smaller: the hidden units that matter least are left out."""

import numpy as np

_OUTGOING = "scores/kernel"  # [2 hidden, tags], the forward units first


def prune(weights: dict[str, np.ndarray], hidden: int) -> dict[str, np.ndarray]:
    """The weights of a network with `hidden` units in each direction, which wants some training afterwards.

    Of each direction the units are kept whose states weigh most: the sum of the magnitudes of their weights into
    the gates of the next step and into the tag scores (Han et al. 2015, for whole units).
    """
    directions = np.split(weights[_OUTGOING], 2)
    pruned, kept_rows = dict(weights), []
    for name, outgoing in zip(("forward", "backward"), directions, strict=True):
        path = f"lstm/{name}_direction/lstm_cell"
        recurrent = weights[f"{path}/recurrent_kernel"]
        if hidden > len(recurrent):
            raise ValueError(f"there are {len(recurrent)} hidden units to choose from. Received: hidden={hidden}")
        weight = sum(np.abs(part).mean(axis=1) / np.abs(part).mean() for part in (recurrent, outgoing))
        kept = np.sort(np.argsort(-weight)[:hidden])
        pruned[f"{path}/kernel"] = _of_gates(weights[f"{path}/kernel"], kept)
        pruned[f"{path}/recurrent_kernel"] = _of_gates(recurrent[kept], kept)
        pruned[f"{path}/bias"] = _of_gates(weights[f"{path}/bias"][None], kept)[0]
        kept_rows.append(outgoing[kept])
    pruned[_OUTGOING] = np.concatenate(kept_rows)
    return pruned


def _of_gates(kernel: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """The columns of some units in each of the four gates, of `[inputs, 4 hidden]`."""
    gates = kernel.reshape(len(kernel), 4, -1)
    return gates[:, :, kept].reshape(len(kernel), -1)
