/* Actors, risks and measures: who speaks of a risk, who carries what reduces it. */
const filters = { source: "", claims: true, measures: true, least: window.innerWidth < 620 ? 4 : 2 };
const TINTS = { actor: "#0b5c9e", risk: "#b4470b", measure: "#117a5b", both: "#6a4c93" };
const withId = (letter) => (thing, index) => Object.assign(thing, { id: `${letter}:${thing.key}`, index });
data.actors.forEach(withId("a"));
data.risks.forEach(withId("r"));
data.measures.forEach(withId("m"));
const things = new Map([...data.actors, ...data.risks, ...data.measures].map((thing) => [thing.id, thing]));
const inSource = (fact) => filters.source === "" || String(fact.source) === filters.source;
const claims = () => (filters.claims ? data.claims.filter(inSource) : []);
const measures = () => (filters.measures ? data.measures.filter(inSource) : []);
const by = (actor) => (fact) => fact.by.includes(actor.index);
const on = (risk) => (fact) => fact.risks.includes(risk.index);

/* What stands behind each line of the picture, under the filters. */
let behind = new Map();
let shownNodes = new Set();
function countEdges() {
  behind = new Map();
  const add = (key, name, fact) => {
    if (!behind.has(key)) behind.set(key, { claims: [], measures: [] });
    behind.get(key)[name].push(fact);
  };
  for (const [name, facts] of [["claims", claims()], ["measures", measures()]])
    for (const fact of facts)
      for (const risk of fact.risks) {
        for (const actor of fact.by) add(`e:${actor}:${risk}`, name, fact);
        if (name === "measures") add(`f:${risk}:${fact.source}:${fact.kind}`, name, fact);
      }
  shownNodes = new Set(drawing.edges.filter((edge) => behind.has(edge.id)).flatMap((edge) => [edge.from, edge.to]));
}
countEdges();
const weight = (id) => { const found = behind.get(id); return found ? found.claims.length + found.measures.length : 0; };
const isShown = (edge) => behind.has(edge.id) && (weight(edge.id) >= filters.least || [edge.id, edge.from, edge.to].includes(state.selected));
const bundleOf = (id) => { const [, source, kind] = id.split(":"); return { source: Number(source), kind: Number(kind) }; };
const inBundle = ({ source, kind }) => (fact) => fact.source === source && fact.kind === kind && fact.risks.length > 0;
const isBundle = (id) => id.startsWith("b:");
const kindLabel = (measure) => say(data.measureKinds[measure.kind]);
function nodeLabel(id) {
  if (!isBundle(id)) return say(things.get(id));
  return `${kindLabel(bundleOf(id))} (${count(data.measures.filter(inBundle(bundleOf(id))).length)})`;
}
const tintOf = (id) => TINTS[{ a: "actor", r: "risk", b: "measure" }[id[0]]];
function edgeTint(id) {
  const found = behind.get(id);
  if (id[0] === "f" || !found) return TINTS.measure;
  return found.claims.length && found.measures.length ? TINTS.both : found.claims.length ? TINTS.actor : TINTS.measure;
}

const picture = makePicture({
  columns: 3, gap: 7, centred: true, spread: true,
  label: nodeLabel,
  heading: (key) => (key[0] === "s" ? shortOf(key.slice(2)) : say(data.actorKinds[key.slice(2)])),
  showsNode: (node) => shownNodes.has(node.id),
  showsEdge: isShown,
  node: (node) => tintOf(node.id),
  rim: () => TINTS.risk,
  edge: (edge) => {
    const colour = edgeTint(edge.id);
    return { smooth: { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.5 },
      color: { color: colour, highlight: colour, hover: colour, opacity: 0.4 } };
  },
  choose: (id, reveal) => select(id, reveal && Boolean(id)),
});

