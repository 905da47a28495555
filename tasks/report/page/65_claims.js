// Numbers that dispatches claim (parties and countries in contact) beside what the events add up to.

// Points [month, distinct so far] of parties or countries on another side of contacts of the perspective's party.
function observed(chosen, keysOf) {
  const seen = new Set();
  const steps = [];
  const dated = chosen
    .filter((fact) => fact.year !== null && fact.parties.includes(ownParty))
    .sort((a, b) => (a.month ?? a.year * 12 + 11) - (b.month ?? b.year * 12 + 11));
  for (const fact of dated) {
    const before = seen.size;
    keysOf(fact).forEach((key) => seen.add(key));
    if (seen.size > before) steps.push([fact.month ?? fact.year * 12 + 11, seen.size]);
  }
  return steps;
}

function claimsCard(chosen, width) {
  const inRange = (place) =>
    (!filters.from || monthOf(claims.date[place]) >= Number(filters.from)) &&
    (!filters.to || monthOf(claims.date[place]) <= Number(filters.to));
  const all = claims.id.map((_, place) => place).filter(inRange);
  const drawn = all.filter((place) => ["parties", "countries"].includes(claims.unit[place]));
  const lines = {
    parties: observed(chosen, shownParties),
    countries: observed(chosen, (fact) => shownCountries(fact)),
  };
  const points = [
    ...drawn.map((place) => [monthOf(claims.date[place]), claims.low[place]]),
    ...lines.parties,
    ...lines.countries,
  ];
  const openClaims = (places, heading) => () =>
    showPanel(
      heading,
      [node("p", { class: "counts" }, counted(places.length, "claim", "claims"))],
      places,
      claimEntry,
      "",
    );
  const tableOf = () =>
    table(
      [word("as_of"), word("subject"), word("claimed_value"), word("observed_then"), word("claimant")],
      all.map((place) => [
        claims.date[place],
        node("bdi", {}, claims.subject[place]),
        node(
          "button",
          { type: "button", class: "count", onclick: openClaims([place], claimText(place)) },
          claimText(place),
        ),
        claims.observed[place] === null ? "" : number(claims.observed[place]),
        node("bdi", {}, claims.claimant[place]),
      ]),
    );
  const extra = all.length
    ? node(
        "button",
        { type: "button", class: "more", onclick: openClaims(all, word("all_claims")) },
        `${word("all_claims")} (${number(all.length)})`,
      )
    : null;
  const note =
    data.about.claims > claims.id.length
      ? word("unlisted_claims", number(claims.id.length), number(data.about.claims))
      : null;
  return card("claimed", {
    chart: points.length
      ? [claimsDrawing(points, drawn, lines, width, openClaims), claimsLegend(), extra]
      : [nothing()],
    table: tableOf,
    note,
  });
}

const observedText = (place) =>
  claims.observed[place] === null ? "" : `. ${word("observed_then")}: ${number(claims.observed[place])}`;

function claimsLegend() {
  return node(
    "ul",
    { class: "legend" },
    ["claimed_parties", "claimed_countries"].map((key) =>
      node("li", {}, node("span", { class: `swatch round ${key}` }), word(key)),
    ),
    node("li", {}, node("span", { class: "swatch round other" }), word("claimed_other")),
    ["observed_parties", "observed_countries"].map((key) =>
      node("li", {}, node("span", { class: `swatch line ${key}` }), word(key)),
    ),
  );
}

// The scale is logarithmic: claims run to hundreds while a store may hold a dozen.
function claimsDrawing(points, drawn, lines, width, openClaims) {
  const height = width < 480 ? 320 : 440,
    left = 40,
    bottom = 26,
    top = 14,
    right = 14;
  const months = points.map((point) => point[0]);
  const first = Math.floor(Math.min(...months) / 12) * 12,
    last = Math.ceil((Math.max(...months) + 1) / 12) * 12;
  const most = Math.max(10, ...points.map((point) => point[1]));
  const x = (month) => left + ((month - first) / Math.max(last - first, 1)) * (width - left - right);
  const y = (value) =>
    height - bottom - (Math.log(Math.max(value, 1)) / Math.log(most * 1.15)) * (height - top - bottom);
  const steps = [1, 3, 10, 30, 100, 300, 1000, 3000, 10000, 30000, 100000].filter((value) => value <= most * 1.15);
  const years = (last - first) / 12;
  const every = Math.max(1, Math.ceil(years / ((width - left) / 52)));
  const path = (line) =>
    line
      .map(
        ([month, value], place) =>
          `${place ? `H${x(month).toFixed(1)}V` : `M${x(month).toFixed(1)} `}${y(value).toFixed(1)}`,
      )
      .join("") + (line.length ? `H${x(last - 1).toFixed(1)}` : "");
  const ends = Object.entries(lines)
    .filter(([, line]) => line.length)
    .map(([unit, line]) =>
      shape(
        "text",
        {
          x: x(last - 1),
          y: y(line[line.length - 1][1]) - 6,
          "text-anchor": "end",
          class: `end ${unit}`,
          "aria-hidden": "true",
        },
        number(line[line.length - 1][1]),
      ),
    );
  const dots = drawn.map((place) => {
    const label = `${claims.date[place]}, ${claims.subject[place] || "?"}: ${claimText(place)}${observedText(place)}`;
    return mark("circle", label, openClaims([place], label), {
      cx: x(monthOf(claims.date[place])),
      cy: y(claims.low[place]),
      r: 6,
      class: `mark claim ${claims.unit[place]} ${claims.own[place] ? "own" : "other"}`,
    });
  });
  return roving(
    shape(
      "svg",
      { viewBox: `0 0 ${width} ${height}`, class: "drawing claims", role: "group", "aria-label": word("claimed") },
      steps.map((value) =>
        shape(
          "g",
          { class: "axis", "aria-hidden": "true" },
          shape("line", { x1: left, x2: width - right, y1: y(value), y2: y(value) }),
          shape("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end" }, number(value)),
        ),
      ),
      Array.from({ length: years + 1 }, (_, place) => place)
        .filter((place) => place % every === 0)
        .map((place) =>
          shape(
            "text",
            {
              x: x(first + place * 12),
              y: height - 6,
              "text-anchor": place === 0 ? "start" : "middle",
              class: "tick",
              "aria-hidden": "true",
            },
            String(first / 12 + place),
          ),
        ),
      Object.entries(lines).map(([unit, line]) => shape("path", { d: path(line), class: `observed ${unit}` })),
      ends,
      dots,
    ),
  );
}
