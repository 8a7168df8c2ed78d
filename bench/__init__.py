"""Time and memory of everything iag-kg does, beside plain rdflib on the same work.

    python -m bench [--quick] [--only NAME] [--json FILE]

works     what is measured, and with what inputs
ours      each work as iag-kg does it
plain     each work as straightforward rdflib does it
host      a process that holds the inputs of works and forks a child for each measurement
measure   asks hosts, and starts the commands whose start-up is measured
report    measurements → a table
scale     the engine on ESCO and on up to a million profiles
ways      the engine and its alternatives, as a side of `host`
profiles  the profiles that they are given
references  ROME and ESCO, to be held against the shapes
"""