const isKnown = (id) => things.has(id) || behind.has(id) || (isBundle(id) && drawing.places.has(id));
const goTo = (thing) => el("button", { type: "button", class: "plain", on: { click: () => follow(thing.id) } }, say(thing));
const goToAll = (numbers, list) => numbers.flatMap((number, index) => (index ? [", ", goTo(list[number])] : [goTo(list[number])]));

/* In the panel: lists of claims, measures, wordings, each under what groups it. */
const claimItem = (claim, isNamed) => factItem(claim, [tag(say(data.directions[claim.direction])), " "],
  isNamed && claim.by.length ? [el("span", { class: "note" }, goToAll(claim.by, data.actors))] : []);
const measureItem = (measure, shows = {}) => el("li", {}, tag(kindLabel(measure), "measure"), " ", goTo(measure),
  shows.actors && measure.by.length ? [el("br"), el("span", { class: "note" }, t("carried-by"), " ", goToAll(measure.by, data.actors))] : [],
  shows.risks && measure.risks.length ? [el("br"), el("span", { class: "note" }, t("mitigates"), " ", goToAll(measure.risks, data.risks))] : [],
  el("br"), placeOf(measure));
const titled = (key, n) => el("h3", {}, t(key, { n }));
function folds(owner, facts, groupsOf, name, item, open = false) {
  const groups = [...groupBy(facts, groupsOf)].sort((a, b) => b[1].length - a[1].length);
  return groups.map(([group, mine]) => foldOut(`${owner}/${group}`, counted(name(group), mine.length), () => factList(mine, item), open && groups.length < 4));
}
const some = (title, facts, content) => (facts.length ? [titled(title, facts.length), content] : []);
const head = (kind, thing) => [el("p", { class: "eyebrow" }, kind), el("h2", { tabindex: "-1" }, say(thing))];

