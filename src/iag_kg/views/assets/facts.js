/* Facts in words: a sentence, who says it, where it is read; and lists that open. */
const shortOf = (number) => (data.sources?.[number] ? say(data.sources[number].short) : "");
const placeOf = (fact) => el("span", { class: "place" }, bind([shortOf(fact.source), fact.at].filter(Boolean).join(" · ")));
/* Signs that French sets apart stay on the line of their word. */
const bind = (text) => text.replace(/([«“]) /g, "$1\u00a0").replace(/ ([»”:;?!%])/g, "\u00a0$1");
const tag = (text, kind = "") => el("span", { class: `tag ${kind}` }, text);
const namesOf = (things) => things.map(say).join(", ");
const factItem = (fact, before = [], after = []) => el("li", {}, before, el("span", { class: "said" }, bind(say(fact))), " ", after, " ", placeOf(fact));
const factList = (facts, item = (fact) => factItem(fact)) => el("ul", { class: "facts" }, facts.map(item));
const nonEmpty = (content) => content.flat(9).filter((part) => part !== null && part !== undefined && part !== "");

/* A title that opens to what `content` makes; it is made the first time, and stays as it was left. */
const opened = new Map();
function foldOut(key, title, content, open = false) {
  const isOpen = opened.has(key) ? opened.get(key) : open;
  const body = el("div", { class: "fold-body" });
  const fill = () => { if (!body.hasChildNodes()) body.append(...nonEmpty([content()])); };
  const box = el("details", { class: "fold", "data-fold": key, open: isOpen,
    on: { toggle: () => { opened.set(key, box.open); if (box.open) fill(); } } }, el("summary", {}, title), body);
  if (isOpen) fill();
  return box;
}
const counted = (title, n) => [el("span", { class: "fold-title" }, title), " ", el("span", { class: "fold-count" }, count(n))];

/* Items under each of their groups, in the order in which groups first come. */
function groupBy(items, groupsOf) {
  const found = new Map();
  for (const item of items)
    for (const group of [groupsOf(item)].flat()) {
      if (!found.has(group)) found.set(group, []);
      found.get(group).push(item);
    }
  return found;
}

/* The training offers for some skills, each with those that it develops. */
function offerList(skillNumbers) {
  const wanted = new Map();
  for (const number of skillNumbers)
    for (const offer of data.training?.[number] || []) wanted.set(offer, [...(wanted.get(offer) || []), data.skills[number]]);
  return [...wanted].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]).map(([number, found]) => [data.offers[number], found]);
}
const answer = (thing) => (thing ? say(thing).toLowerCase() : "–");
const offerItem = ([offer, found]) => el("li", {},
  el("a", { href: linkTo("formations.html", offer.key) }, bind(say(offer))), offer.provider ? `, ${say(offer.provider)}` : "",
  el("br"), el("span", { class: "note" }, t("offer-answers", { cpf: answer(offer.cpf), rncp: answer(offer.rncp) })),
  el("br"), el("span", { class: "note" }, bind(t("offer-develops", { skills: namesOf(found) }))));
