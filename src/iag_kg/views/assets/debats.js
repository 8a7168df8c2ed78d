/* Debates: claims that contradict or join one another, risks of one source, figures that differ. */
const filters = { topic: "" };
const FEW = 12; // pairs that are all shown at once
const topicOf = (pair) => (pair.topic ? pair.topic.fr : "");
const PARTS = [["contradictions", pairs], ["agreements", pairs], ["alone", alone], ["conflicts", conflicts]];

function figureOf(figure) {
  const number = (value) => new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value);
  const value = figure.high === null ? number(figure.value) : `${number(figure.value)} – ${number(figure.high)}`;
  const unit = { Percent: "\u00a0%", Count: "" }[figure.unit.key] ?? ` ${say(figure.unit).toLowerCase()}`;
  const exact = figure.qualifier.key === "Exact" ? "" : `${say(figure.qualifier)} `;
  const details = [figure.population ? say(figure.population) : "", figure.date, figure.sample ? t("sample", { n: figure.sample }) : "", figure.origin];
  return [el("p", { class: "figure" }, `${exact}${value}${unit}`), el("p", { class: "note" }, details.filter(Boolean).join(" · "))];
}
const side = (claim) => el("blockquote", { class: "side" },
  el("p", { class: "eyebrow" }, [namesOf(claim.by), claim.direction ? say(claim.direction) : ""].filter(Boolean).join(" · ")),
  claim.figure ? figureOf(claim.figure) : [], el("p", { class: "said" }, bind(say(claim))), el("p", {}, placeOf(claim)));
const pairBox = (pair) => el("article", { class: "pair" },
  el("div", { class: "sides" }, pair.sides.map(side)),
  pair.reason ? el("p", { class: "note reason" }, el("strong", {}, t("reason")), " ", bind(say(pair.reason))) : []);
function pairs(name) {
  const shown = data[name].filter((pair) => !filters.topic || topicOf(pair) === filters.topic);
  if (!shown.length) return [el("p", {}, t(data[name].length ? "none-topic" : `none-${name}`))];
  return [...groupBy(shown, topicOf)].map(([topic, mine]) => foldOut(`${name}/${topic}/${filters.topic}`,
    counted(mine[0].topic ? say(mine[0].topic) : t("topic-none"), mine.length), () => mine.map(pairBox), Boolean(filters.topic) || shown.length <= FEW));
}
function conflicts() {
  return data.conflicts.length ? data.conflicts.map(pairBox) : [el("p", {}, t("none-conflicts"))];
}
function alone() {
  if (!data.alone.length) return [el("p", {}, t("none-alone"))];
  return [...groupBy(data.alone, (risk) => risk.source)].flatMap(([source, risks]) => [
    el("h3", {}, counted(shortOf(source), risks.length)),
    ...risks.map((risk) => foldOut(`alone/${risk.key}`, counted(say(risk), risk.wordings.length), () => [
      risk.definition ? el("p", {}, say(risk.definition)) : null, factList(risk.wordings),
      el("p", {}, el("a", { href: linkTo("acteurs.html", `r:${risk.key}`) }, t("see-risk")))])),
  ]);
}
function draw() {
  byId("tables").replaceChildren(...PARTS.map(([name, content]) => el("section", { id: `part-${name}`, tabindex: "-1" },
    el("h2", {}, counted(t(`part-${name}`), data[name].length)), el("p", { class: "note" }, t(`part-${name}-note`)), content(name))));
  byId("jumps").replaceChildren(...PARTS.map(([name]) => el("li", {}, el("button", { type: "button", class: "plain",
    on: { click: () => { byId(`part-${name}`).focus({ preventScroll: true }); byId(`part-${name}`).scrollIntoView(); } } }, counted(t(`part-${name}`), data[name].length)))));
}
function drawFilters() {
  const topics = new Map([...data.contradictions, ...data.agreements].filter((pair) => pair.topic).map((pair) => [topicOf(pair), pair.topic]));
  byId("topic").replaceChildren(el("option", { value: "" }, t("all-topics")),
    ...[...topics].sort((a, b) => byLabel(a[1], b[1])).map(([key, topic]) => el("option", { value: key }, say(topic))));
  byId("topic").value = filters.topic;
}
byId("topic").addEventListener("change", (event) => { filters.topic = event.target.value; draw(); });
onLanguage.push(drawFilters, draw);
drawFilters();
draw();
translatePage();
