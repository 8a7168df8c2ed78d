"""A description of a use: read from a small YAML file that a person writes, and written back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import yaml

from iag_kg.errors import IagError
from iag_kg.law.vocabulary import Answers, Question, Vocabulary, near

LARGEST = 64 * 1024
DEEPEST = 2
# YAML reads oui-like words of English as booleans: they mean the same here.
_FLAGS = {"true": "oui", "yes": "oui", "on": "oui", "false": "non", "no": "non", "off": "non"}
_UNKNOWN = {"", "~", "null", "inconnu"}
_NULL, _BOOL = "tag:yaml.org,2002:null", "tag:yaml.org,2002:bool"


class DescriptionError(IagError):
    """A description that cannot be read: the message says file, line and value."""


@dataclass(frozen=True)
class Description:
    """What is told of a use: a free label, and the answers given, by the key of the question."""

    label: str = ""
    answers: Answers = field(default_factory=dict)


def read(path: Path, vocabulary: Vocabulary) -> Description:
    """The description of a YAML file.

    Raises:
        DescriptionError: the file cannot be read, is too large, or is no description.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise DescriptionError(f"{path}: cannot be read ({error.strerror})") from error
    if len(content) > LARGEST:
        raise DescriptionError(f"{path}: larger than {LARGEST // 1024} kB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start : error.end]
        raise DescriptionError(f"{path}:{line}: not UTF-8: byte {byte!r}") from error
    return parse(text, str(path), vocabulary)


def parse(text: str, name: str, vocabulary: Vocabulary) -> Description:
    """The description that a YAML text gives; `name` is what errors call it.

    Raises:
        DescriptionError: not YAML, aliases or tags, no mapping, an unknown key or value, a key
            twice, several values where one is allowed.
    """
    reader = _Reader(name, vocabulary)
    try:
        reader.check_events(text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0)) + 1
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
        raise DescriptionError(f"{name}:{line}: not valid YAML: {reason}") from error
    return reader.description(root)


def write(description: Description, vocabulary: Vocabulary, language: str) -> str:
    """The description as YAML that `parse` reads back, each answer below its question."""
    label = yaml.safe_dump({"label": description.label}, allow_unicode=True, width=10_000)
    parts = [label if description.label or not any(description.answers.values()) else ""]
    for key, question in vocabulary.questions.items():
        if values := description.answers.get(key):
            shown = f"[{', '.join(values)}]" if len(values) > 1 else values[0]
            parts.append(f"# {question.text[language]}\n{key}: {shown}\n")
    return "".join(parts)


class _Reader:
    """Reads one text, and says where it is wrong."""

    def __init__(self, name: str, vocabulary: Vocabulary) -> None:
        self.name, self.vocabulary = name, vocabulary

    def fail(self, where: yaml.Node | yaml.Event, message: str) -> NoReturn:
        mark = where.start_mark
        raise DescriptionError(f"{self.name}:{mark.line + 1 if mark else 1}: {message}")

    def check_events(self, text: str) -> None:
        """Refuse what a description never needs: aliases, tags, depth, a second document."""
        depth = documents = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                self.fail(event, "no alias or anchor (*, &) in a description")
            if tag := getattr(event, "tag", None):
                self.fail(event, f"no tag in a description: {tag!r}")
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                depth += 1
                if depth > DEEPEST:
                    self.fail(event, "nested too deep: 'key: value' or 'key: [value, value]'")
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                depth -= 1
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.fail(event, "one description a file, here is a second ('---')")

    def description(self, root: yaml.Node | None) -> Description:
        """The description of the root of a text."""
        if root is None or (isinstance(root, yaml.ScalarNode) and root.tag == _NULL):
            raise DescriptionError(f"{self.name}: empty: 'question: value' lines expected")
        if not isinstance(root, yaml.MappingNode):
            kind = "a list" if isinstance(root, yaml.SequenceNode) else "a mere value"
            self.fail(root, f"'question: value' lines expected, not {kind}")
        label, answers = "", dict[str, tuple[str, ...]]()
        seen: set[str] = set()
        questions: Mapping[str, Question] = self.vocabulary.questions
        for key_node, node in root.value:
            key = self._scalar(key_node, "a question")
            if key in seen:
                self.fail(key_node, f"{key!r} stands twice")
            seen.add(key)
            if key == "label":
                label = "" if node.tag == _NULL else self._label(node)
            elif key not in questions:
                hint = near(key.replace("_", "-"), ("label", *questions))
                self.fail(key_node, f"unknown question {key!r}; {hint}")
            elif values := self._values(questions[key], node):
                answers[key] = values
        return Description(label, answers)

    def _label(self, node: yaml.Node) -> str:
        label = self._scalar(node, "a label")
        if not label.isprintable():
            self.fail(node, f"label: a character that cannot be printed in {label!r}")
        return label

    def _values(self, question: Question, node: yaml.Node) -> tuple[str, ...]:
        """The values of an answer; none where it is left unknown."""
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        values: dict[str, None] = {}
        for item in nodes:
            value = self._scalar(item, f"a value of {question.key}")
            if item.tag == _BOOL:
                value = _FLAGS[value.lower()]
            if value in question.values:
                values[value] = None
            elif value not in _UNKNOWN or len(nodes) > 1:
                hint = near(value, question.values)
                self.fail(item, f"{question.key}: unknown value {value!r}; {hint}")
        if len(values) > 1 and not question.several:
            said = ", ".join(values)
            self.fail(node, f"{question.key}: one value expected, not several ({said})")
        return tuple(values)

    def _scalar(self, node: yaml.Node, what: str) -> str:
        if not isinstance(node, yaml.ScalarNode):
            self.fail(node, f"{what} expected, not a list or a mapping")
        return str(node.value).strip()