function actorPanel(actor) {
  const said = data.claims.filter(by(actor));
  const [onRisks, others] = [said.filter((claim) => claim.risks.length), said.filter((claim) => !claim.risks.length)];
  const carried = data.measures.filter(by(actor));
  const [reducing, rest] = [carried.filter((measure) => measure.risks.length), carried.filter((measure) => !measure.risks.length)];
  return [
    head(`${t("actor")} · ${say(data.actorKinds[actor.kind])}`, actor), actor.acronym ? el("p", { class: "note" }, actor.acronym) : null,
    said.length + carried.length ? null : el("p", {}, t("actor-silent")),
    some("claims-on-risks", onRisks, folds(`${actor.id}/risk`, onRisks, (claim) => claim.risks, (risk) => say(data.risks[risk]), (claim) => claimItem(claim, false), true)),
    some("claims-other", others, folds(`${actor.id}/topic`, others, (claim) => claim.topic, (topic) => say(data.topics[topic]), (claim) => claimItem(claim, false), true)),
    some("measures-carried", reducing, folds(`${actor.id}/measure`, reducing, (measure) => measure.risks, (risk) => say(data.risks[risk]), (measure) => measureItem(measure), true)),
    some("measures-other", rest, folds(`${actor.id}/rest`, rest, (measure) => measure.source, shortOf, (measure) => measureItem(measure))),
  ];
}
function riskPanel(risk) {
  const worded = data.wordings.filter(on(risk));
  const said = data.claims.filter(on(risk));
  const reducing = data.measures.filter(on(risk));
  return [
    head(t("risk-harmonised"), risk), risk.definition ? el("p", {}, say(risk.definition)) : null,
    risk.scope ? el("p", { class: "note" }, say(risk.scope)) : null,
    titled("wordings-of", worded.length),
    worded.length ? folds(`${risk.id}/w`, worded, (fact) => fact.source, shortOf, (fact) => factItem(fact)) : el("p", {}, t("none-wording")),
    titled("speakers-of", new Set(said.flatMap((claim) => claim.by)).size),
    said.length ? folds(`${risk.id}/c`, said, (claim) => claim.by, (actor) => say(data.actors[actor]), (claim) => claimItem(claim, false)) : el("p", {}, t("none-claim")),
    titled("measures-of", reducing.length),
    reducing.length ? folds(`${risk.id}/m`, reducing, (measure) => measure.source, shortOf, (measure) => measureItem(measure, { actors: true })) : el("p", {}, t("none-measure")),
  ];
}
function measurePanel(measure) {
  const whole = data.measures[measure.part];
  const parts = data.measures.filter((other) => other.part === measure.index);
  return [
    head(kindLabel(measure), measure), measure.description ? el("p", {}, say(measure.description)) : null, el("p", {}, placeOf(measure)),
    measure.by.length ? [titled("carried-by", measure.by.length), el("p", {}, goToAll(measure.by, data.actors))] : null,
    measure.risks.length ? [titled("mitigates", measure.risks.length), el("p", {}, goToAll(measure.risks, data.risks))] : null,
    whole ? [titled("part-of", 1), el("p", {}, goTo(whole))] : null,
    some("parts", parts, factList(parts, (part) => measureItem(part))),
  ];
}
function bundlePanel(id) {
  const mine = data.measures.filter(inBundle(bundleOf(id)));
  return [el("p", { class: "eyebrow" }, shortOf(bundleOf(id).source)), el("h2", { tabindex: "-1" }, nodeLabel(id)),
    factList(mine, (measure) => measureItem(measure, { actors: true, risks: true }))];
}
function edgePanel(id) {
  const found = behind.get(id);
  const ends = drawing.edges.find((edge) => edge.id === id);
  const end = (node) => (things.has(node) ? goTo(things.get(node)) : nodeLabel(node));
  return [
    el("p", { class: "eyebrow" }, t(id[0] === "e" ? "link-actor" : "link-measure")),
    el("h2", { tabindex: "-1" }, ends ? [end(ends.from), el("span", { class: "to" }, " – "), end(ends.to)] : ""),
    some("claims-behind", found.claims, factList(found.claims, (claim) => claimItem(claim, false))),
    some("measures-behind", found.measures, factList(found.measures, (measure) => measureItem(measure, { actors: id[0] === "f" }))),
  ];
}
function drawPanel() {
  const id = state.selected;
  const panels = { a: actorPanel, r: riskPanel, m: measurePanel };
  if (!id) return showPanel(legend(), false);
  const content = things.has(id) ? panels[id[0]](things.get(id)) : isBundle(id) ? bundlePanel(id) : edgePanel(id);
  return showPanel(nonEmpty(content), true);
}
function legend() {
  return [
    el("h2", {}, t("legend")), el("p", {}, t("acteurs-read")),
    el("ul", { class: "legend" },
      legendItem(markIcon("dot", TINTS.actor), t("legend-actor")),
      legendItem(el("span", { class: "mark rim", "aria-hidden": "true", style: { "--mark": TINTS.risk } }), t("legend-risk")),
      legendItem(markIcon("square", TINTS.measure), t("legend-measure"))),
    el("h3", {}, t("legend-lines")),
    el("ul", { class: "legend" },
      legendItem(lineIcon(3, TINTS.actor), t("legend-claims")),
      legendItem(lineIcon(3, TINTS.measure), t("legend-measures")),
      legendItem(lineIcon(3, TINTS.both), t("legend-both"))),
    el("p", { class: "note" }, t("legend-wide")), el("p", { class: "note" }, t("aside-note")),
  ];
}

