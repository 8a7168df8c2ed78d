"""A hand-made ROME, ESCO, bridges and ILO index, in a store on disk: small enough to work out."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from iag_kg.paths import resources
from iag_kg.pipeline import read_ontology

# Five métiers in two domains. Weights in halves: the heart of the métier 2, the rest 1.
# X9001: a2 b2 (4) · X9002: b2 c2 d1 (5) · X9003: b1 c2 d2 (5) · Y9001: z2 (2) · Y9002: a2 e2 (4)
CORE = "X9001 a b; X9002 b c; X9003 c d; Y9001 z; Y9002 a e"
ORDINARY = "X9002 d c; X9003 b"
TITLES = {
    "X9001": "Relieur / Relieuse fictifs",
    "X9002": "Doreur / Doreuse fictifs",
    "X9003": "Restaurateur / Restauratrice de livres fictifs",
    "Y9001": "Veilleur / Veilleuse fictifs",
    "Y9002": "Relieur / Relieuse en usine fictive",
}
HEAD = """@prefix iag: <https://w3id.org/iag-kg/ontology#> .
@prefix iagd: <https://w3id.org/iag-kg/id/> .
@prefix iagg: <https://w3id.org/iag-kg/graph/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix o: <http://data.europa.eu/esco/occupation/> .
@prefix k: <http://data.europa.eu/esco/skill/> .
@prefix isco: <http://data.europa.eu/esco/isco/> .
"""


def ties(said: str, predicate: str) -> str:
    lines = (part.split() for part in said.split(";"))
    return "\n".join(
        f"iagd:rome-metier-{metier.lower()} {predicate} iagd:rome-item-{skill} ."
        for metier, *skills in lines
        for skill in skills
    )


def rome() -> str:
    metiers = "\n".join(
        f'iagd:rome-metier-{code.lower()} a iag:ReferenceMetier ; skos:notation "{code}" ; '
        f'skos:prefLabel "{title}"@fr ; skos:broader iagd:rome-domaine-{code[:3].lower()} .'
        for code, title in TITLES.items()
    )
    skills = "\n".join(
        f'iagd:rome-item-{key} a iag:ReferenceSkill ; skos:prefLabel "Faire {key}"@fr .'
        for key in "abcdez"
    )
    return f"""iagg:rome {{ {metiers} {skills}
{ties(CORE, "iag:hasCoreSkill")} {ties(ORDINARY, "iag:hasOrdinarySkill")}
iagd:rome-domaine-x90 a iag:ReferenceGroup ; skos:notation "X90" ; skos:prefLabel "Livre"@fr .
iagd:rome-domaine-y90 a iag:ReferenceGroup ; skos:notation "Y90" ; skos:prefLabel "Nuit"@fr .
iagd:t1 iag:namesMetier iagd:rome-metier-x9002 ; skos:prefLabel "Doreur sur tranche"@fr . }}"""


ESCO = """iagg:esco {
o:1 a iag:ReferenceMetier ; skos:notation "9001.1" ; skos:prefLabel "relieur"@fr, "binder"@en ;
  skos:altLabel "bookbinder"@en ; iag:inIscoGroup isco:C9001 ; iag:hasEssentialSkill k:1 .
o:2 a iag:ReferenceMetier ; skos:notation "9002.1" ; skos:prefLabel "restaurateur"@fr ;
  iag:inIscoGroup isco:C9002 ; iag:hasEssentialSkill k:1 ; iag:hasOptionalSkill k:2 .
o:3 a iag:ReferenceMetier ; skos:notation "9003.1" ; skos:prefLabel "archiviste"@fr ;
  iag:inIscoGroup isco:C9003 .
k:1 a iag:ReferenceSkill ; skos:prefLabel "relier"@fr, "bind"@en .
k:2 a iag:ReferenceSkill ; skos:prefLabel "restore"@en .
isco:C9001 a iag:ReferenceGroup ; skos:notation "9001" ; skos:prefLabel "Relieurs"@fr .
isco:C9002 a iag:ReferenceGroup ; skos:notation "9002" ; skos:prefLabel "Restaurateurs"@fr .
isco:C9003 a iag:ReferenceGroup ; skos:notation "9003" ; skos:prefLabel "Archivistes"@fr . }"""
BRIDGES = """iagg:bridges {
iagd:b1 iag:bridgesMetier iagd:rome-metier-x9001 ; iag:bridgesOccupation o:1 ;
  iag:hasConfidence iag:HighConfidence .
iagd:b2 iag:bridgesMetier iagd:rome-metier-x9003 ; iag:bridgesOccupation o:2 ;
  iag:hasConfidence iag:MediumConfidence .
iagd:b3 iag:bridgesMetier iagd:rome-metier-x9003 ; iag:bridgesOccupation o:1 ;
  iag:hasConfidence iag:LowConfidence .
iagd:b4 iag:bridgesMetier iagd:rome-metier-x9003 ; iag:bridgesOccupation o:3 ;
  iag:hasConfidence iag:LowConfidence .
iagd:b5 iag:bridgesMetier iagd:rome-metier-y9001 ; iag:bridgesOccupation o:3 ;
  iag:hasConfidence iag:HighConfidence . }"""
ILO = """iagg:ilo {
iagd:e1 iag:assessesGroup isco:C9001 ; iag:exposureScore 0.7 ;
  iag:hasExposureClass iag:ExposureGradientFour .
iagd:e2 iag:assessesGroup isco:C9002 ; iag:exposureScore 0.1 ;
  iag:hasExposureClass iag:NotExposed . }"""


def made(path: Path, *graphs: str) -> Path:
    store = ox.Store(str(path))
    store.bulk_extend(read_ontology(resources()))
    for graph in graphs:
        store.bulk_load(input=(HEAD + graph).encode(), format=ox.RdfFormat.TRIG)
    store.flush()
    return path
