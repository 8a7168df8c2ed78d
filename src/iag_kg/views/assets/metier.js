/* One métier: where people come from, where they can go, which skills rise and fall. */
const filters = { between: false };
const self = metiers.get(data.metier);
const me = `m:${self.key}`;
const byEdge = new Map([...passerelles, ...needs].map((item) => [item.id, item]));
const isPasserelle = (id) => id.startsWith("p");
const passes = (item) => !filters.between || !item.origin || !item.inside;
const others = { in: "origin", out: "destination" };
function thing(id) {
  const [kind, ...rest] = id.split(":");
  return kind === "s" ? skills.get(rest.join(":")) : metiers.get(rest.join(":"));
}
const levelsBySkill = new Map(needs.map((need) => [need.skill, need.level]));
const edgeOfNode = new Map(drawing.edges.map((edge) => [edge.from === me ? edge.to : edge.from, edge.id]));

/* The picture holds the best passerelles of all kinds; it shows the best of those that pass. */
let shownEdges = new Set();
let shownMoves = { in: 0, out: 0 };
const moveLabel = (p) => `${say(otherOf(p))} ·\u00a0${percent(p.coverage)}${self.basis === "full" ? partialMark(p) : ""}`;
function chooseEdges() {
  const drawn = new Set(edgeOfNode.values());
  const best = (way) => passerelles.filter((p) => drawn.has(p.id) && p[others[way === "in" ? "out" : "in"]] === self.key && passes(p)).slice(0, data.best);
  const [into, out] = [best("in"), best("out")];
  shownMoves = { in: into.length, out: out.length };
  shownEdges = new Set([...into, ...out, ...needs].map((item) => item.id));
}
chooseEdges();

const picture = makePicture({
  columns: 2, centre: true, gap: 8,
  label: (id) => (/^(in|out):/.test(id) ? moveLabel(byEdge.get(edgeOfNode.get(id))) : say(thing(id))),
  heading: (key) => t(`quadrant-${key}`),
  showsNode: (node) => node.id === me || shownEdges.has(edgeOfNode.get(node.id)),
  showsEdge: (edge) => shownEdges.has(edge.id),
  node: (node) => node.id === me ? "#17324d" : node.id.startsWith("s:") ? colourOf(levelsBySkill.get(node.id.slice(2))) : communityColour(thing(node.id).community),
  hollow: (node) => !node.id.startsWith("s:") && node.id !== me && thing(node.id).basis === "key",
  edge: (edge) => {
    const item = byEdge.get(edge.id);
    const colour = isPasserelle(edge.id) ? "#4b5563" : colourOf(item.level);
    return { dashes: isPasserelle(edge.id) ? dashOf(item, edge.width) : edge.dashes || false, smooth: { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.4 },
      color: { color: colour, highlight: colour, hover: colour, opacity: !isPasserelle(edge.id) ? 0.6 : item.recommended ? 0.65 : 0.45 } };
  },
  choose: (id, reveal) => select(id === me ? "" : edgeOfNode.get(id) || id, reveal && Boolean(id) && id !== me),
});

const isKnown = (id) => byEdge.has(id);

