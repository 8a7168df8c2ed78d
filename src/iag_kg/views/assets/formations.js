/* The training supply: catalogue, formats advised for each skill, what no offer covers, findings. */
const filters = {};
const text = (thing) => (thing ? bind(say(thing)) : "–");
const skillNames = (keys) => keys.map((key) => skills.get(key)).filter(Boolean).map((skill) => bind(say(skill))).join("\u00a0; ");
makeTable(byId("table-offers"), {
  caption: "table-offers", rows: () => data.offers, order: "title",
  columns: [
    { key: "title", title: "offer", value: text, show: (offer) => el("span", { id: offer.key, tabindex: "-1" }, text(offer)) },
    { key: "provider", title: "provider", room: "slim", value: (offer) => text(offer.provider) },
    { key: "themes", title: "themes", room: "broad", value: (offer) => text(offer.themes) },
    { key: "duration", title: "duration", room: "slim", value: (offer) => text(offer.duration) },
    { key: "audience", title: "audience", room: "slim", value: (offer) => text(offer.audience) },
    { key: "mode", title: "mode", room: "slim", value: (offer) => text(offer.mode) },
    { key: "certification", title: "certification", room: "slim", value: (offer) => text(offer.certification) },
    { key: "cpf", title: "cpf", room: "slim", value: (offer) => text(offer.cpf) },
    { key: "rncp", title: "rncp", room: "slim", value: (offer) => text(offer.rncp) },
    { key: "skills", title: "harmonised", room: "broad", value: (offer) => skillNames(offer.skills) || "–" },
    { key: "place", title: "place", room: "slim", value: (offer) => `${shortOf(offer.source)} · ${offer.at}` },
  ],
});
makeTable(byId("table-uncovered"), {
  caption: "table-uncovered", rows: () => data.uncovered, order: "metiers", descending: true,
  columns: [
    { key: "skill", title: "skill", value: (row) => say(skills.get(row.skill)), show: (row) => el("a", { href: linkTo("competences.html", `s:${row.skill}`) }, say(skills.get(row.skill))) },
    { key: "category", title: "category", value: (row) => say(skills.get(row.skill).category) },
    { key: "metiers", title: "column-rising", numeric: true, value: (row) => row.metiers },
    { key: "strongly", title: "column-strongly", numeric: true, value: (row) => row.strongly },
  ],
});
makeTable(byId("table-certifications"), {
  caption: "table-certifications", rows: () => data.certifications, order: "title",
  columns: [
    { key: "title", title: "certification-title", value: say },
    { key: "provider", title: "provider", value: (row) => text(row.provider) },
    { key: "description", title: "description", value: (row) => text(row.description) },
    { key: "level", title: "printed-level", value: (row) => row.level || "–" },
    { key: "cpf", title: "cpf", value: (row) => text(row.cpf) },
    { key: "rncp", title: "rncp", value: (row) => text(row.rncp) },
    { key: "place", title: "place", value: (row) => `${shortOf(row.source)} · ${row.at}` },
  ],
});
/* Formats: a table for each audience, a column for each format. */
function drawFormats() {
  const audiences = [...groupBy(data.advice, (line) => line.audience.fr)];
  const tick = (line, format) => !(format.key in line.ticks) ? el("span", { class: "no" }, el("span", { class: "hidden" }, t("no"))) :
    [el("span", { "aria-hidden": "true" }, line.ticks[format.key] ? "✓" : "✓ ?"), el("span", { class: "hidden" }, t(line.ticks[format.key] ? "yes" : "ticked-unsure"))];
  byId("formats").replaceChildren(
    el("h2", { id: "formats-title" }, t("formats-title")), el("p", { class: "note" }, t("formats-note")),
    ...(data.advice.length ? [] : [el("p", {}, t("none-formats"))]),
    ...audiences.flatMap(([key, lines]) => [
      el("h3", {}, say(lines[0].audience)),
      el("div", { class: "table-wrap", tabindex: "0", role: "region", "aria-label": say(lines[0].audience) },
        el("table", { class: "matrix" },
          el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("printed-skill")), data.formats.map((format) => el("th", { scope: "col", class: "centre", title: format.definition ? say(format.definition) : null }, say(format))), el("th", { scope: "col" }, t("harmonised")), el("th", { scope: "col" }, t("place")))),
          el("tbody", {}, lines.map((line) => el("tr", {}, el("th", { scope: "row" }, say(line), el("br"), el("span", { class: "note" }, say(line.category))),
            data.formats.map((format) => el("td", { class: "centre" }, tick(line, format))),
            el("td", {}, skillNames(line.skills) || "–"), el("td", {}, `${shortOf(line.source)} · ${line.at}`)))))),
    ]));
}
function drawFindings() {
  byId("findings").replaceChildren(el("h2", {}, t("findings-title")), el("p", { class: "note" }, t("findings-note")),
    data.findings.length ? el("div", { class: "columns" }, data.findingKinds.map((kind) => {
      const mine = data.findings.filter((finding) => finding.kind === kind.key);
      return el("div", {}, el("h3", {}, counted(t(`findings-${kind.key}`), mine.length)), factList(mine));
    })) : el("p", {}, t("none-findings")));
}
onLanguage.push(drawFormats, drawFindings);
drawFormats();
drawFindings();
translatePage();
if (state.selected && byId(state.selected)) {
  byId(state.selected).closest("tr").classList.add("chosen");
  byId(state.selected).focus({ preventScroll: true });
  byId(state.selected).scrollIntoView({ block: "center" });
}
