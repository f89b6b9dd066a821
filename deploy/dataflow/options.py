"""The options for Dataflow that README.md argues for: `python -m deploy.dataflow.options IMAGE`."""

import sys

_CORES = 4


def recommended(image: str) -> list[str]:
    """One process a core would be the service's default: `--experiments=no_use_multiple_sdk_containers` undoes it."""
    return [
        f"--sdk_container_image={image}",
        "--sdk_location=container",
        f"--machine_type=n2d-standard-{_CORES}",
        "--disk_size_gb=30",
        "--experiments=use_runner_v2",
        "--experiments=no_use_multiple_sdk_containers",
        f"--number_of_worker_harness_threads={2 * _CORES}",
        "--autoscaling_algorithm=THROUGHPUT_BASED",
        "--max_num_workers=64",
        "--no_use_public_ips",
    ]


if __name__ == "__main__":
    print(*recommended(sys.argv[1]))