/* The tables hold what the picture leaves out. */
const size = (facts) => facts.length;
const tables = [
  makeTable(byId("table-risks"), {
    caption: "table-risks", rows: () => data.risks, order: "wordings", descending: true, pick: (risk) => follow(risk.id),
    columns: [
      { key: "risk", title: "risk", value: say },
      { key: "sources", title: "column-sources", value: (risk) => [...new Set(data.wordings.filter(on(risk)).filter(inSource).map((fact) => shortOf(fact.source)))].join(" ; ") },
      { key: "wordings", title: "column-wordings", numeric: true, value: (risk) => size(data.wordings.filter(on(risk)).filter(inSource)) },
      { key: "speakers", title: "column-speakers", numeric: true, value: (risk) => new Set(claims().filter(on(risk)).flatMap((claim) => claim.by)).size },
      { key: "claims", title: "column-claims", numeric: true, value: (risk) => size(claims().filter(on(risk))) },
      { key: "measures", title: "column-measures", numeric: true, value: (risk) => size(measures().filter(on(risk))) },
    ],
  }),
  makeTable(byId("table-actors"), {
    caption: "table-actors", rows: () => data.actors, order: "claims", descending: true, pick: (actor) => follow(actor.id),
    columns: [
      { key: "actor", title: "actor", value: (actor) => (actor.acronym ? `${say(actor)} (${actor.acronym})` : say(actor)) },
      { key: "kind", title: "kind", value: (actor) => say(data.actorKinds[actor.kind]) },
      { key: "claims", title: "column-claims", numeric: true, value: (actor) => size(claims().filter(by(actor))) },
      { key: "risks", title: "column-risks", numeric: true, value: (actor) => new Set(claims().filter(by(actor)).flatMap((claim) => claim.risks)).size },
      { key: "measures", title: "column-measures", numeric: true, value: (actor) => size(measures().filter(by(actor))) },
    ],
  }),
  makeTable(byId("table-measures"), {
    caption: "table-measures", rows: measures, order: "place", pick: (measure) => follow(measure.id),
    columns: [
      { key: "measure", title: "measure", value: say },
      { key: "kind", title: "kind", value: kindLabel },
      { key: "risks", title: "mitigates", value: (measure) => namesOf(measure.risks.map((risk) => data.risks[risk])) },
      { key: "actors", title: "carried-by", value: (measure) => namesOf(measure.by.map((actor) => data.actors[actor])) },
      { key: "place", title: "place", value: (measure) => measure.index, text: (measure) => `${shortOf(measure.source)} · ${measure.at}` },
    ],
  }),
];

function refresh() {
  countEdges();
  if (state.selected && !isKnown(state.selected)) select("");
  picture.update();
  for (const table of tables) table.update();
  drawStatus();
}
function drawStatus() {
  const ofKind = (letter) => [...shownNodes].filter((id) => id[0] === letter).length;
  byId("shown").textContent = t("shown-acteurs", { actors: ofKind("a"), risks: ofKind("r"),
    measures: measures().filter((measure) => measure.risks.length).length, links: [...behind.keys()].filter((id) => weight(id) >= filters.least).length, all: behind.size });
  byId("least-value").textContent = count(filters.least);
  byId("least").setAttribute("aria-valuetext", count(filters.least));
}
function drawFilters() {
  byId("source-filter").replaceChildren(el("option", { value: "" }, t("all-sources")),
    ...data.sources.map((source, index) => el("option", { value: String(index) }, say(source.short))));
  byId("source-filter").value = filters.source;
}
byId("source-filter").addEventListener("change", (event) => { filters.source = event.target.value; refresh(); });
for (const name of ["claims", "measures"])
  byId(name).addEventListener("change", (event) => { filters[name] = event.target.checked; refresh(); });
byId("least").value = String(filters.least);
byId("least").addEventListener("input", (event) => { filters.least = Number(event.target.value); picture.update(); drawStatus(); });
makeSearch(() => [
  ...data.actors.map((actor) => ({ id: actor.id, label: actor, kind: "actor" })),
  ...data.risks.map((risk) => ({ id: risk.id, label: risk, kind: "risk" })),
  ...data.measures.map((measure) => ({ id: measure.id, label: measure, kind: "measure" })),
], (entry) => select(entry.id));
onLanguage.push(drawFilters, drawStatus, drawPanel);
drawFilters();
drawStatus();
