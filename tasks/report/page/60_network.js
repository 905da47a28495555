// Parties that stood on different sides of an event: one circle by region, the party with most links in its middle.

function pairsOf(fact) {
  const sides = fact.sides.map((side) => [...new Set(side.map((member) => member[1]).filter((party) => party >= 0))]);
  const found = new Map();
  for (let a = 0; a < sides.length; a += 1) for (let b = a + 1; b < sides.length; b += 1) {
    for (const one of sides[a]) for (const other of sides[b]) {
      if (one !== other) found.set(`${Math.min(one, other)} ${Math.max(one, other)}`, [one, other]);
    }
  }
  return [...found.values()];
}

function networkCard(chosen, width) {
  const links = new Map();
  for (const fact of chosen) for (const [a, b] of pairsOf(fact)) {
    const key = `${Math.min(a, b)} ${Math.max(a, b)}`;
    const link = links.get(key) || { a: Math.min(a, b), b: Math.max(a, b), facts: [] };
    link.facts.push(fact);
    links.set(key, link);
  }
  for (const link of links.values()) link.weight = sum(link.facts, (fact) => fact.events);
  const degree = new Map();
  for (const { a, b, weight } of links.values()) for (const party of [a, b]) degree.set(party, (degree.get(party) || 0) + weight);
  const ranked = [...degree].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([party]) => party);
  const room = width < 480 ? 22 : 40;
  const drawn = ranked.slice(0, room + 1);
  const [centre, ...round] = drawn;
  const regionRank = (party) => { const country = parties[party][4]; return `${country < 0 ? "~" : regions.findIndex((row) => row.en === regionOf[country]) + 100} ${country < 0 ? "" : countryName(country)} ${partyShort(party)}`; };
  round.sort((a, b) => (regionRank(a) < regionRank(b) ? -1 : 1));
  const side = Math.min(width, 760), half = side / 2, margin = width < 480 ? 88 : 132, radius = half - margin;
  const spots = new Map([[centre, { x: half, y: half, turn: 0 }]]);
  round.forEach((party, place) => {
    const turn = (place / round.length) * 2 * Math.PI - Math.PI / 2;
    spots.set(party, { x: half + radius * Math.cos(turn), y: half + radius * Math.sin(turn), turn });
  });
  const shown = [...links.values()].filter(({ a, b }) => spots.has(a) && spots.has(b)).sort((x, y) => y.weight - x.weight || x.a - y.a || x.b - y.b);
  const heaviest = shown.length ? shown[0].weight : 1;
  const nameOf = (party) => `${partyName(party)}${parties[party][4] < 0 ? "" : ` (${countryName(parties[party][4])})`}`;
  const openLink = (link) => () => openPanel(`${partyName(link.a)} — ${partyName(link.b)}`, link.facts);
  const openParty = (party) => () => openPanel(nameOf(party), chosen.filter((fact) => fact.parties.includes(party)), { party: parties[party][0] });
  const curve = ({ a, b }) => {
    const [from, to] = [spots.get(a), spots.get(b)];
    const pull = a === centre || b === centre ? 0.5 : 0.25;
    const [mx, my] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
    return `M${from.x.toFixed(1)} ${from.y.toFixed(1)}Q${(half + (mx - half) * pull * 2).toFixed(1)} ${(half + (my - half) * pull * 2).toFixed(1)} ${to.x.toFixed(1)} ${to.y.toFixed(1)}`;
  };
  const lines = shown.map((link) => mark("path", `${nameOf(link.a)} — ${nameOf(link.b)}: ${counted(link.weight, "event", "events")}`, openLink(link),
    { d: curve(link), class: "mark link", "stroke-width": (1 + (5 * link.weight) / heaviest).toFixed(1), "data-a": link.a, "data-b": link.b }));
  const dots = drawn.map((party) => {
    const spot = spots.get(party);
    const middle = party === centre;
    const leftHalf = Math.cos(spot.turn) < -1e-9;
    const angle = (spot.turn * 180) / Math.PI + (leftHalf ? 180 : 0);
    const size = middle ? 13 : 4 + 5 * Math.sqrt(degree.get(party) / degree.get(ranked[1] ?? centre));
    const text = shorten(middle ? partyShort(party) : [partyShort(party), parties[party][4] < 0 ? "" : countryName(parties[party][4])].filter(Boolean).join(" · "), width < 480 ? 14 : 21);
    const group = mark("g", `${nameOf(party)}: ${counted(degree.get(party), "event", "events")}`, openParty(party), { class: `mark dot region-${regionColour(party)}` },
      shape("circle", { cx: spot.x, cy: spot.y, r: Math.min(size, 12) }),
      shape("text", middle ? { x: spot.x, y: spot.y - 19, "text-anchor": "middle" }
        : { transform: `translate(${spot.x.toFixed(1)} ${spot.y.toFixed(1)}) rotate(${angle.toFixed(1)})`, x: leftHalf ? -14 : 14, y: 4, "text-anchor": leftHalf ? "end" : "start" }, text));
    const glow = (on) => () => lines.forEach((line) => { if ([line.dataset.a, line.dataset.b].includes(String(party))) line.classList.toggle("lit", on); });
    for (const [name, on] of [["mouseenter", true], ["mouseleave", false], ["focus", true], ["blur", false]]) group.addEventListener(name, glow(on));
    return group;
  });
  const drawing = () => roving(shape("svg", { viewBox: `0 0 ${side} ${side}`, class: "drawing network", role: "group", "aria-label": word("network") }, lines, dots), ".dot");
  const rows = [...links.values()].sort((x, y) => y.weight - x.weight || x.a - y.a || x.b - y.b).slice(0, 200);
  return card("network", {
    subtitle: word("network_note", number(drawn.length), number(ranked.length)),
    chart: shown.length ? [drawing(), node("ul", { class: "legend" }, CONTINENTS.map((name, place) => node("li", {}, node("span", { class: `swatch continent-${place}` }), regionName(name))))] : [nothing()],
    table: () => table([word("party"), word("party"), word("count_column")], rows.map((link) => [nameOf(link.a), nameOf(link.b), countButton(link.weight, `${nameOf(link.a)} — ${nameOf(link.b)}`, openLink(link))])),
  });
}

const CONTINENTS = ["Africa", "Americas", "Asia", "Europe", "Oceania"];
const regionColour = (party) => {
  const country = parties[party][4];
  return country < 0 ? "x" : CONTINENTS.findIndex((name) => regionsNamed.get(name).parts.has(regionOf[country]));
};
const shorten = (text, most) => ([...text].length > most ? `${[...text].slice(0, most - 1).join("")}…` : text);
