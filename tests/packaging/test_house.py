"""House rules that hold for every file: where it may come from, how long it may be."""

import ast
import io
import re
import subprocess
import tokenize
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
HAN = re.compile(r"[\u4e00-\u9fff]")
# A class of one character each, so that this file does not name them.
REGISTRIES = re.compile("pypi[.]org|pythonhosted[.]org|npmjs[.](org|com)|deb[.]debian[.]org")
MACHINE = re.compile("/[w]ork/|/[r]oot/|/opt/[w]heels")
LONGEST = 320


def tracked(*patterns):
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True,
                            check=True)
    return [ROOT / name for name in listed.stdout.decode().split("\0")
            if name and (ROOT / name).is_file()]


def docstrings(tree):
    """Lines of docstrings, which may give examples."""
    lines = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) \
                and ast.get_docstring(node, clean=False) is not None:
            lines |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    return lines


def test_python_holds_no_chinese():
    found = []
    for path in tracked("bot/*.py"):
        source = path.read_text(encoding="utf-8")
        if not HAN.search(source):
            continue
        examples = docstrings(ast.parse(source))
        found += [(path.relative_to(ROOT).as_posix(), token.start[0], token.string[:20])
                  for token in tokenize.generate_tokens(io.StringIO(source).readline)
                  if token.type == tokenize.STRING and HAN.search(token.string)
                  and token.start[0] not in examples]
    assert found == [], "readers' words stand in intents/replies, the command line's in messages"


def test_modules_answer_one_question():
    long = [(path.relative_to(ROOT).as_posix(), lines) for path in tracked("*.py")
            if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST]
    assert long == []


def test_no_registry_and_no_path_of_a_machine_is_named():
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [(path.relative_to(ROOT).as_posix(), match.group())
                  for pattern in (REGISTRIES, MACHINE) for match in pattern.finditer(text)]
    assert found == []


def test_every_dependency_is_locked_with_hashes():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for lock, wanted in (("requirements.lock", project["dependencies"]),
                         ("requirements-dev.lock", project["optional-dependencies"]["dev"]
                          + project["dependencies"]),
                         ("requirements-bench.lock", project["optional-dependencies"]["bench"]
                          + project["dependencies"])):
        text = (ROOT / lock).read_text(encoding="utf-8")
        locked = {re.sub(r"[-_.]+", "-", name).lower()
                  for name in re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.MULTILINE)}
        names = {re.sub(r"[-_.]+", "-", re.split(r"[<>=!~\[; ]", line)[0]).lower()
                 for line in wanted}
        assert names <= locked
        pinned = re.findall(r"^\S+==.*(?:\n    --hash.*)*", text, re.MULTILINE)
        assert all("--hash=sha256:" in entry for entry in pinned)


def test_continuous_integration_runs_what_make_test_runs():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert "exec make test" in script.read_text(encoding="utf-8")


def test_make_says_what_it_can_do():
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in ("run", "test", "lint", "proof", "bench"):
        assert f"make {target}" in said.stdout


def test_make_run_talks_in_the_terminal_unless_there_is_a_token():
    said = subprocess.run(["make", "-n", "run"], cwd=ROOT, capture_output=True, text=True,
                          check=True).stdout
    assert "-m bot run" in said
    assert "-m bot chat" in said
