"""The Dockerfile: pinned, not root, without secrets, and its commands work."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "Dockerfile"


def instructions():
    """[(instruction, argument)], continuation lines joined, comments left out."""
    lines = [line for line in DOCKERFILE.read_text(encoding="utf-8").splitlines()
             if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [tuple(line.split(None, 1)) for line in joined.splitlines() if line.strip()]


def arguments(name):
    return [argument for instruction, argument in instructions() if instruction == name]


def test_the_linter_finds_nothing():
    linter = Path(sys.executable).parent / "hadolint"
    found = subprocess.run([linter, DOCKERFILE], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout) == (0, "")


def test_the_base_is_pinned_to_a_full_version():
    assert arguments("FROM")
    for base in arguments("FROM"):
        assert re.match(r"python:3\.11\.\d+-slim-\w+( AS \w+)?\Z", base), base


def test_the_last_user_is_not_root():
    user = arguments("USER")[-1].split(":")[0]
    assert user.isdigit()
    assert int(user) > 0
    names = [name for name, _ in instructions()]
    assert names.index("USER") > max(i for i, name in enumerate(names) if name == "RUN")


def test_no_secret_is_in_it():
    text = DOCKERFILE.read_text(encoding="utf-8")
    assert not re.search(r"\d{6,}:[A-Za-z0-9_-]{20,}", text)
    for argument in [*arguments("ENV"), *arguments("ARG")]:
        assert not re.search(r"TOKEN|SECRET|KEY|PASSWORD", argument.upper()), argument


def test_what_is_copied_exists_and_is_not_ignored():
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    for argument in arguments("COPY"):
        words = [word for word in shlex.split(argument) if not word.startswith("--")]
        if "--from=" in argument:
            continue
        for source in words[:-1]:
            assert (ROOT / source).exists(), source
            assert f"!{source.rstrip('/')}" in ignore, source


def test_nothing_private_is_sent_to_the_builder():
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    assert "*" in ignore
    assert not {"!var", "!.env", "!.git", "!.venv", "!.", "!*"} & set(ignore)


def test_it_installs_as_the_makefile_does():
    """`make` has just run this very command on this machine."""
    flags = "--use-pep517 --require-hashes --requirement"
    assert flags in re.sub(r"\s+", " ", arguments("RUN")[0])
    assert flags in (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.proof
@pytest.mark.timeout(600)
def test_its_install_commands_run_in_a_fresh_folder(proof, tmp_path):
    if not proof.full:
        pytest.skip("make proof runs it: it installs everything once more")
    command = (arguments("RUN")[0].replace("/opt/venv", str(tmp_path / "venv"))
               .replace("/tmp/requirements.lock", str(ROOT / "requirements.lock"))
               .replace("python -m venv", f"{sys.executable} -m venv", 1))
    subprocess.run(["sh", "-ec", command], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([tmp_path / "venv" / "bin" / "python", "-m", "bot", "ask", "招商电话"],
                   cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    proof.record("the container's install commands work from nothing", "1 fresh folder")
