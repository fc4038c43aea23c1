"""What is shipped: the wheel, the locks, and sources that other Pythons take."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def run(
    *command: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8")


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment without what a developer set for Python or us, and with a home that has no profile."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "REVIEWER_", "XDG_"))}
    return kept | dict.fromkeys(("HOME", "USERPROFILE", "APPDATA"), str(home)) | more


# The wheel


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the files git has or would take, so that the build leaves nothing in the tree."""
    copy = tmp_path_factory.mktemp("source")
    listed = run("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", cwd=ROOT)
    assert listed.returncode == 0, listed.stderr
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built without the network."""
    out = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, source)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = out.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_wheel_puts_one_name_into_site_packages(wheel: Path, names: set[str]) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")
    top = {name.partition("/")[0] for name in names}
    assert top == {"reviewer", f"peer_message_reviewer-{PROJECT['project']['version']}.dist-info"}


@pytest.mark.parametrize(
    ("prefix", "pattern"),
    [
        ("", "reviewer/**/*.py"),
        ("reviewer/", "rules/**/*"),
        ("reviewer/", "web/**/*"),
        ("reviewer/", "models/**/*.py"),
        ("reviewer/", "models/**/*.cfg"),
        ("reviewer/", "models/**/*.md"),
    ],
)
def test_wheel_holds_all_of(prefix: str, pattern: str, source: Path, names: set[str]) -> None:
    expected = {prefix + path.relative_to(source).as_posix() for path in source.glob(pattern) if path.is_file()}
    assert expected - names == set()


@pytest.mark.parametrize(
    "pattern",
    [
        r"reviewer/py\.typed",
        r"reviewer/rules/principles\.yaml",
        r"reviewer/rules/guards\.yaml",
        r"reviewer/rules/words/[^/]+\.txt",
        r"reviewer/rules/advice/_defaults\.yaml",
        r"reviewer/rules/advice/[^_/][^/]*\.yaml",
        r"reviewer/rules/identifying/[^_/][^/]*\.yaml",
        r"reviewer/rules/oversharing/[^_/][^/]*\.yaml",
        r"reviewer/models/config\.cfg",
        r"reviewer/models/MODEL_CARD\.md",
        r"[^/]+\.dist-info/licenses/LICENSE",
        r"[^/]+\.dist-info/entry_points\.txt",
    ],
)
def test_wheel_holds_a(pattern: str, names: set[str]) -> None:
    assert any(re.fullmatch(pattern, name) for name in names)


def test_wheel_works_away_from_the_clone(wheel: Path, tmp_path: Path) -> None:
    """Install the wheel into a new venv that sees this Python's packages, but not its editable install.

    A .pth file puts a folder on the path without reading the .pth files in it, and an editable install lives in one.
    """
    place = tmp_path / "venv"
    venv.create(place, with_pip=False, symlinks=os.name != "nt")
    new = sysconfig.get_paths("venv", {"base": str(place)})
    site, programs = Path(new["purelib"]), Path(new["scripts"])
    locked_packages = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    (site / "locked.pth").write_text("".join(f"{folder}\n" for folder in locked_packages), encoding="utf-8")
    env = environment(tmp_path)

    options = ["--no-deps", "--no-index", "--no-compile"]
    installed = run(sys.executable, "-m", "pip", "--python", programs / "python", "install", *options, wheel, env=env)
    assert installed.returncode == 0, installed.stdout + installed.stderr

    code = "import json, reviewer, spacy; print(json.dumps([reviewer.__file__, spacy.__file__]))"
    imported = run(programs / "python", "-c", code, cwd=tmp_path, env=env)
    assert imported.returncode == 0, imported.stderr
    ours, theirs = map(Path, json.loads(imported.stdout))
    assert ours.is_relative_to(site)
    assert not theirs.is_relative_to(site)

    checked = run(programs / "reviewer", "check", "You should ring your cousin.", cwd=tmp_path, env=env)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "You should" in " ".join(checked.stdout.split())


# The locks


def locked(lock: str) -> dict[str, list[str]]:
    """Return a lock's requirements by project, each as one whole line; one has several where Pythons differ."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            found.setdefault(canonicalize_name(re.split(r"[=\s;\[]", line, maxsplit=1)[0]), []).append(line)
    return found


def version(line: str) -> str:
    pinned = re.match(r"[^\s=]+==(\S+)", line)
    assert pinned, line
    return pinned[1]


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
@pytest.mark.parametrize(
    "place",
    [
        pytest.param(r"--index-url|--extra-index-url|--find-links|(?m:^\s*-[a-z]\b)", id="pip option"),
        pytest.param(r"http|://|\bfile:| @ ", id="address"),
        pytest.param(r"(?m:(^|\s)[/~]|\b[A-Za-z]:\\)", id="path"),
    ],
)
def test_lock_names_no_place(lock: str, place: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    text = re.sub(r"\bhttp(x|core)\b", "", text)  # two projects with http in their names
    assert not re.search(place, text)


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
def test_lock_pins_every_requirement_by_hash(lock: str) -> None:
    lines = [line for lines in locked(lock).values() for line in lines]
    assert len(lines) > 20
    for line in lines:
        assert re.fullmatch(r"[\w.-]+==[\w.!+]+( ; [^#\\]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*", line), line[:80]


def test_development_lock_holds_all_that_runs_at_the_same_versions() -> None:
    development = locked("dev.txt")
    for name, lines in locked("run.txt").items():
        assert set(map(version, lines)) == set(map(version, development.get(name, []))), name


@pytest.mark.parametrize(
    ("wanted", "lock"),
    [
        *((wanted, "run.txt") for wanted in PROJECT["project"]["dependencies"]),
        *((wanted, "run.txt") for wanted in PROJECT["build-system"]["requires"]),  # make builds without isolation
        *((wanted, "dev.txt") for wanted in PROJECT["dependency-groups"]["dev"]),
    ],
)
def test_lock_is_up_to_date_with_the_project(wanted: str, lock: str) -> None:
    requirement = Requirement(wanted)
    lines = locked(lock).get(canonicalize_name(requirement.name))
    assert lines, f"{wanted} is not in requirements/{lock}: run make lock"
    for line in lines:
        assert requirement.specifier.contains(version(line), prereleases=True), f"{line.split()[0]}: run make lock"


# Other Pythons


def find_python(name: str) -> Path | None:
    """Return an interpreter of that name that runs: on the path, where a shim may not, or one of pyenv's."""
    candidates = [Path(folder) / name for folder in os.get_exec_path()]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    candidates += sorted(pyenv.glob(f"versions/{name.removeprefix('python')}.*/bin/{name}"))
    for candidate in candidates:
        if candidate.is_file() and run(candidate, "-c", "").returncode == 0:
            return candidate
    return None


@pytest.mark.parametrize("name", ["python3.12", "python3.13"])
def test_sources_compile_without_a_warning(name: str, tmp_path: Path) -> None:
    python = find_python(name)
    if python is None:
        pytest.skip(f"no {name} runs on this machine")
    folders = [ROOT / folder for folder in ("reviewer", "rules", "models", "web", "tests") if (ROOT / folder).is_dir()]
    env = environment(tmp_path, PYTHONPYCACHEPREFIX=str(tmp_path / "cache"))
    done = run(python, "-W", "error", "-m", "compileall", "-q", "-f", *folders, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
