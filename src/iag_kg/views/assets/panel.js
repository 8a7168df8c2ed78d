/* The panel beside the picture: what is chosen, in words, numbers and bars. */
const passerelles = (data.passerelles || []).map((row, index) => {
  const found = { id: `p${index}` };
  data.columns.forEach((column, at) => { found[column] = row[at]; });
  for (const gate of ["passesCoverage", "passesDurability", "comparesFull", "recommended"]) found[gate] = Boolean(found[gate]);
  found.inside = metiers.get(found.origin).family === metiers.get(found.destination).family;
  return found;
});
const explain = (p) => p[state.lang].map((phrase) => data.phrases[phrase]).join("");
const needs = (data.needs || []).map((need, index) => ({ ...need, id: `n${index}` }));
const COLOURS = { rising: "#0b5c9e", falling: "#b4470b", marginal: "#656d7a", key: "#6a4c93" };
const scoreOf = (level) => levels.get(level)?.score;
function directionOf(level) {
  const score = scoreOf(level);
  return score === undefined ? "key" : score > 0 ? "rising" : score < 0 ? "falling" : "marginal";
}
const colourOf = (level) => COLOURS[directionOf(level)];
const COMMUNITY_COLOURS = ["#656d7a", "#0b5c9e", "#b4470b", "#117a5b", "#8e3b8e", "#8a6d00", "#a8204a", "#3f51b5", "#4d6b1f"];
const communityColour = (community) => COMMUNITY_COLOURS[community % COMMUNITY_COLOURS.length];
const MINUS = "−";
const signOf = (level) => (level === "" ? t("key-sign") : level.replace(/-/g, MINUS));
const levelName = (level) => (levels.has(level) ? say(levels.get(level)) : t("level-key"));
const arrowOf = (level) => ({ 2: "▲▲", 1: "▲", 0: "●", "-1": "▼", "-2": "▼▼" }[scoreOf(level)] || "■");
const levelMark = (level) =>
  el("span", { class: "level", style: { color: colourOf(level) } },
    el("span", { class: "arrow", "aria-hidden": "true" }, arrowOf(level)), ` ${signOf(level)} `, el("span", { class: "level-name" }, levelName(level)));

function bar(share, colour) {
  return el("span", { class: "bar", "aria-hidden": "true" },
    el("span", { style: { width: `${Math.max(0, Math.min(1, share)) * 100}%`, "background-color": colour } }));
}
function gate(passes, key, values) {
  return el("li", { class: passes ? "pass" : "fail" },
    el("span", { "aria-hidden": "true", class: "tick" }, passes ? "✓" : "✗"), ` ${t("pair", { name: t(key, values), value: t(passes ? "yes" : "no") })}`);
}

function passerellePanel(p) {
  const [origin, destination] = [metiers.get(p.origin), metiers.get(p.destination)];
  const shared = p.skills.filter(([, contribution]) => contribution > 0);
  const widest = Math.max(...shared.map(([, contribution]) => contribution), 0.0001);
  const score = (key, value) => el("tr", {}, el("th", { scope: "row" }, t(key)), el("td", {}, bar(value, "#0b5c9e")), el("td", { class: "number" }, percent(value, 1)));
  return [
    el("p", { class: "eyebrow" }, `${t("passerelle")} · ${say(data.kinds[p.kind])}`),
    el("h2", { tabindex: "-1" }, metierLink(origin), el("span", { class: "to" }, " → "), metierLink(destination)),
    el("p", { class: "explanation" }, explain(p)),
    el("h3", {}, t("scores")),
    el("table", { class: "scores" }, el("tbody", {}, score("coverage", p.coverage), score("affinity", p.affinity), score("durable", p.durable),
      score("rarity-coverage", p.rarityCoverage), score("rarity-affinity", p.rarityAffinity))),
    el("h3", {}, t("gates")),
    el("ul", { class: "gates" },
      gate(p.passesCoverage, "gate-coverage", { limit: percent(data.coverageThreshold) }),
      gate(p.passesDurability, "gate-durability", { limit: percent(data.durabilityThreshold) }),
      gate(p.comparesFull, "gate-full"), gate(p.recommended, "gate-recommended")),
    el("h3", {}, t("shared-title", { n: shared.length })),
    el("p", { class: "note" }, t("shared-note", { total: percent(p.coverage, 1) })),
    shared.length ? el("ul", { class: "bars" }, shared.map(([skill, contribution]) =>
      el("li", {}, el("span", { class: "name" }, say(data.skills[skill])), bar(contribution / widest, "#0b5c9e"),
        el("span", { class: "value" }, percent(contribution, 1))))) : el("p", {}, t("none")),
    ...gapSections(p),
    ...offerSection(p),
  ];
}

/* Training offers for what is to acquire or to strengthen, and how much of it none covers. */
function offerSection(p) {
  const wanted = p.skills.filter(([, , gap, kind]) => gap > 0 && ["acquire", "strengthen"].includes(data.gaps[kind])).map(([skill]) => skill);
  if (!wanted.length || !data.offers?.length) return [];
  const found = offerList(wanted);
  const missing = wanted.filter((skill) => !data.training[skill]).length;
  return [
    el("h3", {}, t("offers-title", { n: found.length })),
    el("p", { class: "note" }, t(missing ? "offers-missing" : "offers-all", { n: missing, all: wanted.length })),
    found.length ? el("ul", { class: "cells offers" }, found.map(offerItem)) : null,
  ];
}

