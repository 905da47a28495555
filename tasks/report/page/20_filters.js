// What is selected. Every chart shows the facts that fit all filters at once; the address after # holds them.

const NOTHING = { place: "", party: "", type: "", kind: "contact", bare: "", from: "", to: "" };
let filters = { ...NOTHING };

// A place is a country's code or a region's name. The perspective's own country is in every contact: no region means it.
function inPlace(country, place = filters.place) {
  if (!place) return true;
  const region = regionsNamed.get(place);
  return region ? country !== ownCountry && region.parts.has(regionOf[country]) : countries[country][0] === place;
}

// An event known to its year fits where the whole year does; an undated one where no period is asked for.
function inPeriod(fact, from, to) {
  if (!from && !to) return true;
  const first = fact.month ?? (fact.year === null ? null : fact.year * 12);
  const last = fact.month ?? (fact.year === null ? null : fact.year * 12 + 11);
  return first !== null && (!from || first >= Number(from)) && (!to || last <= Number(to));
}

function fits(fact, wanted = filters) {
  return (
    (!wanted.kind || kinds[fact.kind] === wanted.kind) &&
    (!wanted.type || types[fact.type] === wanted.type) &&
    (!wanted.party || fact.parties.some((party) => parties[party][0] === wanted.party)) &&
    (!wanted.place || fact.countries.some((country) => inPlace(country, wanted.place))) &&
    (!wanted.bare || fact.bare.some((country) => inPlace(country, wanted.place))) &&
    inPeriod(fact, wanted.from, wanted.to)
  );
}

const selected = () => facts.filter((fact) => fits(fact));
const shownCountries = (fact) => fact.countries.filter((country) => country !== ownCountry && inPlace(country));
const shownParties = (fact) =>
  fact.parties.filter((party) => party !== ownParty && (!filters.place || inPlace(parties[party][4])));

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  filters = { ...NOTHING };
  for (const key of Object.keys(NOTHING)) if (given.has(key)) filters[key] = given.get(key);
  if (given.has("lang")) lang = given.get("lang") === "zh" ? 1 : 0;
}

function writeAddress() {
  const kept = new URLSearchParams();
  for (const [key, value] of Object.entries(filters)) if (value !== NOTHING[key]) kept.set(key, value);
  if (lang) kept.set("lang", "zh");
  history.replaceState(null, "", String(kept) ? `#${kept}` : location.pathname + location.search);
}

function choose(changes) {
  filters = { ...filters, ...changes };
  writeAddress();
  render();
}

function filterLabel(key, value) {
  if (key === "place") return regionsNamed.has(value) ? regionName(value) : countryName(codes.get(value));
  if (key === "party") return partyName(partyIds.get(value));
  if (key === "type") return word(value);
  if (key === "kind") return word(`kind_${value || "all"}`);
  if (key === "bare") return word("without_relations");
  return `${word(key)} ${monthLabel(Number(value)).replace(key === "from" ? /-01$/ : /-12$/, "")}`;
}

const codes = new Map(countries.map((row, place) => [row[0], place]));
const partyIds = new Map(parties.map((row, place) => [row[0], place]));

function option(value, text, chosen) {
  return node("option", { value, selected: value === chosen ? "" : null }, text);
}

function picker(key, label, options) {
  const select = node(
    "select",
    { id: `filter-${key}`, onchange: (event) => choose({ [key]: event.target.value }) },
    options,
  );
  return node("label", { class: `filter filter-${key}` }, node("span", {}, label), select);
}

const byName = (nameOf) => (a, b) => nameOf(a).localeCompare(nameOf(b), lang ? "zh" : "en");

function placeOptions() {
  const met = [...new Set(facts.flatMap((fact) => fact.countries))].sort(byName(countryName));
  const present = new Set(met.map((country) => regionOf[country]));
  const named = regions.filter((row) => row.parts.split(";").some((part) => present.has(part)));
  return [
    option("", word("all_countries"), filters.place),
    node(
      "optgroup",
      { label: word("regions") },
      named.map((row) => option(row.en, regionName(row.en), filters.place)),
    ),
    node(
      "optgroup",
      { label: word("country") },
      met.map((country) => option(countries[country][0], countryName(country), filters.place)),
    ),
  ];
}

function partyOptions() {
  const groups = new Map();
  for (const party of new Set(facts.flatMap((fact) => fact.parties))) {
    const country = parties[party][4];
    groups.set(country, [...(groups.get(country) || []), party]);
  }
  const nameOf = (country) => (country < 0 ? word("unknown") : countryName(country));
  return [
    option("", word("all_parties"), filters.party),
    ...[...groups.keys()].sort(byName(nameOf)).map((country) =>
      node(
        "optgroup",
        { label: nameOf(country) },
        groups
          .get(country)
          .sort(byName(partyName))
          .map((party) => option(parties[party][0], partyName(party), filters.party)),
      ),
    ),
  ];
}

function yearOptions(key) {
  const years = facts.map((fact) => fact.year).filter((year) => year !== null);
  const options = [option("", word("all_years"), filters[key])];
  if (!years.length) return options;
  const first = smallest(years);
  for (let year = largest(years); year >= first; year -= 1) {
    const month = String(year * 12 + (key === "to" ? 11 : 0));
    options.push(option(month, String(year), filters[key]));
  }
  if (filters[key] && !options.some((entry) => entry.value === filters[key])) {
    options.push(option(filters[key], monthLabel(Number(filters[key])), filters[key]));
  }
  return options;
}

function renderFilters() {
  const present = new Set(facts.map((fact) => types[fact.type]));
  const kindOptions = [...kinds, ""].map((kind) => option(kind, word(`kind_${kind || "all"}`), filters.kind));
  const relations = [
    option("", word("any_relations"), filters.bare),
    option("yes", word("without_relations"), filters.bare),
  ];
  const pickers = [
    picker("place", word("country"), placeOptions()),
    picker("party", word("party"), partyOptions()),
    picker("type", word("type"), [
      option("", word("all_types"), filters.type),
      ...types.filter((type) => present.has(type)).map((type) => option(type, word(type), filters.type)),
    ]),
    picker("from", word("from"), yearOptions("from")),
    picker("to", word("to"), yearOptions("to")),
    picker("kind", word("kind"), kindOptions),
  ];
  if (Object.keys(data.relations).length) pickers.push(picker("bare", word("relations"), relations));
  const bar = document.getElementById("filters");
  bar.setAttribute("aria-label", word("filters"));
  bar.replaceChildren(node("div", { class: "wrap" }, pickers));
}

function renderChips() {
  const active = Object.entries(filters).filter(([key, value]) => value !== NOTHING[key]);
  const chips = active.map(([key, value]) => {
    const label = filterLabel(key, value);
    return node(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-label": `${word("remove")}: ${label}`,
        onclick: () => {
          choose({ [key]: NOTHING[key] });
          document.getElementById(`filter-${key}`).focus();
        },
      },
      node("bdi", {}, label),
      " ×",
    );
  });
  if (chips.length)
    chips.push(node("button", { type: "button", class: "chip reset", onclick: () => choose(NOTHING) }, word("reset")));
  document.getElementById("chips").replaceChildren(...chips);
}
