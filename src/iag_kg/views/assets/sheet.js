/* The panel: how to read, a group, a métier, or why one métier leads to another. */
/* A slash without blanks is a place to break the line. */
const breakable = (text) => text.split(/(?<=\/)(?=\S)/).flatMap((part, place) => (place ? [el("wbr"), part] : [part]));
const goTo = (id, properties = {}, end = "") => el("a", { href: mapHash(codeOf(id), end), ...properties },
  el("span", { class: "code" }, codeOf(id)), " ", el("span", { lang: labelLanguage(labelOf(id)) }, breakable(nameOf(id))));
const permille = (value) => percent(value / 1000, 1);
const exposureName = (metier) => (!data.classes.length ? "" : exposureOf(metier) < 0 ? t("exposure-none") : say(data.classes[exposureOf(metier)]));
const swatch = (rank) => el("span", {}, el("span", { class: rank < 0 ? "exposure unknown" : "exposure", style: { background: rank < 0 ? UNKNOWN : EXPOSURES[rank] }, "aria-hidden": "true" }));
const isPublished = (from, to) => data.published[from].includes(to);
const hasPublished = data.published.some((row) => row.length);

function exposureList(counts, whole) {
  return el("ul", { class: "bars" }, [...counts].sort((a, b) => b[0] - a[0]).map(([rank, n]) => el("li", {},
    el("span", { class: "name" }, swatch(rank), " ", rank < 0 ? t("exposure-none") : say(data.classes[rank])),
    el("span", { class: "bar", "aria-hidden": "true" }, el("span", { style: { width: `${(100 * n) / whole}%`, background: "#56616f" } })),
    el("span", { class: "value" }, count(n)))));
}
function metiersUnder(id) {
  return isGroup(id) ? childrenOf(id).flatMap(metiersUnder) : [id];
}

function legendPanel() {
  return [
    el("h2", {}, t("legend")),
    el("p", {}, t(`map-read-${data.taxonomy}`, { top })),
    el("ul", { class: "legend" },
      el("li", {}, el("span", { class: "mark dot", style: { "--mark": "#17324d" } }), el("span", {}, t("legend-group"))),
      el("li", {}, el("span", { class: "figure-mark" }, percent(0.62)), el("span", {}, t("legend-figure"))),
      el("li", {}, el("span", {}, el("span", { class: "swatch inside" })), el("span", {}, t("legend-inside"))),
      el("li", {}, el("span", {}, el("span", { class: "swatch out" })), el("span", {}, t("legend-out"))),
      el("li", {}, el("span", {}, el("span", { class: "swatch in" })), el("span", {}, t("legend-in")))),
    exposureLegend(),
    el("h3", {}, t("definitions")),
    el("dl", {}, ["score", "coverage", "affinity"].flatMap((key) => [el("dt", {}, t(key)), el("dd", {}, t(key === "score" ? `score-meaning-${data.taxonomy}` : `${key}-map`))])),
    el("p", { class: "note" }, t("map-limits")),
  ];
}
function exposureLegend() {
  if (!data.classes.length) return "";
  return [el("h3", {}, t("exposure-title")),
    el("ul", { class: "legend" }, [...data.classes.keys(), -1].map((rank) => el("li", {}, swatch(rank), el("span", {}, rank < 0 ? t("exposure-none") : say(data.classes[rank]))))),
    el("p", { class: "note" }, t(`exposure-note-${data.taxonomy}`))];
}