/* What the destination asks beyond the origin, by what it takes; fading practices last. */
function gapSections(p) {
  const gaps = p.skills.filter(([, , gap]) => gap > 0).sort((a, b) => b[2] - a[2]);
  const title = el("h3", {}, t("missing-title", { n: gaps.length }));
  if (!gaps.length) return [title, el("p", {}, t(metiers.get(p.destination).basis === "full" ? "missing-none" : "missing-none-partial"))];
  const sections = data.gaps.flatMap((kind, index) => {
    const mine = gaps.filter(([, , , found]) => found === index);
    const colour = kind === "acquire" || kind === "strengthen" ? COLOURS.falling : COLOURS.marginal;
    const isUnsure = kind === "acquire" && metiers.get(p.origin).basis === "key";
    return mine.length ? [
      el("h4", {}, t("gap-title", { kind: t(`gap-${kind}`), n: mine.length })),
      el("p", { class: "note" }, t(isUnsure ? "gap-acquire-partial" : `gap-${kind}-note`)),
      el("ul", { class: `bars gap-${kind}` }, mine.map(([skill, , gap]) =>
        el("li", {}, el("span", { class: "name" }, say(data.skills[skill])), bar(gap, colour), el("span", { class: "value" }, decimal(gap))))),
    ] : [];
  });
  return [title, el("p", { class: "note" }, t("missing-note")), ...sections];
}

/* Passerelles come recommended first; a list ends where coverage does. */
const BEST = 8;
const dashOf = (p, width) => (p.recommended ? false : [2 * width + 3, width + 3]);
const partialMark = (p) => (p.comparesFull ? "" : ` ·\u00a0${t("partial").replace(/ /g, "\u00a0")}`);
const yesOrNo = (value) => t(value ? "yes" : "no");
const fullOrPartial = (p) => (p.comparesFull ? t("yes") : `${t("no")}${partialMark(p)}`);
function passerelleLists(list, side, choose) {
  const best = list.filter((p) => p.coverage > 0).slice(0, BEST);
  const lines = (some) => el("ul", { class: "bars" }, some.map((p) =>
    el("li", {}, el("span", { class: "name" }, el("button", { type: "button", class: "plain", on: { click: () => choose(p.id) } }, say(metiers.get(p[side]))), partialMark(p)),
      bar(p.coverage, p.recommended ? "#0b5c9e" : COLOURS.marginal), el("span", { class: "value" }, percent(p.coverage)))));
  const [first, rest] = [best.filter((p) => p.recommended), best.filter((p) => !p.recommended)];
  return [
    el("h4", {}, t("recommended-some")), first.length ? lines(first) : el("p", {}, t("none")),
    ...(rest.length ? [el("h4", {}, t("recommended-not")), lines(rest)] : []),
  ];
}

function metierHead(metier, isTitled = true) {
  const family = families.get(metier.family);
  return [
    el("p", { class: "eyebrow" }, `${t("metier")} · ${say(family)}`),
    el("h2", { tabindex: "-1" }, isTitled ? say(metier) : t("portrait")),
    say(data.definitions?.[`m:${metier.key}`]) ? el("p", {}, say(data.definitions[`m:${metier.key}`])) : null,
    metier.basis === "key" ? el("p", { class: "note" }, t("basis-key")) : null,
  ];
}

function needRow(need, name, choose) {
  return el("li", {}, el("button", { type: "button", class: "name", on: { click: () => choose(need.id) } }, name), levelMark(need.level));
}
function needPanel(need) {
  const skill = skills.get(need.skill);
  const metier = metiers.get(need.metier);
  const wording = state.lang === "en" ? 1 : 0;
  return [
    el("p", { class: "eyebrow" }, `${say(metier)} · ${say(skill.category)}`),
    el("h2", { tabindex: "-1" }, say(skill)),
    el("p", {}, levelMark(need.level)),
    say(data.definitions?.[`s:${skill.key}`]) ? el("p", {}, say(data.definitions[`s:${skill.key}`])) : null,
    el("p", { class: "note" }, t("demand-note", { demand: decimal(need.demand) })),
    el("h3", {}, t("cells-title")),
    el("ul", { class: "cells" }, need.cells.map((cell) =>
      el("li", {}, el("span", {}, cell[wording]), el("br"), levelMark(cell[2]), cell[3] ? el("span", { class: "note" }, ` ${cell[3]}`) : null))),
    data.view === "competences" ? el("p", {}, metierLink(metier)) : null,
  ];
}
const levelOrder = (need) => -(scoreOf(need.level) ?? -9);

function showPanel(content, isChosen) {
  const panel = byId("panel");
  const hadFocus = panel.contains(document.activeElement);
  panel.replaceChildren(...content.flat().filter(Boolean));
  if (hadFocus) panel.focus({ preventScroll: true });
  if (isChosen) panel.prepend(el("button", { type: "button", class: "close", on: { click: () => closePanel() } }, t("close")));
  panel.scrollTop = 0;
}
function revealPanel() {
  const heading = byId("panel").querySelector("h2");
  if (heading) heading.focus({ preventScroll: true });
  byId("panel").scrollIntoView({ block: "nearest" });
}

/* Chooses what the page knows, and nothing else; each page has its own picture, isKnown, drawPanel. */
function select(id, reveal = false) {
  state.selected = isKnown(id) ? id : "";
  remember();
  picture.paint();
  drawPanel();
  if (reveal) revealPanel();
}
const closePanel = () => select("");
const follow = (id) => select(id, true);

const HOLLOW = "diamond hollow";
const markIcon = (shape, colour) => el("span", { class: `mark ${shape}`, "aria-hidden": "true", style: { "--mark": colour } });
const legendItem = (icon, text) => el("li", {}, icon, el("span", {}, text));
const lineIcon = (wide, colour, kind = "solid") => el("span", { class: "line", "aria-hidden": "true", style: { "border-top": `${wide}px ${kind} ${colour}` } });
