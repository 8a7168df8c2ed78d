/* The picture: vis-network draws points and lines; labels and headings are drawn here, so that
   they stand beside their points, wrapped, and are given the room that they need. */
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const INK = "#1d2733";
const MUTED = "#5b6675";
const FAINT = "#b4bcc7";

function wrapText(context, text, width) {
  const lines = [];
  let line = "";
  for (const word of text.replace(/([«“(]) /g, "$1\u00a0").replace(/ ([»”:;?!])/g, "\u00a0$1").split(/[ \t\n]+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && context.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  lines.push(line);
  return lines.map((part) => {
    let cut = part;
    while (cut.length > 2 && context.measureText(cut).width > width) cut = `${cut.slice(0, -2)}…`;
    return cut;
  });
}

function makePicture(options) {
  const container = byId("picture");
  const nodes = new vis.DataSet(drawing.nodes.map(({ label, ...node }) => node));
  const edges = new vis.DataSet(drawing.edges.map((edge) => ({ ...edge, ...options.edge(edge) })));
  const shownNodes = new vis.DataView(nodes, { filter: options.showsNode });
  const shownEdges = new vis.DataView(edges, { filter: options.showsEdge });
  const network = new vis.Network(container, { nodes: shownNodes, edges: shownEdges }, drawing.options);
  const measure = document.createElement("canvas").getContext("2d");
  const bends = new Map(drawing.edges.map((edge) => [edge.id, edge.smooth?.roundness ?? 0.12]));
  let labels = [];
  let headings = [];
  let focus = null;
  let width = 0;

  function sizes() {
    const narrow = width < 620;
    const columns = options.columns;
    const label = narrow ? (columns === 3 ? width * 0.27 : width * 0.31) : Math.min(columns === 3 ? width * 0.25 : 245, width * 0.29);
    return { narrow, label, font: narrow ? 10 : 12, line: narrow ? 12 : 14.5, gap: narrow ? 9 : options.gap || 9 };
  }

  function layOut() {
    width = container.clientWidth;
    if (!width) return;
    const size = sizes();
    const columns = new Map();
    for (const node of shownNodes.get()) {
      const side = node.side;
      if (!columns.has(side)) columns.set(side, []);
      columns.get(side).push({ ...drawing.places.get(node.id), id: node.id, side, heading: node.heading, section: node.section });
    }
    labels = [];
    headings = [];
    const sections = [...new Set([...columns.values()].flat().map((item) => item.section))].sort();
    let top = 14;
    let middle = 0;
    for (const section of sections) {
      const stacks = [];
      for (const [side, all] of columns) {
        const items = all.filter((item) => item.section === section).sort((a, b) => a.y - b.y);
        if (!(options.centre && side === "middle")) stacks.push(stackItems(side, items, size));
      }
      const tallest = Math.max(...stacks.map((stack) => stack.height), 40);
      for (const stack of stacks) {
        if (options.spread) spread(stack, tallest);
        const shift = top + (options.centred ? (tallest - stack.height) / 2 : 0);
        for (const item of stack.items) place(item, shift, tallest, size, top);
      }
      top += tallest + 26;
      if (options.centre && !middle) {
        const wide = size.narrow ? 70 : 0; // where the columns leave no room, the centre gets its own
        middle = top - 8 + wide / 2;
        top += wide;
      }
    }
    const height = Math.max(top - 10, 320);
    for (const item of columns.get("middle") || []) if (options.centre) placeCentre(item, Math.min(middle, height / 2), size);
    container.style.height = `${Math.ceil(height)}px`;
    nodes.update(labels.map((label) => ({ id: label.id, x: label.x, y: label.y, ...label.box })));
    if (options.lens) keepInside(width - 2 * size.label);
    network.setSize("100%", `${Math.ceil(height)}px`);
    network.redraw();
    fit();
  }

  /* An arrow never bends so far that it runs over the labels of the other side. */
  function keepInside(room) {
    const at = new Map(labels.map((label) => [label.id, label]));
    const flatter = [];
    for (const edge of edges.get()) {
      const [from, to] = [at.get(edge.from), at.get(edge.to)];
      if (!from || !to) continue;
      const most = ((from.side === to.side ? 0.9 : 0.25) * room) / Math.hypot(to.x - from.x, to.y - from.y);
      flatter.push({ id: edge.id, smooth: { ...edge.smooth, roundness: Math.min(bends.get(edge.id), most) } });
    }
    edges.update(flatter);
  }

  function stackItems(side, items, size) {
    let y = 0;
    let last = "";
    const stack = [];
    for (const item of items) {
      if (item.heading && item.heading !== last) {
        measure.font = `600 ${size.font}px ${FONT}`;
        const lines = wrapText(measure, options.heading(item.heading), size.label + (size.narrow || options.columns === 3 ? 0 : 30));
        if (last) y += size.gap + 4;
        const tall = lines.length * size.line + 5;
        stack.push({ isHeading: true, key: item.heading, lines, side, y: y + tall / 2, tall });
        y += tall + 3;
        last = item.heading;
      }
      measure.font = `${size.font}px ${FONT}`;
      const lines = wrapText(measure, options.label(item.id), side === "middle" ? size.label - 14 : size.label);
      const tall = lines.length * size.line + (side === "middle" ? 6 : 0);
      stack.push({ ...item, lines, tall, y: y + tall / 2 });
      y += tall + size.gap;
    }
    return { items: stack, height: y };
  }

  /* A short column takes some of the height of the tallest, so that its lines do not bunch. */
  function spread(stack, tallest) {
    const more = Math.min(34, (0.8 * (tallest - stack.height)) / Math.max(stack.items.length, 1));
    if (more <= 0) return;
    stack.items.forEach((item, index) => { item.y += more * (index + (item.isHeading ? 0.6 : 0.1)); });
    stack.height += more * stack.items.length;
  }

  function place(item, shift, tallest, size, top) {
    const y = item.y + shift;
    const margin = size.label + (size.narrow ? 12 : 18);
    const bulge = options.lens ? Math.abs((2 * (y - top)) / tallest - 1) ** 2.2 * 0.5 : 0;
    const half = (width / 2 - margin) * (1 - bulge);
    const x = item.side === "middle" ? width / 2 : item.side === "left" ? width / 2 - half : width / 2 + half;
    (item.isHeading ? headings : labels).push({ ...item, x, y });
  }

  function placeCentre(item, y, size) {
    measure.font = `600 ${size.font + 1}px ${FONT}`;
    const room = size.narrow ? width * 0.6 : width - 2 * (size.label + 12) - 50;
    const lines = wrapText(measure, options.label(item.id), Math.min(size.narrow ? 220 : 170, Math.max(room, 90)));
    const wide = Math.max(...lines.map((line) => measure.measureText(line).width)) + 24;
    const tall = lines.length * (size.line + 1) + 18;
    const box = { shape: "box", label: " ", margin: 1, widthConstraint: wide, heightConstraint: tall };
    labels.push({ ...item, lines, tall, x: width / 2, y, isCentre: true, wide, box });
  }

  function fit() {
    network.moveTo({ position: { x: width / 2, y: container.clientHeight / 2 }, scale: 1, animation: false });
  }

  function drawLabels(context) {
    const size = sizes();
    context.textBaseline = "middle";
    for (const heading of headings) {
      context.font = `600 ${size.font}px ${FONT}`;
      context.fillStyle = focus ? FAINT : MUTED;
      write(context, heading, size.line, false);
    }
    for (const label of labels) {
      const lit = !focus || focus.nodes.has(label.id);
      const strong = label.isCentre || label.id === state.selected || options.strong?.(label.id);
      context.font = `${strong ? 600 : 400} ${label.isCentre ? size.font + 1 : size.font}px ${FONT}`;
      if (label.isCentre || label.side === "middle") drawPill(context, label, lit, strong);
      context.fillStyle = label.isCentre ? "#ffffff" : lit ? INK : FAINT;
      write(context, label, label.isCentre ? size.line + 1 : size.line, true);
    }
  }

  function drawPill(context, label, lit, strong) {
    const wide = label.wide || Math.max(...label.lines.map((line) => context.measureText(line).width)) + 14;
    const tall = label.tall;
    context.beginPath();
    context.roundRect(label.x - wide / 2, label.y - tall / 2, wide, tall, 5);
    context.fillStyle = label.isCentre ? "#17324d" : "#ffffff";
    context.fill();
    context.lineWidth = strong ? 2 : 1;
    context.strokeStyle = lit ? (strong ? "#17324d" : options.rim?.(label.id) || "#9aa5b4") : "#e3e7ec";
    context.stroke();
    label.rect = [label.x - wide / 2, label.y - tall / 2, wide, tall];
  }

  function write(context, item, line, isLabel) {
    const away = 13;
    context.textAlign = item.side === "left" ? "right" : item.side === "right" ? "left" : "center";
    const x = item.side === "left" ? item.x - away : item.side === "right" ? item.x + away : item.x;
    const first = item.y - ((item.lines.length - 1) * line) / 2;
    let wide = 0;
    item.lines.forEach((text, index) => {
      if (!isLabel && item.side === "middle") halo(context, text, x, first + index * line);
      context.fillText(text, x, first + index * line);
      wide = Math.max(wide, context.measureText(text).width);
    });
    if (!item.rect)
      item.rect = [item.side === "left" ? x - wide : item.side === "right" ? x : x - wide / 2, item.y - item.tall / 2, wide, item.tall];
  }
  function halo(context, text, x, y) {
    context.lineWidth = 5;
    context.lineJoin = "round";
    context.strokeStyle = "#ffffff";
    context.strokeText(text, x, y);
  }

  const labelAt = (point) => labels.find(({ rect }) => rect && point.x >= rect[0] - 2 && point.x <= rect[0] + rect[2] + 2
    && point.y >= rect[1] - 2 && point.y <= rect[1] + rect[3] + 2);

  /* What is lit: a chosen node with its neighbours, a chosen edge with its two ends, or everything. */
  function paint() {
    const chosen = state.selected;
    focus = null;
    shownEdges.refresh();
    if (edges.get(chosen)) {
      const edge = edges.get(chosen);
      focus = { nodes: new Set([edge.from, edge.to]), edges: new Set([chosen]) };
    } else if (nodes.get(chosen)) {
      const near = shownEdges.get({ filter: (edge) => edge.from === chosen || edge.to === chosen });
      focus = { nodes: new Set([chosen, ...near.flatMap((edge) => [edge.from, edge.to])]), edges: new Set(near.map((edge) => edge.id)) };
    }
    edges.update(shownEdges.get().map((edge) => {
      const look = options.edge(edge, chosen);
      const opacity = !focus ? look.color.opacity : focus.edges.has(edge.id) ? 0.95 : 0.07;
      return { id: edge.id, color: { ...look.color, opacity } };
    }));
    nodes.update(shownNodes.get().map((node) => {
      const lit = !focus || focus.nodes.has(node.id);
      const color = options.node(node);
      return { id: node.id, opacity: lit ? 1 : 0.25, color: { background: options.hollow?.(node) ? "#ffffff" : color, border: node.id === chosen ? "#000000" : color },
        size: (options.size?.(node) || 7) * (node.id === chosen ? 1.5 : 1), borderWidth: node.id === chosen ? 3 : options.hollow?.(node) ? 2 : 1 };
    }));
    network.redraw();
  }

  function update() {
    shownNodes.refresh();
    shownEdges.refresh();
    layOut();
    paint();
  }

  network.on("afterDrawing", drawLabels);
  network.on("click", ({ pointer, edges: hit, nodes: struck }) => {
    const label = labelAt(pointer.canvas);
    options.choose(label ? label.id : struck[0] || hit[0] || "", sizes().narrow);
  });
  network.on("hoverEdge", () => { container.style.cursor = "pointer"; });
  network.on("blurEdge", () => { container.style.cursor = ""; });
  container.addEventListener("mousemove", (event) => {
    const frame = container.getBoundingClientRect();
    const point = network.DOMtoCanvas({ x: event.clientX - frame.left, y: event.clientY - frame.top });
    container.classList.toggle("over", Boolean(labelAt(point) || network.getNodeAt({ x: event.clientX - frame.left, y: event.clientY - frame.top })));
  });
  const frame = container.querySelector(".vis-network");
  const name = () => frame.setAttribute("aria-label", t("picture-label"));
  frame.setAttribute("role", "application");
  frame.focus = () => HTMLElement.prototype.focus.call(frame, { preventScroll: true });
  name();
  onLanguage.push(() => { name(); update(); });
  const zoom = (factor) => network.moveTo({ scale: Math.min(4, Math.max(0.3, network.getScale() * factor)) });
  byId("zoom-in").addEventListener("click", () => zoom(1.25));
  byId("zoom-out").addEventListener("click", () => zoom(0.8));
  byId("zoom-fit").addEventListener("click", fit);
  let waiting = 0;
  new ResizeObserver(() => {
    if (container.clientWidth === width) return;
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => { layOut(); });
  }).observe(container);
  const boxes = () => [...labels, ...headings].map((item) => item.rect);
  return { network, nodes, edges, shownNodes, shownEdges, update, paint, boxes };
}
if (drawing) drawing.places = new Map(drawing.nodes.map((node) => [node.id, { x: node.x, y: node.y }]));
