// Bars of countries and parties, the grid of country by year, contacts before relations.

const BARS = 10;
const expanded = new Set();

function moreButton(name, all) {
  const flip = () => {
    if (!expanded.delete(name)) expanded.add(name);
    render();
  };
  return node(
    "button",
    { type: "button", class: "more", id: `more-${name}`, onclick: flip },
    expanded.has(name) ? word("show_less") : word("show_all", number(all)),
  );
}

function barCard(name, note, ranking, nameOf, detailOf, openOf) {
  const all = expanded.has(name);
  const shown = all ? ranking : ranking.slice(0, BARS);
  const most = ranking.length ? ranking[0][1] : 1;
  const bars = node(
    "ol",
    { class: "bars" },
    shown.map(([key, value]) =>
      node(
        "li",
        {},
        node(
          "button",
          {
            type: "button",
            vars: { "--part": `${(100 * value) / most}%` },
            "aria-label": `${nameOf(key)}: ${counted(value, "event", "events")}`,
            onclick: openOf(key),
          },
          node(
            "span",
            { class: "name" },
            node("bdi", {}, nameOf(key)),
            detailOf(key) ? node("small", {}, node("bdi", {}, detailOf(key))) : null,
          ),
          node("span", { class: "value" }, number(value)),
          node("span", { class: "bar" }),
        ),
      ),
    ),
  );
  const more = ranking.length > BARS ? moreButton(name, ranking.length) : null;
  return card(name, {
    subtitle: note,
    chart: ranking.length ? [bars, more] : [nothing()],
    table: () =>
      table(
        [word(name), word("count_column")],
        ranking.map(([key, value]) => [nameOf(key), countButton(value, nameOf(key), openOf(key))]),
      ),
  });
}

const countryOpen = (chosen) => (country) => () =>
  openPanel(
    countryName(country),
    chosen.filter((fact) => fact.countries.includes(country)),
    { place: countries[country][0] },
  );
const partyOpen = (chosen) => (party) => () =>
  openPanel(
    partyName(party),
    chosen.filter((fact) => fact.parties.includes(party)),
    { party: parties[party][0] },
  );

function countryCard(chosen) {
  return barCard(
    "top_countries",
    word("top_note", countryName(ownCountry)),
    tally(chosen, shownCountries),
    countryName,
    () => "",
    countryOpen(chosen),
  );
}

function partyCard(chosen) {
  return barCard(
    "top_parties",
    word("top_note", partyName(ownParty)),
    tally(chosen, shownParties),
    partyName,
    (party) => (parties[party][4] < 0 ? "" : countryName(parties[party][4])),
    partyOpen(chosen),
  );
}

const HEAT_ROWS = 20;
const level = (value, most) =>
  value ? Math.min(5, 1 + Math.floor((4.999 * Math.log(value)) / Math.log(Math.max(most, 2)))) : 0;

function heatCard(chosen) {
  const dated = chosen.filter((fact) => fact.year !== null);
  const years = periodsBetween(dated.map((fact) => fact.year));
  const ranked = tally(dated, shownCountries);
  const rows = (expanded.has("heat") ? ranked : ranked.slice(0, HEAT_ROWS)).map(([country]) => country);
  const cells = new Map();
  for (const fact of dated)
    for (const country of shownCountries(fact)) {
      const key = `${country} ${fact.year}`;
      if (cells.has(key)) cells.get(key).push(fact);
      else cells.set(key, [fact]);
    }
  const counts = new Map([...cells].map(([key, inside]) => [key, sum(inside, (fact) => fact.events)]));
  const most = Math.max(1, largest([...counts.values()]));
  const cell = (country, year) => {
    const key = `${country} ${year}`;
    if (!counts.has(key)) return node("td", {});
    const label = `${countryName(country)}, ${year}: ${counted(counts.get(key), "event", "events")}`;
    return node(
      "td",
      {},
      node(
        "button",
        {
          type: "button",
          class: `mark heat-${level(counts.get(key), most)}`,
          tabindex: "-1",
          title: label,
          "aria-label": label,
          onclick: () =>
            openPanel(`${countryName(country)}, ${year}`, cells.get(key), {
              place: countries[country][0],
              ...periodFilter(year, "year"),
            }),
        },
        brief(counts.get(key)),
      ),
    );
  };
  const grid = () =>
    roving(
      node(
        "div",
        { class: "scroll" },
        node(
          "table",
          { class: "heat" },
          node(
            "thead",
            {},
            node(
              "tr",
              {},
              node("td", {}),
              years.map((year) => node("th", { scope: "col" }, node("span", {}, String(year)))),
            ),
          ),
          node(
            "tbody",
            {},
            rows.map((country) =>
              node(
                "tr",
                {},
                node("th", { scope: "row" }, node("bdi", {}, countryName(country))),
                years.map((year) => cell(country, year)),
              ),
            ),
          ),
        ),
      ),
    );
  const more = ranked.length > HEAT_ROWS ? moreButton("heat", ranked.length) : null;
  return card("heat", { chart: rows.length ? [grid(), more] : [nothing()], wide: true });
}

// since 1960-09-28; 1985-12-07 until 1990-11-09; none
function relationsText(country) {
  const periods = (data.relations[country] || []).filter(([first]) => first);
  return periods.length
    ? periods.map(([first, last]) => first + (last ? ` (${word("relations_until", last)})` : "")).join(", ")
    : word("relations_never");
}

function bareCard(chosen) {
  const met = chosen.filter((fact) => fact.bare.some((country) => inPlace(country)));
  const rows = new Map();
  for (const fact of met)
    for (const country of fact.bare.filter((place) => inPlace(place))) {
      const own = fact.parties.filter((party) => parties[party][4] === country);
      for (const party of own.length ? own : [-1]) {
        const key = `${country} ${party}`;
        rows.set(key, [...(rows.get(key) || []), fact]);
      }
    }
  const first = (inside) =>
    inside
      .map((fact) => fact.date || (fact.year ? String(fact.year) : ""))
      .filter(Boolean)
      .sort()[0] || word("undated");
  const lines = [...rows]
    .map(([key, inside]) => ({
      country: Number(key.split(" ")[0]),
      party: Number(key.split(" ")[1]),
      inside,
      first: first(inside),
    }))
    .sort((a, b) => (a.country === b.country ? b.party - a.party : 0) || (a.first < b.first ? -1 : 1));
  const open = (line) => () =>
    openPanel(
      [line.party >= 0 ? partyName(line.party) : "", countryName(line.country)].filter(Boolean).join(", "),
      line.inside,
      { bare: "yes", ...(line.party >= 0 ? { party: parties[line.party][0] } : { place: countries[line.country][0] }) },
    );
  return card("bare", {
    subtitle: word("bare_note", countryName(ownCountry)),
    chart: [
      lines.length
        ? table(
            [
              word("party"),
              word("country_column"),
              word("first_contact"),
              word("relations_since"),
              word("count_column"),
            ],
            lines.map((line) => [
              line.party >= 0
                ? node(
                    "button",
                    { type: "button", class: "link", onclick: open(line) },
                    node("bdi", {}, partyName(line.party)),
                  )
                : "–",
              countryName(line.country),
              line.first,
              relationsText(line.country),
              countButton(
                sum(line.inside, (fact) => fact.events),
                `${line.party >= 0 ? partyName(line.party) : countryName(line.country)}: ${word("evidence")}`,
                open(line),
              ),
            ]),
          )
        : node("p", { class: "nothing" }, word("bare_none")),
    ],
    wide: true,
  });
}