function flowBars(found, end, whole) {
  return el("ul", { class: "bars" }, found.slice(0, 8).map((flow) => el("li", {},
    goTo(flow[end], { class: "name" }),
    el("span", { class: "bar", "aria-hidden": "true" }, el("span", { style: { width: `${(100 * flow.number) / found[0].number}%`, background: end === "to" ? "#0b5c9e" : "#b4470b" } })),
    el("span", { class: "value" }, whole ? percent(flow.number / whole, flow.number / whole < 0.01 ? 1 : 0) : count(flow.number)))));
}
function groupPanel(open) {
  const { inside, rest } = frontier(open);
  const counted = countFlows([open, ...rest]);
  const all = counted.leaving.get(open) || 0;
  const metiers = inside.flatMap(metiersUnder);
  const reached = metiers.map((id) => [id, arrivalsAt(id).length]).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 5);
  const classes = new Map();
  for (const id of metiers) classes.set(exposureOf(id), (classes.get(exposureOf(id)) || 0) + 1);
  const onTo = counted.flows.filter((flow) => flow.from === open);
  const into = counted.flows.filter((flow) => flow.to === open);
  return [
    el("p", { class: "eyebrow" }, t(`level-${data.taxonomy}`), " ", codeOf(open)),
    el("h2", { lang: labelLanguage(labelOf(open)) }, breakable(nameOf(open))),
    el("p", {}, t("group-figures", { n: metiers.length, all, share: percent(share(counted.inner.get(open) || 0, all)) })),
    el("h3", {}, t("group-out")), onTo.length ? flowBars(onTo, "to", all) : el("p", { class: "note" }, t("nowhere")),
    el("h3", {}, t("group-in")), into.length ? flowBars(into, "from", 0) : el("p", { class: "note" }, t("nowhere")),
    el("h3", {}, t("group-reached")),
    el("ul", { class: "facts" }, reached.map(([id, n]) => el("li", {}, goTo(id), " ", el("span", { class: "place" }, t("origins", { n }))))),
    data.classes.length ? [el("h3", {}, t("exposure-title")), exposureList(classes, metiers.length), el("p", { class: "note" }, t(`exposure-note-${data.taxonomy}`))] : "",
  ];
}

function exposureBlock(metier) {
  if (!data.classes.length) return "";
  const found = data.exposure[metier];
  return [el("h3", {}, t("exposure-title")),
    found.length ? el("ul", { class: "facts" }, found.map(([group, rank, score, confidence]) => el("li", {}, swatch(rank), " ",
      el("strong", {}, say(data.classes[rank])), " ", t("exposure-score", { score: decimal(score / 100), group }),
      confidence < 0 ? "" : [" ", el("span", { class: "place" }, t("confidence", { degree: say(data.confidences[confidence]).toLowerCase() }))]))) : el("p", {}, t("exposure-none")),
    found.length ? el("p", { class: "note" }, t(`exposure-short-${data.taxonomy}`)) : ""];
}
function moveItem(move, end) {
  const other = move[end];
  return el("li", {}, goTo(other), " ",
    isPublished(move.from, move.to) ? [tag(t("published-tag"), "told"), " "] : "",
    el("span", { class: "move-line" },
      data.classes.length ? [swatch(exposureOf(other)), " ", exposureName(other), " · "] : "",
      t(end === "to" ? "move-figures" : "origin-figures", { rank: move.rank, score: permille(move.score), coverage: permille(move.coverage), affinity: permille(move.affinity) }), " · ",
      el("a", { href: mapHash(codeOf(move.from), codeOf(move.to)), "aria-label": t("why-from", { from: shortName(move.from), to: shortName(move.to) }) }, t("why"))));
}
function metierPanel(metier) {
  const path = pathTo(metier);
  const out = destinationsOf(metier);
  const origins = originsOf(metier);
  const known = new Set(out.map((move) => move.to));
  const missed = data.published[metier].filter((id) => !known.has(id));
  const titles = data.titles[metier];
  return [
    el("p", { class: "eyebrow" }, path.map((id, place) => [place ? " › " : "", goTo(id)])),
    el("h2", { lang: labelLanguage(labelOf(metier)) }, breakable(nameOf(metier))),
    el("p", { class: "note" }, t("code"), " ", el("strong", {}, codeOf(metier))),
    exposureBlock(metier),
    el("h3", {}, t("best-destinations", { n: Math.min(EGO, out.length) })),
    out.length ? el("ol", { class: "facts ranks" }, out.slice(0, EGO).map((move) => moveItem(move, "to"))) : el("p", { class: "note" }, t("nowhere")),
    el("h3", {}, t("best-origins", { n: Math.min(EGO, origins.length), all: origins.length, top })),
    origins.length ? el("ul", { class: "facts" }, origins.slice(0, EGO).map((move) => moveItem(move, "from"))) : el("p", { class: "note" }, t("no-origin", { top })),
    missed.length ? [el("h3", {}, t("published-missed", { top })), el("ul", { class: "facts" }, missed.map((id) => el("li", {}, goTo(id))))] : "",
    titles.length ? foldOut(`titles-${metier}`, counted(t("titles"), titles.length), () => el("ul", { class: "facts", lang: "fr" }, titles.map((title) => el("li", {}, title)))) : "",
  ];
}

