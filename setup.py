"""The taggers, the jobs and the training scripts; what a worker needs is the base, the rest are extras."""

from setuptools import find_packages, setup

BENCH = ["py-spy>=0.4", "spacy>=3.8,<4"]
TRAINING = [
    "gensim>=4.4,<5",
    "importlib_resources>=6",  # tensorflow-datasets imports it without asking for it
    "keras>=3.12,<4",
    "matplotlib>=3.10,<4",
    "onnx>=1.19,<2",
    "pandas>=2.2,<4",
    "scikit-learn>=1.7,<2",
    "seqeval>=1.2.2,<2",
    "tensorboard>=2.20,<3",
    "tensorflow>=2.20,<3",
    "tensorflow-datasets>=4.9.9,<5",
    "tqdm>=4.66,<5",
]
DELTA = ["deltalake>=1.1,<2"]
GCP = ["apache-beam[gcp]>=2.77,<2.78"]
TEST = [
    *TRAINING,
    *DELTA,
    "duckdb>=1.4",
    "hypothesis>=6.140,<7",
    "lxml-stubs>=0.5",
    "mypy>=1.18",
    "pytest>=8.4",
    "pytest-cov>=6",
    "ruff>=0.14",
]

setup(
    name="literature-tagger",
    version="0.1.0",
    description="Finds named entities in scientific literature and writes them to Parquet, on any number of workers",
    license="MIT",
    license_files=["LICENSE"],
    python_requires=">=3.11",
    packages=find_packages(include=["jobs*", "ner_model*", "training*", "transforms*"]),
    package_data={"jobs": ["sample/*", "sample_terminology.tsv"], "ner_model": ["pretrained/*/*"]},
    install_requires=[
        "apache-beam>=2.77,<2.78",  # the local runner is made from parts of Beam that may change with any version
        "lxml>=6,<7",
        "numpy>=2.1,<3",
        "onnxruntime>=1.22,<2",
        "pyarrow>=21",
        "sentencex>=1,<2",
        "zstandard>=0.23",
    ],
    extras_require={"bench": BENCH, "delta": DELTA, "gcp": GCP, "test": TEST, "training": TRAINING},
)
