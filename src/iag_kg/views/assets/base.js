/* Data, language, address and small DOM tools. Text reaches the page through textContent only. */
const read = (id) => {
  const holder = document.getElementById(id);
  return holder ? JSON.parse(holder.textContent) : null;
};
const data = read("data");
const texts = read("texts");
const drawing = read("drawing");
const byId = (id) => document.getElementById(id);
const indexBy = (list) => new Map(list.map((item) => [item.key, item]));

const families = indexBy(data.families);
const metiers = indexBy(data.metiers);
const skills = indexBy(data.skills);
const levels = new Map(data.levels.map((level) => [level.sign, level]));

const address = new URLSearchParams(location.hash.slice(1));
const state = { lang: address.get("lang") === "en" ? "en" : "fr", selected: address.get("sel") || "" };
const onLanguage = [];

/* The text of a key: {name} is a value, numbers written out; {name|one|many} agrees with it. */
function t(key, values = {}) {
  const text = (texts[key] || { fr: key, en: key })[state.lang];
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name, one, many) => {
    if (!(name in values)) return whole;
    if (many !== undefined) return once("plural", (place) => new Intl.PluralRules(place)).select(values[name]) === "one" ? one : many;
    return typeof values[name] === "number" ? count(values[name]) : String(values[name]);
  });
}
const say = (text) => (text ? text[state.lang] : "");
const locale = () => (state.lang === "en" ? "en-GB" : "fr-FR");
/* Formats are made once: making one costs more than a hundred uses of it. */
const made = new Map();
function once(key, make) {
  const name = `${key} ${locale()}`;
  if (!made.has(name)) made.set(name, make(locale()));
  return made.get(name);
}
const count = (value) => once("count", (place) => new Intl.NumberFormat(place)).format(value);
const decimal = (value) =>
  once("decimal", (place) => new Intl.NumberFormat(place, { minimumFractionDigits: 2, maximumFractionDigits: 2 })).format(value);
/* Rounded as elsewhere in the project: sentences round a tie up, columns round it to even. */
const percent = (value, digits = 0) =>
  once(`percent ${digits}`, (place) => new Intl.NumberFormat(place, { style: "percent", minimumFractionDigits: digits,
    maximumFractionDigits: digits, roundingMode: digits ? "halfEven" : "halfExpand" })).format(value);
const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/’/g, "'").toLowerCase();
const inOrder = (a, b) => once("order", (place) => new Intl.Collator(place)).compare(a, b);
const byLabel = (a, b) => inOrder(say(a), say(b));

function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else if (name === "style") for (const [rule, set] of Object.entries(value)) node.style.setProperty(rule, set);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function hashFor(selected) {
  const parts = new URLSearchParams();
  if (state.lang === "en") parts.set("lang", "en");
  if (selected) parts.set("sel", selected);
  return parts.toString() ? `#${parts}` : "";
}
const linkTo = (page, selected = "") => encodeURIComponent(page) + hashFor(selected);
function remember() {
  history.replaceState(null, "", hashFor(state.selected) || location.pathname + location.search);
}
const metierLink = (metier) => el("a", { href: linkTo(metier.page) }, say(metier));

function translatePage() {
  document.documentElement.lang = state.lang;
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll("[data-t-label]")) node.setAttribute("aria-label", t(node.dataset.tLabel));
  for (const node of document.querySelectorAll("[data-t-hint]")) node.setAttribute("placeholder", t(node.dataset.tHint));
  for (const link of document.querySelectorAll("a[data-page]")) link.href = linkTo(link.dataset.page);
  for (const button of document.querySelectorAll("button[data-lang]"))
    button.setAttribute("aria-pressed", String(button.dataset.lang === state.lang));
  const own = data.view === "metier" ? say(metiers.get(data.metier)) : t(`${data.view}-title`);
  byId("title").textContent = own;
  document.title = `${own} · ${t("site")}`;
  byId("source").textContent = say(data.source) ? t("source", { title: say(data.source) })
    : data.sources?.length ? t("sources", { titles: data.sources.map(say).join(" ; ") }) : "";
}

function setLanguage(lang) {
  state.lang = lang;
  remember();
  translatePage();
  for (const act of onLanguage) act();
}

for (const button of document.querySelectorAll("button[data-lang]"))
  button.addEventListener("click", () => setLanguage(button.dataset.lang));
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("tables").focus();
  byId("tables").scrollIntoView();
});