function drawPanel() {
  const found = byEdge.get(state.selected);
  if (!found) return showPanel(summary(), false);
  return showPanel(isPasserelle(found.id) ? passerellePanel(found) : needPanel(found), true);
}
function summary() {
  const rising = needs.filter((need) => directionOf(need.level) === "rising").length;
  const falling = needs.filter((need) => directionOf(need.level) === "falling").length;
  const ways = passerelles.filter((p) => p.origin === self.key && passes(p) && p.coverage > 0);
  const recommended = ways.filter((p) => p.recommended);
  const best = (recommended.length ? recommended : ways).slice(0, 3);
  return [
    metierHead(self, false),
    data.transformation ? el("p", {}, t("transformation", { level: say(data.transformation) })) : null,
    self.basis === "full" ? el("p", {}, t("metier-summary", { rising, falling, all: needs.length })) : null,
    el("h3", {}, t("legend")),
    el("ul", { class: "legend" },
      legendItem(lineIcon(4, "#4b5563"), t("legend-ego-passerelle")),
      legendItem(lineIcon(1.5, "#4b5563", "dashed"), t("legend-not")),
      legendItem(markIcon("dot", communityColour(self.community)), t("legend-ego-metier")),
      legendItem(markIcon(HOLLOW, communityColour(self.community)), t("shape-key")),
      legendItem(markIcon("up", COLOURS.rising), t("quadrant-rising")),
      legendItem(markIcon("down", COLOURS.falling), t("quadrant-falling")),
      legendItem(markIcon("dot", COLOURS.marginal), t("quadrant-marginal")),
      legendItem(markIcon("square", COLOURS.key), t("quadrant-key"))),
    el("p", { class: "note" }, t("ego-read")),
    el("h3", {}, t("best-title")),
    recommended.length ? null : el("p", {}, t(best.length ? "best-none" : "none")),
    best.map((p) => el("div", { class: "card" },
      el("p", {}, el("button", { type: "button", class: "plain", on: { click: () => follow(p.id) } }, `${say(metiers.get(p.destination))} (${percent(p.coverage)})`), partialMark(p)),
      el("p", { class: "explanation" }, explain(p)))),
    el("dl", {}, ["coverage", "affinity", "durable"].flatMap((key) => [el("dt", {}, t(key)), el("dd", {}, t(`${key}-meaning`))])),
  ];
}
const direction = (p) => (p.origin === self.key ? "out" : "in");
const otherOf = (p) => metiers.get(p[others[direction(p)]]);
const table = makeTable(byId("table-passerelles"), {
  caption: "table-own",
  rows: () => passerelles.filter(passes),
  order: "coverage", descending: true,
  pick: (p) => follow(p.id),
  columns: [
    { key: "other", title: "other", value: (p) => say(otherOf(p)) },
    { key: "direction", title: "direction", value: (p) => t(`direction-${direction(p)}`) },
    { key: "family", title: "family", value: (p) => say(families.get(otherOf(p).family)) },
    { key: "coverage", title: "coverage", numeric: true, value: (p) => p.coverage, text: (p) => percent(p.coverage, 1) },
    { key: "affinity", title: "affinity", numeric: true, value: (p) => p.affinity, text: (p) => percent(p.affinity, 1) },
    { key: "durable", title: "durable", numeric: true, value: (p) => p.durable, text: (p) => percent(p.durable, 1) },
    { key: "kind", title: "kind", value: (p) => say(data.kinds[p.kind]) },
    { key: "comparesFull", title: "column-full", value: fullOrPartial },
    { key: "recommended", title: "recommended", value: (p) => yesOrNo(p.recommended) },
    { key: "page", title: "page", value: (p) => say(otherOf(p)), show: (p) => el("a", { href: linkTo(otherOf(p).page), "aria-label": t("open-page-of", { metier: say(otherOf(p)) }) }, t("open-page")) },
  ],
});
makeTable(byId("table-needs"), {
  caption: "table-own-needs",
  rows: () => needs,
  order: "level",
  pick: (need) => follow(need.id),
  columns: [
    { key: "skill", title: "skill", value: (need) => say(skills.get(need.skill)) },
    { key: "category", title: "category", value: (need) => say(skills.get(need.skill).category) },
    { key: "level", title: "level", value: (need) => levelOrder(need), text: (need) => `${signOf(need.level)} ${levelName(need.level)}`, show: (need) => levelMark(need.level) },
    { key: "demand", title: "demand", numeric: true, value: (need) => need.demand, text: (need) => decimal(need.demand) },
    { key: "place", title: "place", value: (need) => [...new Set(need.cells.map((cell) => cell[3]))].join(" ; ") },
  ],
});
byId("between-only").addEventListener("change", (event) => { filters.between = event.target.checked; chooseEdges(); select(""); picture.update(); table.update(); drawStatus(); });
function drawStatus() {
  byId("shown").textContent = t("shown-own", { ...shownMoves, skills: needs.length });
}
makeSearch(() => [
  ...[...metiers.values()].filter((metier) => metier !== self).map((metier) => ({ metier, label: metier, kind: "metier" })),
  ...needs.map((need) => ({ id: need.id, label: skills.get(need.skill), kind: "skill" })),
], (entry) => {
  if (entry.id) return select(entry.id);
  const p = passerelles.find((item) => item.destination === entry.metier.key) || passerelles.find((item) => item.origin === entry.metier.key);
  return p ? select(p.id) : undefined;
});
/* What the sources say beyond skills: of the family, unless of another métier alone; its own uses. */
function drawContext() {
  const { risks, opportunities, uses } = data.context;
  const linked = (kind) => (fact) => factItem(fact, [], fact.of.map((thing) => [" ", tag(say(thing), kind)]));
  const use = (fact) => factItem(fact, fact.stage ? [tag(say(fact.stage)), " "] : [], fact.by.length ? [el("span", { class: "note" }, namesOf(fact.by))] : []);
  const part = (key, facts, item) => (facts.length ? foldOut(key, counted(t(`context-${key}`), facts.length), () => factList(facts, item))
    : el("p", { class: "note" }, t("pair", { name: t(`context-${key}`), value: t("none-read") })));
  byId("context").replaceChildren(el("h2", {}, t("context-title")), part("risks", risks, linked("risk")),
    part("opportunities", opportunities, linked("measure")), part("uses", uses, use),
    el("p", {}, el("a", { href: linkTo("familles.html", self.family) }, t("open-family", { family: say(families.get(self.family)) }))));
}
/* The uses that the law places, by tier, the strictest first; those of the family are marked. */
function drawLaw() {
  const { uses, tiers, transparencies } = data.law;
  const told = indexBy(transparencies.filter((duty) => !duty.empty));
  const item = (use) => el("li", {}, el("a", { href: linkTo("usages.html", use.key) }, `${use.code} ${say(use)}`),
    use.own ? "" : [" ", tag(t("law-family"))], use.transparency.filter((key) => told.has(key)).map((key) => [" ", tag(say(told.get(key)), "told")]),
    " ", el("span", { class: "note" }, bind(say(use.reason))));
  byId("law").replaceChildren(el("h2", {}, counted(t("law-title"), uses.length)), el("p", { class: "note" }, t(uses.length ? "law-note" : "law-none")),
    ...tiers.map((tier) => [tier, uses.filter((use) => use.tier === tier.key)]).filter(([, mine]) => mine.length).flatMap(([tier, mine]) => [
      el("h3", { class: `tier ${tier.key}` }, counted(say(tier), mine.length)), el("ul", { class: "facts" }, mine.map(item))]),
    el("p", { class: "advice" }, t("no-advice")));
}
onLanguage.push(drawStatus, drawPanel, drawContext, drawLaw);
drawStatus();
drawContext();
drawLaw();
