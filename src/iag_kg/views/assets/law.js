/* What the pages of the law share: days in words, provisions, duties, certainties, the date field. */
const tiers = indexBy(data.tiers);
const roles = indexBy(data.roles);
const degrees = indexBy([...data.certainties.qualification, ...data.certainties.fact]);

/* French sets colon and semicolon apart. */
const colon = () => (state.lang === "fr" ? "\u00a0: " : ": ");
const semicolon = () => (state.lang === "fr" ? "\u00a0; " : "; ");

/* A day in words; in French the first of a month is an ordinal. */
function day(iso) {
  const found = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(found.getTime())) return iso;
  const text = new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeZone: "UTC" }).format(found);
  return state.lang === "fr" ? text.replace(/^1 /, "1er ") : text;
}
const timeOf = (iso) => el("time", { datetime: iso }, day(iso));
const since = (iso, on) => t(iso <= on ? "since" : "from-day", { day: day(iso) });
const certainty = (thing) => {
  const degree = degrees.get(thing.certainty);
  return degree ? el("span", { class: `tag degree-${degree.key}`, title: degree.definition ? say(degree.definition) : null }, say(degree)) : "";
};
/* Notes are kept in French only. */
const noteOf = (thing) => (thing.note ? el("p", { class: "note", lang: thing.note.fr === thing.note.en && state.lang === "en" ? "fr" : null }, el("strong", {}, t("note")), " ", bind(say(thing.note))) : "");
const copiesOf = (thing) => (thing.copies.length ? el("p", { class: "note" }, bind(t("read-in", { copies: thing.copies.map((index) => say(data.copies[index])).join(semicolon()) }))) : "");

/* The name of a provision, leading to its official page, or to that of what holds it. */
const cite = (number) => {
  const provision = data.provisions[number];
  if (!provision.page) return el("span", {}, say(provision));
  return el("a", { href: provision.page, rel: "noreferrer", title: t("page-of", { provision: say(provision.pageOf || provision) }) }, say(provision));
};
const citeAll = (numbers) => numbers.flatMap((number, index) => (index ? [semicolon(), cite(number)] : [cite(number)]));
function provisionItem(number, on, isDated = true) {
  const provision = data.provisions[number];
  const isSaid = provision.title && provision.says && say(provision.says).replace(/\.$/, "") === say(provision.title);
  const title = provision.title && !isSaid ? `, ${say(provision.title)}` : "";
  return el("li", {}, el("strong", {}, cite(number)), bind(title), provision.says ? [colon(), bind(say(provision.says))] : "", " ",
    el("span", { class: "place" }, provision.start && isDated ? since(provision.start, on) : ""), " ", certainty(provision), noteOf(provision));
}

/* What is to be said of a duty: what, by whom, to whom, on which basis, since when, on which condition. */
const STATES = ["applies", "ahead", "unknown", "over"];
function stateOf(row, on) {
  const duty = data.obligations[row.duty];
  if (duty.end && duty.end < on) return "over";
  if (row.start) return row.start <= on ? "applies" : "ahead";
  return duty.known === "AlreadyInForce" ? "applies" : "unknown";
}
const beginning = (row, on) => (row.start ? since(row.start, on) : t(data.obligations[row.duty].known === "AlreadyInForce" ? "in-force" : "start-unknown"));
function dutyItem(row, on, isDated = true) {
  const duty = data.obligations[row.duty];
  const conditions = [row.condition, duty.condition].filter(Boolean).map(say);
  const end = duty.end ? [t("until", { day: day(duty.end) })] : [];
  const whom = duty.to ? [t("owed-to", { whom: say(duty.to) })] : [];
  return el("li", {}, el("strong", {}, bind(say(duty))), duty.says ? [colon(), el("span", { class: "said" }, bind(say(duty.says)))] : "", " ", certainty(duty), el("br"),
    el("span", { class: "place" }, [...(isDated ? [beginning(row, on)] : []), ...end, t("owed-by", { who: duty.by.map((key) => say(roles.get(key)).toLowerCase()).join(", ") }), ...whom].map(bind).join(" · "), " · ", citeAll(duty.basis)),
    conditions.length ? [el("br"), el("span", { class: "condition" }, bind(t("condition", { text: conditions.join(semicolon()) })))] : "", noteOf(duty));
}

/* The date: a field, the days that matter, and the last date that was one. */
function makeDate(days, act) {
  const field = byId("on");
  field.value = filters.on;
  const draw = () => byId("days").replaceChildren(...days.map((iso) => el("button", { type: "button", class: "quick", "data-day": iso,
    "aria-pressed": String(iso === filters.on), on: { click: () => { field.value = iso; take(); } } }, day(iso))));
  function take() {
    byId("on-error").textContent = field.value ? "" : t("on-error");
    field.setAttribute("aria-invalid", String(!field.value));
    if (!field.value) return;
    const focused = document.activeElement?.dataset?.day;
    filters.on = field.value;
    draw();
    if (focused) byId("days").querySelector(`[data-day="${focused}"]`)?.focus();
    act();
  }
  field.addEventListener("change", take);
  onLanguage.push(() => { draw(); if (!field.value) take(); });
  draw();
}
/* The texts that provisions belong to, in full: citations name them in short. */
const textsFold = () => {
  const named = new Map(data.provisions.filter((provision) => provision.instrument).map((provision) => [provision.instrument.fr, provision.instrument]));
  return foldOut("texts", counted(t("texts-title"), named.size), () => el("ul", { class: "facts" }, [...named.values()].sort(byLabel).map((text) => el("li", {}, bind(say(text))))));
};
const copiesFold = () => foldOut("copies", counted(t("copies-title"), data.copies.length), () => [el("p", { class: "note" }, t("copies-note")),
  el("ul", { class: "facts" }, data.copies.map((copy) => el("li", {}, el("strong", {}, bind(say(copy))), copy.nature ? [colon(), bind(say(copy.nature))] : "")))]);
const scaleList = (name) => [el("h3", {}, t(`scale-${name}`)), el("p", {}, t(`scale-${name}-note`)),
  el("dl", {}, data.certainties[name].flatMap((degree) => [el("dt", {}, tag(say(degree), `degree-${degree.key}`)), el("dd", {}, degree.definition ? bind(say(degree.definition)) : "")]))];
