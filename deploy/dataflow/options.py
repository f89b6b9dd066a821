"""The options for Dataflow that README.md argues for: `python -m deploy.dataflow.options IMAGE`."""

import sys


def recommended(image: str) -> list[str]:
    """One process for each core, which is the service's default, with one bundle at a time."""
    return [
        f"--sdk_container_image={image}",
        "--sdk_location=container",
        "--machine_type=n2d-highcpu-8",
        "--disk_size_gb=30",
        "--experiments=use_runner_v2",
        "--number_of_worker_harness_threads=1",
        "--autoscaling_algorithm=THROUGHPUT_BASED",
        "--max_num_workers=16",
        "--no_use_public_ips",
    ]


if __name__ == "__main__":
    print(*recommended(sys.argv[1]))
