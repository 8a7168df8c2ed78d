/* One use of AI: tier, basis, boundary cases, duties on a date, what studies say, where it is found. */
const filters = { words: [], tier: "", transparency: "", group: "", place: "", on: data.today, role: data.roles.length ? data.roles[0].key : "" };
const uses = indexBy(data.uses);
const groups = indexBy(data.groups);
const places = indexBy(data.places);
const transparencies = indexBy(data.transparencies);
const WAYS = ["own", "tier", "transparency", "boundary", "baseline"];
const told = (thing) => thing.transparency.map((key) => transparencies.get(key)).filter((duty) => duty && !duty.empty);
const tierTag = (key) => (tiers.has(key) ? el("span", { class: `tag tier ${key}` }, say(tiers.get(key))) : "");
const toldTags = (thing) => told(thing).map((duty) => [" ", tag(say(duty), "told")]);

/* A use is in a métier where it was placed there; in a family, also where it is in one of its métiers. */
const isIn = (use, place) => use.settings.some((setting) => setting.place === place || places.get(setting.place)?.family === place);
const wordsOf = (use) => fold([use.code, say(use), say(groups.get(use.group)), use.when ? say(use.when) : "", ...use.boundaries.map(say), ...use.basis.map((number) => say(data.provisions[number]))].join(" "));
const passes = (use) => (!filters.tier || use.tier === filters.tier) && (!filters.group || use.group === filters.group)
  && (!filters.transparency || use.transparency.includes(filters.transparency)) && (!filters.place || isIn(use, filters.place))
  && filters.words.every((word) => wordsOf(use).includes(word));

/* What a role owes for a use: what the use calls for, and the baseline that nothing else brings. */
const owes = (duty) => [filters.role, ...(roles.get(filters.role)?.includes || [])].some((role) => duty.by.includes(role));
function dutiesOf(use) {
  const named = new Set(use.duties.filter((row) => row.way !== "boundary").map((row) => row.duty));
  const shared = data.baseline.filter((duty) => !named.has(duty)).map((duty) => ({ way: "baseline", duty, start: data.obligations[duty].start, condition: null }));
  return [...use.duties, ...shared].filter((row) => owes(data.obligations[row.duty]));
}
const roleName = (role) => (role?.includes.length ? t("role-with", { role: say(role), others: role.includes.map((key) => say(roles.get(key)).toLowerCase()).join(", ") }) : say(role));
function wayFold(use, status, way, rows) {
  const box = (key, title, mine, before = []) => foldOut(`${use.key}/${status}/${key}`, counted(title, mine.length),
    () => [before, el("ul", { class: "facts" }, mine.map((row) => dutyItem(row, filters.on, !status.startsWith("ahead"))))], way !== "baseline" && way !== "boundary");
  if (way !== "boundary") return [box(way, t(`way-${way}`), rows)];
  return [...groupBy(rows, (row) => row.boundary)].map(([number, mine]) =>
    box(`limit${number}`, t("way-boundary", { condition: bind(say(use.boundaries[number])) }), mine, el("p", {}, tierTag(use.boundaries[number].tier), toldTags(use.boundaries[number]))));
}
function dutyPart(use) {
  const rows = dutiesOf(use);
  const by = groupBy(rows, (row) => stateOf(row, filters.on));
  const part = (status) => {
    const mine = by.get(status) || [];
    const content = status === "ahead"
      ? [...groupBy([...mine].sort((a, b) => (a.start < b.start ? -1 : Number(a.start > b.start))), (row) => row.start)].flatMap(([start, then]) =>
        [el("h5", {}, day(start)), WAYS.flatMap((way) => { const own = then.filter((row) => row.way === way); return own.length ? wayFold(use, `${status}${start}`, way, own) : []; })])
      : WAYS.flatMap((way) => { const own = mine.filter((row) => row.way === way); return own.length ? wayFold(use, status, way, own) : []; });
    return mine.length || status === "applies"
      ? [el("h4", { "data-state": status }, counted(t(`duties-${status}`, { day: day(filters.on) }), mine.length)), mine.length ? content : el("p", {}, t("none-duties"))] : [];
  };
  return [use.tier === "tier-interdit" ? el("p", { class: "explanation" }, t("must-stop")) : "",
    el("p", { class: "eyebrow" }, t("duties-for", { role: roleName(roles.get(filters.role)) })), STATES.flatMap(part)];
}
function studyPart(use) {
  return [...groupBy(use.studies, (fact) => fact.source)].map(([source, mine]) => foldOut(`${use.key}/study${source}`, counted(shortOf(source), mine.length),
    () => el("ul", { class: "facts" }, mine.map((fact) => el("li", {}, tag(t(`kind-${fact.kind}`), fact.kind === "risk" ? "risk" : fact.kind === "opportunity" ? "measure" : ""), " ",
      el("span", { class: "said" }, bind(say(fact))), " ", el("span", { class: "place" }, bind(fact.at)), el("br"),
      el("span", { class: "note" }, bind(t("link-reason", { reason: say(fact.reason) })), " ", statusTag(fact)))))));
}
const statusTag = (link) => (link.status ? tag(t(`status-${link.status}`), link.status === "Draft" ? "draft" : "") : "");
function placeName(key) {
  const place = places.get(key);
  if (!place) return key;
  if (!place.metier) return el("a", { href: linkTo("familles.html", key) }, say(place));
  const page = metiers.get(place.metier);
  return [page ? metierLink(page) : say(place), place.family ? ` (${say(places.get(place.family))})` : ""];
}
const settingPart = (use) => el("ul", { class: "facts" }, use.settings.map((setting) => el("li", {}, tag(t(places.get(setting.place)?.metier ? "metier" : "family")), " ", placeName(setting.place),
  " ", el("span", { class: "note" }, bind(t("link-reason", { reason: say(setting.reason) })), " ", statusTag(setting)))));
