// Parties that stood on different sides of an event: one circle by region, the party with most links in its middle.

const CONTINENTS = ["Africa", "Americas", "Asia", "Europe", "Oceania"];
const NARROW = 480;

function pairsOf(fact) {
  const sides = fact.sides.map((side) => side.map((member) => member[1]).filter((party) => party >= 0));
  const pairs = sides.flatMap((side, place) =>
    sides.slice(place + 1).flatMap((later) => side.flatMap((one) => later.map((other) => [one, other]))),
  );
  return pairs.filter(([one, other]) => one !== other);
}

// links: the heaviest first; degree: party -> events on its links; ranked: parties by degree
function networkOf(chosen) {
  const found = new Map();
  for (const fact of chosen) {
    for (const pair of pairsOf(fact)) {
      const [a, b] = pair.sort((x, y) => x - y);
      const key = `${a} ${b}`;
      if (!found.has(key)) found.set(key, { a, b, facts: new Set() });
      found.get(key).facts.add(fact);
    }
  }
  const links = [...found.values()].map(({ a, b, facts: told }) => ({
    a,
    b,
    facts: [...told],
    events: sum([...told], (fact) => fact.events),
  }));
  links.sort((x, y) => y.events - x.events || x.a - y.a || x.b - y.b);
  const degree = new Map(tally(links, ({ a, b }) => [a, b]));
  return { links, degree, ranked: [...degree.keys()] };
}

// Neighbours on the circle are neighbours on the map.
function regionRank(party) {
  const country = parties[party][4];
  if (country < 0) return `~ ${partyShort(party)}`;
  return `${100 + regions.findIndex((row) => row.en === regionOf[country])} ${countries[country][1]} ${partyShort(party)}`;
}

// Places of the parties: the first in the middle, the others round it from the top.
function placesOf(drawn, half, radius) {
  const [centre, ...round] = drawn;
  round.sort((a, b) => (regionRank(a) < regionRank(b) ? -1 : 1));
  const places = new Map([[centre, { x: half, y: half, turn: 0 }]]);
  round.forEach((party, place) => {
    const turn = (place / round.length) * 2 * Math.PI - Math.PI / 2;
    places.set(party, { x: half + radius * Math.cos(turn), y: half + radius * Math.sin(turn), turn });
  });
  return places;
}

// Links to the middle are straight, others bend towards it.
function curve(from, to, half, isSpoke) {
  const bend = (a, b) => (half + ((a + b) / 2 - half) * (isSpoke ? 1 : 0.5)).toFixed(1);
  const end = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  return `M${end(from)}Q${bend(from.x, to.x)} ${bend(from.y, to.y)} ${end(to)}`;
}

const partyWithCountry = (party) =>
  `${partyName(party)}${parties[party][4] < 0 ? "" : ` (${countryName(parties[party][4])})`}`;
const shorten = (text, most) => ([...text].length > most ? `${[...text].slice(0, most - 1).join("")}…` : text);
const continentOf = (party) => {
  const country = parties[party][4];
  return country < 0 ? "x" : CONTINENTS.findIndex((name) => regionsNamed.get(name).parts.has(regionOf[country]));
};

function dotLabel(party, place, isMiddle, longest) {
  if (isMiddle) return shape("text", { x: place.x, y: place.y - 19, "text-anchor": "middle" }, partyShort(party));
  const isLeft = Math.cos(place.turn) < -1e-9;
  const angle = (place.turn * 180) / Math.PI + (isLeft ? 180 : 0);
  const country = parties[party][4] < 0 ? [] : [countryName(parties[party][4])];
  return shape(
    "text",
    {
      transform: `translate(${place.x.toFixed(1)} ${place.y.toFixed(1)}) rotate(${angle.toFixed(1)})`,
      x: isLeft ? -14 : 14,
      y: 4,
      "text-anchor": isLeft ? "end" : "start",
    },
    shorten([partyShort(party), ...country].join(" · "), longest),
  );
}

function networkDrawing({ links, degree, ranked }, drawn, width, openLink, openParty) {
  const half = Math.min(width, 760) / 2;
  const places = placesOf(drawn, half, half - (width < NARROW ? 88 : 132));
  const shown = links.filter(({ a, b }) => places.has(a) && places.has(b));
  const lines = shown.map((link) => {
    const label = `${partyWithCountry(link.a)} — ${partyWithCountry(link.b)}: ${counted(link.events, "event", "events")}`;
    const isSpoke = link.a === drawn[0] || link.b === drawn[0];
    const thickness = (1 + (5 * link.events) / shown[0].events).toFixed(1);
    const path = curve(places.get(link.a), places.get(link.b), half, isSpoke);
    return mark("path", label, openLink(link), { d: path, class: "mark link", "stroke-width": thickness });
  });
  const dots = drawn.map((party) => {
    const isMiddle = party === drawn[0];
    const place = places.get(party);
    const size = isMiddle ? 12 : 4 + 5 * Math.sqrt(degree.get(party) / degree.get(ranked[1]));
    const label = `${partyWithCountry(party)}: ${counted(degree.get(party), "event", "events")}`;
    const own = lines.filter((_, at) => shown[at].a === party || shown[at].b === party);
    const light = (on) => () => own.forEach((line) => line.classList.toggle("lit", on));
    return mark(
      "g",
      label,
      openParty(party),
      {
        class: `mark dot region-${continentOf(party)}`,
        onmouseenter: light(true),
        onmouseleave: light(false),
        onfocus: light(true),
        onblur: light(false),
      },
      shape("circle", { cx: place.x, cy: place.y, r: size }),
      dotLabel(party, place, isMiddle, width < NARROW ? 14 : 21),
    );
  });
  const attributes = { viewBox: `0 0 ${2 * half} ${2 * half}`, class: "drawing network", role: "group" };
  return roving(shape("svg", { ...attributes, "aria-label": word("network") }, lines, dots), ".dot");
}

function networkCard(chosen, width) {
  const network = networkOf(chosen);
  const drawn = network.ranked.slice(0, width < NARROW ? 23 : 41);
  const openLink = (link) => () => openPanel(`${partyName(link.a)} — ${partyName(link.b)}`, link.facts);
  const openParty = (party) => () =>
    openPanel(
      partyWithCountry(party),
      chosen.filter((fact) => fact.parties.includes(party)),
      { party: parties[party][0] },
    );
  const legend = CONTINENTS.map((name, place) =>
    node("li", {}, node("span", { class: `swatch continent-${place}` }), regionName(name)),
  );
  const tableRow = (link) => [
    partyWithCountry(link.a),
    partyWithCountry(link.b),
    countButton(link.events, `${partyName(link.a)} — ${partyName(link.b)}`, openLink(link)),
  ];
  return card("network", {
    subtitle: word("network_note", number(drawn.length), number(network.ranked.length)),
    chart: drawn.length
      ? [networkDrawing(network, drawn, width, openLink, openParty), node("ul", { class: "legend" }, legend)]
      : [nothing()],
    table: () => table([word("party"), word("party"), word("count_column")], network.links.map(tableRow)),
  });
}
