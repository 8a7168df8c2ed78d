"""What must not be in a cohort: names, addresses, numbers of persons; and how a value is masked."""

from __future__ import annotations

import re
from collections.abc import Collection

from iag_kg import folding

_HEADERS = {
    "names": "nom noms prenom prenoms name names firstname lastname surname civilite salarie "
    "salaries salariee employe employee employes employees collaborateur collaboratrice agent "
    "personne person titulaire utilisateur user",
    "e-mail or postal addresses": "mail mails email emails courriel adresse address rue street",
    "telephone numbers": "tel telephone phone portable mobile fixe",
    "identifiers of persons": "id ids identifiant identifier nir ssn secu securite insee matricule "
    "login badge uid uuid iban rib passeport passport",
    "dates of birth or ages": "naissance ne nee birth birthdate dob born age anciennete",
}
_HEADER_WORDS = {word: kind for kind, words in _HEADERS.items() for word in words.split()}
_FREQUENT = (
    "alain alexandre amelie andre anne antoine aurelie bernard brigitte camille caroline "
    "catherine cecile celine chantal charlotte chloe christian christine christophe claire "
    "claude clement daniel david denis didier dominique elodie emilie emma eric fabrice "
    "florence francois francoise frederic gerard guillaume helene henri isabelle jacques jean "
    "jeanne jerome joseph julie julien karim laurence laurent lea louis lucas manon marc "
    "marie marine martine mathieu maxime michel mohamed monique nathalie nicolas nicole "
    "olivier pascal patricia patrick paul philippe pierre pauline romain sandrine sarah "
    "sebastien simon sophie stephane stephanie sylvie thierry thomas valerie vincent virginie "
    "xavier yves john james mary robert linda william elizabeth"
)
_FIRST_NAMES = frozenset(_FREQUENT.split())
_TITLE = re.compile(r"^(m|mm|mr|mrs|ms|mme|mmes|mlle|mlles|dr|pr|monsieur|madame)\b[. ]", re.I)
_CAPITALISED = re.compile(r"^[A-ZÀ-ÖØ-Þ][\w'’-]*\.?$")
_DATE = re.compile(r"^(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2})\b")
_NIR = re.compile(r"^[1-478]\d{2}(0[1-9]|1[0-2]|[2-9]\d)(\d{2}|2[AB])\d{6}(\d{2})?$")
_PHONE = re.compile(r"^((\+|00)\d{8,15}|0[1-9]\d{8})$")
_IBAN = re.compile(r"^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$")
_IDENTIFIER = re.compile(r"^(\d{6,}|(?=.*[A-Z])(?=(?:.*\d){5})[A-Z0-9]+)$")
_THOUSANDS = re.compile(r"^\d{1,3}([\s.]\d{3}){1,2}$")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def fold(text: str) -> str:
    """Text as it is compared, without double blanks and the byte order marks of spreadsheets."""
    return " ".join(folding.fold(text.replace("\ufeff", "")).split())


def personal_header(name: str) -> str:
    """What a column of this name would hold of persons, in words; '' where nothing suggests it."""
    words = re.findall(r"[a-z]+", fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)))
    return next((_HEADER_WORDS[word] for word in words if word in _HEADER_WORDS), "")


def personal_value(value: str, vocabulary: Collection[str]) -> str:
    """What a value looks like that would be of a person, in words; '' where it looks like none.

    `vocabulary` are the folded words of the known métiers: a value that uses one is no name.
    """
    bare = re.sub(r"[\s.\-/()]", "", value).upper()
    if re.search(r"\S@\S", value):
        return "an e-mail address"
    if _DATE.match(value.strip()):
        return "a date"
    if _NIR.match(bare):
        return "a social security number"
    if _PHONE.match(bare):
        return "a telephone number"
    if _IBAN.match(bare):
        return "a bank account number"
    if _IDENTIFIER.match(bare) and not _THOUSANDS.match(value.strip()):
        return "an identifier"
    return "the name of a person" if _looks_like_a_name(value, vocabulary) else ""


def mask(value: str) -> str:
    """A value that must not be shown: only its length is."""
    return f"*** ({len(value)} characters, masked)"


def neutralise(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before `= + - @`."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _looks_like_a_name(value: str, vocabulary: Collection[str]) -> bool:
    """A title, or up to four words, capitalised or with a first name, none of a métier."""
    if _TITLE.match(value.strip()):
        return True
    words = value.replace(",", " ").split()
    if not 1 <= len(words) <= 4 or any(fold(word) in vocabulary for word in words):
        return False
    parts = {part for word in words for part in fold(word).split("-")}
    return all(_CAPITALISED.match(word) for word in words) or bool(parts & _FIRST_NAMES)