const limitItem = (limit) => el("li", {}, el("span", { class: "said" }, bind(say(limit))), " → ",
  limit.tier ? tierTag(limit.tier) : el("span", { class: "note" }, t("limit-same")), toldTags(limit), " ", certainty(limit),
  limit.basis.length ? [el("br"), el("span", { class: "place" }, t("basis-line"), " ", citeAll(limit.basis))] : "", noteOf(limit));
const precautionItem = (measure) => el("li", {}, el("strong", {}, bind(say(measure))), measure.says ? [colon(), bind(say(measure.says))] : "", " ", certainty(measure),
  measure.condition ? [el("br"), el("span", { class: "condition" }, bind(t("condition", { text: say(measure.condition) })))] : "", noteOf(measure));

function sheet(use) {
  const line = (key, ...content) => [el("dt", {}, t(key)), el("dd", {}, content)];
  const limits = use.boundaries.length ? el("ul", { class: "facts" }, use.boundaries.map(limitItem)) : el("p", { class: "note" }, t("none-limits"));
  return [
    el("dl", { class: "sheet" }, line("tier", tierTag(use.tier)), use.when ? line("when", bind(say(use.when))) : [],
      line("transparency", told(use).length ? told(use).map((duty) => [tag(say(duty), "told"), " ", duty.start ? el("span", { class: "place" }, since(duty.start, filters.on)) : "", " "]) : t("none-transparency")),
      line("usual-role", use.roles.length ? use.roles.map((key) => say(roles.get(key))).join(", ") : t("none-role")),
      line("qualification", certainty(use), " ", degrees.get(use.certainty)?.definition ? bind(say(degrees.get(use.certainty).definition)) : ""), line("group", say(groups.get(use.group)))),
    noteOf(use), copiesOf(use),
    el("h4", {}, counted(t("basis"), use.basis.length)), use.basis.length ? el("ul", { class: "facts" }, use.basis.map((number) => provisionItem(number, filters.on))) : el("p", { class: "note" }, t("none-basis")),
    el("h4", {}, counted(t("limits"), use.boundaries.length)), limits, el("div", { class: "duties", "data-duties": use.key }, dutyPart(use)),
    el("h4", {}, counted(t("precautions"), use.precautions.length)), el("ul", { class: "facts" }, use.precautions.map(precautionItem)),
    el("h4", {}, counted(t("studies"), use.studies.length)), use.studies.length ? studyPart(use) : el("p", { class: "note" }, t("none-studies")),
    el("h4", {}, counted(t("settings"), use.settings.length)), use.settings.length ? settingPart(use) : el("p", { class: "note" }, t("none-settings")),
  ];
}
