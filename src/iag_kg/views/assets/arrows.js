/* The picture: things as links, arrows between them as wide as what they stand for. */
const SVG = "http://www.w3.org/2000/svg";
function draw(tag, properties = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(properties)) if (value !== null && value !== undefined) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}
const EXPOSURES = ["#f2f6fa", "#cfe1f2", "#9dc4e4", "#f4bd86", "#dd7a35", "#9d3604"];
const UNKNOWN = "#ffffff";
const fixed = (value) => value.toFixed(1);

/* A thing may stand on both sides: its key tells one from the other. */
const keyOf = (node) => node.key ?? String(node.id);

/* Where each arrow leaves and arrives: spread along the rim, in the order of the other ends. */
function setPorts(arrows) {
  const ends = new Map();
  const put = (node, side, arrow, end) => {
    const key = `${keyOf(node)}:${side}`;
    if (!ends.has(key)) ends.set(key, { node, list: [] });
    ends.get(key).list.push({ arrow, end, other: end === "start" ? arrow.b : arrow.a });
  };
  for (const arrow of arrows) {
    arrow.start = { inward: arrow.a.inward || Math.sign(arrow.b.x - arrow.a.x) };
    arrow.stop = { inward: arrow.b.inward || Math.sign(arrow.a.x - arrow.b.x) };
    put(arrow.a, arrow.start.inward, arrow, "start");
    put(arrow.b, arrow.stop.inward, arrow, "stop");
  }
  for (const { node, list } of ends.values()) {
    list.sort((p, q) => p.other.y - q.other.y || (p.end < q.end ? -1 : 1));
    list.forEach(({ arrow, end }, order) => {
      const off = list.length > 1 ? ((2 * order) / (list.length - 1) - 1) * 0.78 : 0;
      const rim = Math.sqrt(1 - off * off) * node.radius + 1.5;
      Object.assign(arrow[end], { x: node.x + arrow[end].inward * rim, y: node.y + off * node.radius });
    });
  }
}

function drawArrow(arrow, reach) {
  const { start, stop, width } = arrow;
  const head = Math.max(6, width * 1.25);
  const tip = { x: stop.x + stop.inward * head, y: stop.y };
  const same = start.inward === stop.inward;
  const bulge = same ? Math.min(reach, 26 + 0.42 * Math.abs(start.y - stop.y)) : Math.abs(tip.x - start.x) * 0.5;
  const line = `M${fixed(start.x)} ${fixed(start.y)}C${fixed(start.x + start.inward * bulge)} ${fixed(start.y)} ${fixed(tip.x + stop.inward * bulge)} ${fixed(tip.y)} ${fixed(tip.x)} ${fixed(tip.y)}`;
  const half = Math.max(3.5, width * 0.85);
  const point = `M${fixed(stop.x)} ${fixed(stop.y)}L${fixed(tip.x)} ${fixed(tip.y - half)}V${fixed(tip.y + half)}Z`;
  return draw("g", { class: `arrow ${arrow.way}`, "data-from": keyOf(arrow.a), "data-to": keyOf(arrow.b) },
    draw("path", { class: "line", d: line, "stroke-width": fixed(width) }),
    draw("path", { class: "point", d: point }),
    Object.assign(draw("title"), { textContent: arrow.said }));
}

function drawNode(node) {
  const { id, x, y, radius, lines, label, tall } = node;
  const shift = label ? label * (radius + 7) : 0;
  const top = label ? y - tall / 2 + 11.5 : y + radius + 17;
  const anchor = label > 0 ? "start" : label < 0 ? "end" : "middle";
  const text = draw("text", { "text-anchor": anchor, class: node.bold ? "strong" : null, lang: labelLanguage(labelOf(id)) });
  lines.forEach((line, row) => text.append(Object.assign(draw("tspan", { x: fixed(x + shift), y: fixed(top + row * LINE) }), { textContent: line })));
  if (node.note) text.append(Object.assign(draw("tspan", { class: "sub", x: fixed(x + shift), y: fixed(top + lines.length * LINE) }), { textContent: node.note }));
  const mark = draw("circle", { cx: fixed(x), cy: fixed(y), r: radius, class: isGroup(id) ? "group" : node.colour === UNKNOWN ? "metier unknown" : "metier", fill: node.colour });
  const figure = node.figure ? Object.assign(draw("text", { class: "figure", "text-anchor": "middle", x: fixed(x), y: fixed(y + 4) }), { textContent: node.figure }) : null;
  const link = draw("a", { href: mapHash(codeOf(id)), class: node.isHere ? "node here" : "node", "data-key": keyOf(node), "aria-label": node.said },
    Object.assign(draw("title"), { textContent: node.said }), mark, figure, text);
  if (node.heading) {
    const heading = Object.assign(draw("text", { class: "heading", x: fixed(x - radius), y: fixed(y - Math.max(radius, tall / 2) - 13) }), { textContent: node.heading });
    return draw("g", {}, heading, link);
  }
  return link;
}

/* Draws all; the arrows of what is pointed at or focused stand out. */
function drawMap(root, layout, arrows, width, height) {
  const nodes = new Map(layout.map((node) => [keyOf(node), node]));
  const shown = arrows.map((arrow) => ({ ...arrow, a: nodes.get(arrow.start ?? String(arrow.from)), b: nodes.get(arrow.stop ?? String(arrow.to)) }));
  setPorts(shown);
  const reach = width < NARROW ? Math.min(...layout.map((node) => node.x - node.radius)) - 10 : width * 0.2;
  const svg = draw("svg", { viewBox: `0 0 ${width} ${Math.ceil(height)}`, width, height: Math.ceil(height), role: "group", "aria-label": t("picture-name") },
    draw("g", { "aria-hidden": "true" }, ...shown.map((arrow) => drawArrow(arrow, reach))),
    draw("g", {}, ...layout.map(drawNode)));
  const lines = [...svg.querySelectorAll(".arrow")];
  const point = (id) => {
    svg.classList.toggle("picking", id !== null);
    for (const line of lines) line.classList.toggle("lit", line.dataset.from === id || line.dataset.to === id);
  };
  const over = (event) => event.target.closest("a.node")?.dataset.key ?? null;
  svg.addEventListener("mouseover", (event) => point(over(event)));
  svg.addEventListener("mouseleave", () => point(null));
  svg.addEventListener("focusin", (event) => point(over(event)));
  svg.addEventListener("focusout", () => point(null));
  root.replaceChildren(svg);
}