const itemList = (items, named) => el("ul", { class: "facts" }, items.map((item) => {
  const label = data.items[item];
  return el("li", {}, el("span", { lang: labelLanguage(label) }, inLanguage(label)), named.has(item) ? [" ", tag(t("at-heart"), "measure")] : "");
}));
function pairPanel(from, to) {
  const move = destinationsOf(from).find((each) => each.to === to);
  const [had, asked] = [asks(from), asks(to)];
  const held = new Set([...had.core, ...had.other]);
  const heart = new Set(asked.core);
  const order = (a, b) => heart.has(b) - heart.has(a) || rarityOf(a) - rarityOf(b) || a - b;
  const wanted = [...asked.core, ...asked.other];
  const shared = wanted.filter((item) => held.has(item)).sort(order);
  const missing = wanted.filter((item) => !held.has(item)).sort(order);
  const [first, second] = [missing.filter((item) => heart.has(item)), missing.filter((item) => !heart.has(item))];
  const whole = wanted.length + data.alone[to];
  const scores = [["score", move?.score], ["coverage", move?.coverage], ["affinity", move?.affinity]];
  return [
    el("p", { class: "eyebrow" }, t("passerelle")),
    el("h2", {}, goTo(from), " → ", goTo(to)),
    move ? el("p", {}, t("pair-rank", { rank: move.rank }), isPublished(from, to) ? [" ", tag(t("published-tag"), "told")] : "") : el("p", {}, t("pair-unranked", { top })),
    move ? el("table", { class: "scores" }, el("tbody", {}, scores.map(([key, value]) => el("tr", {}, el("th", { scope: "row" }, t(key)),
      el("td", {}, el("span", { class: "bar", "aria-hidden": "true" }, el("span", { style: { width: `${value / 10}%`, background: "#0b5c9e" } }))),
      el("td", { class: "number" }, permille(value)))))) : "",
    data.classes.length ? el("p", {}, t("pair-exposure"), " ", swatch(exposureOf(from)), " ", exposureName(from), " → ", swatch(exposureOf(to)), " ", exposureName(to)) : "",
    el("h3", {}, t("map-shared", { n: shared.length, all: whole })),
    shared.length ? itemList(shared, heart) : el("p", { class: "note" }, t("shared-none")),
    el("h3", {}, t("missing-heart", { n: first.length })),
    first.length ? itemList(first, new Set()) : el("p", { class: "note" }, t("missing-heart-none")),
    second.length + data.alone[to] ? foldOut(`missing-${from}-${to}`, counted(t("missing-other"), second.length + data.alone[to]),
      () => [itemList(second, new Set()), data.alone[to] ? el("p", { class: "note" }, t("missing-alone", { n: data.alone[to] })) : ""]) : "",
    el("p", {}, el("a", { href: mapHash(codeOf(to), codeOf(from)) }, t("way-back-map"))),
    el("p", { class: "note" }, t(`pair-note-${data.taxonomy}`), " ", el("code", {}, `iag-kg passerelles ${codeOf(from)} --to ${codeOf(to)} --taxonomy ${data.taxonomy} --store … --explain`)),
  ];
}
