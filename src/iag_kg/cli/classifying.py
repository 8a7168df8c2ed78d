"""`classify`: the tier of a described use under the AI Act, from a file or by questions."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iag_kg.cli.output import (
    Format,
    FormatOption,
    Language,
    LanguageOption,
    print_json,
    print_lines,
    print_table,
)
from iag_kg.paths import resources

if TYPE_CHECKING:
    from iag_kg.law import Description, Law, Question

_WORDS = {
    "fr": {
        "intro": "Répondez par un numéro ou une valeur ; ? pour l’aide, - ou rien si inconnu.",
        "several": "plusieurs réponses possibles, séparées par un blanc",
        "no help": "Pas d’aide de plus pour cette question.",
        "wrong": "{0!r} : un numéro de 1 à {1}, ou une valeur de la liste.",
        "one": "Une seule réponse pour cette question.",
        "keep": "Ces réponses en fichier (pour les garder : --save FICHIER.yaml) :",
        "saved": "Description écrite dans {0}.",
    },
    "en": {
        "intro": "Answer with a number or a value; ? for help, - or nothing if it is unknown.",
        "several": "several answers possible, apart by a blank",
        "no help": "No further help on this question.",
        "wrong": "{0!r}: a number from 1 to {1}, or a value of the list.",
        "one": "One answer only to this question.",
        "keep": "These answers as a file (to keep them: --save FILE.yaml):",
        "saved": "Description written to {0}.",
    },
}
_UNKNOWN = ("", "-")


def classify(
    use: Annotated[
        Path | None, typer.Argument(help="Description (YAML). [default: questions are asked]")
    ] = None,
    save: Annotated[
        Path | None, typer.Option(help="Write the description to this YAML file.")
    ] = None,
    language: LanguageOption = Language.FR,
    form: FormatOption = Format.TABLE,
) -> None:
    """Say which tier of the AI Act a described use falls into, why, and what would change it.

    Without a file, asks only the questions that matter, the most decisive first. Not legal advice.

    Example: iag-kg classify my-use.yaml --lang en
    """
    from iag_kg import law, pipeline, shipped

    rules = law.read_law(shipped.store(), resources() / "rules")
    description = law.read(use, rules.vocabulary) if use else _interview(rules, language)
    answer = law.classify(rules, description.answers)
    text = law.write(description, rules.vocabulary, language.value)
    if save is not None:
        pipeline.write_files({save.name: text.encode()}, save.parent)
        _tell(_WORDS[language]["saved"].format(save))
    elif use is None and text:
        _tell(_WORDS[language]["keep"], *text.splitlines(), "")
    if form is Format.JSON:
        print_json(law.record(rules, answer, description.label, language.value))
    elif form is Format.CSV:
        print_table(law.COLUMNS, law.rows(rules, answer, language.value), form)
    else:
        title = [description.label] if description.label else []
        print_lines(*title, *law.lines(rules, answer, language.value, date.today()))


def _interview(rules: Law, language: Language) -> Description:
    """Ask, line by line, until nothing is left to ask or the input ends."""
    from iag_kg.law import Description, next_question

    if isinstance(sys.stdin, io.TextIOWrapper):
        # A byte that is no text is an answer that is not understood, not the end of the command.
        sys.stdin.reconfigure(errors="backslashreplace")
    _tell(_WORDS[language]["intro"])
    answers: dict[str, tuple[str, ...]] = {}
    declined: set[str] = set()
    while key := next_question(rules, answers, declined):
        values = _ask(rules.vocabulary.questions[key], language)
        if values is None:
            break
        if values:
            answers[key] = values
        else:
            declined.add(key)
    return Description("", answers)


def _ask(question: Question, language: Language) -> tuple[str, ...] | None:
    """The values answered; none where it is unknown, None where the input has ended."""
    words, choices = _WORDS[language], list(question.values)
    hint = f" ({words['several']})" if question.several else ""
    _tell("", f"{question.text[language.value]}{hint}")
    for number, value in enumerate(choices, 1):
        _tell(f"  {number:>2}  {value}: {question.values[value][language.value]}")
    while True:
        typer.echo("> ", nl=False, err=True)
        line = sys.stdin.readline()
        if not line:
            _tell("")
            return None
        given = line.strip()
        if given in _UNKNOWN:
            return ()
        if given == "?":
            _tell(question.help[language.value] or words["no help"])
            continue
        values = [_choice(word, choices) for word in given.replace(",", " ").split()]
        if not all(values):
            _tell(words["wrong"].format(given, len(choices)))
        elif len(values) > 1 and not question.several:
            _tell(words["one"])
        else:
            return tuple(dict.fromkeys(values))


def _choice(word: str, choices: list[str]) -> str:
    """The value that a word means, by its number or itself; '' where it means none."""
    if word.isascii() and word.isdigit() and len(word) < 4 and 1 <= int(word) <= len(choices):
        return choices[int(word) - 1]
    return word if word in choices else ""


def _tell(*lines: str) -> None:
    """Print beside the answer, which alone goes to standard output."""
    for line in lines:
        typer.echo(line, err=True)
