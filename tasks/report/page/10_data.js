// The data of the page, and its words in the language chosen. Every other file reads from here.

const data = JSON.parse(document.getElementById("data").textContent);
const { types, kinds, countries, parties, outlets, dispatches, claims, coverage, reports, regions } = data;
const [ownCountry, ownParty] = data.about.own;
const listedCount = data.events.id.length;
let lang = 0; // 0 English, 1 Chinese

const word = (key, ...values) =>
  (data.words[key] || [key, key])[lang].replace(/\{(\d)\}/g, (_, place) => values[place]);
const number = (value) => value.toLocaleString(lang ? "zh-CN" : "en-GB");
const brief = (value) => value.toLocaleString("en-GB", { notation: "compact", maximumSignificantDigits: 2 }); // for a small cell
const counted = (value, one, many) => `${number(value)} ${word(value === 1 ? one : many)}`;
const countryName = (place) => (lang && countries[place][2]) || countries[place][1];
const partyName = (place) => (lang && parties[place][2]) || parties[place][1];
// PCC, Cuba: short enough for a drawing; a party that the tables do not name shows the words of its id
const partyShort = (place) => parties[place][3] || partyName(place).replace(/^[A-Z]{3}-(unlisted-)?/, "");
const outletName = (place) =>
  place < 0 ? word("unknown") : outlets[place] === "*" ? word("other_outlets") : outlets[place];
const monthLabel = (month) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
const monthOf = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

// Listed events and sums alike: one object each, with the sets that filters ask for.
function gather(columns, place) {
  const sides = columns.sides[place];
  const members = sides.flat();
  return {
    place: columns.id ? place : -1,
    id: columns.id ? columns.id[place] : "",
    type: columns.type[place],
    kind: columns.kind[place],
    month: columns.month[place],
    year: columns.year[place],
    date: columns.date ? columns.date[place] : "",
    where: columns.place ? columns.place[place] : "",
    events: columns.events ? columns.events[place] : 1,
    reports: columns.reports[place],
    sides,
    bare: columns.bare[place],
    countries: [...new Set(members.map((member) => member[0]))].filter((code) => code >= 0),
    parties: [...new Set(members.map((member) => member[1]))].filter((party) => party >= 0),
    told: [],
  };
}

const facts = [
  ...data.events.type.map((_, place) => gather(data.events, place)),
  ...data.sums.type.map((_, place) => gather(data.sums, place)),
];
reports.event.forEach((event, place) => facts[event].told.push(place));

const regionOf = countries.map((row) => row[3]);
const regionsNamed = new Map(regions.map((row) => [row.en, { ...row, parts: new Set(row.parts.split(";")) }]));
const regionName = (name) => (lang ? regionsNamed.get(name).zh : name);

const sum = (items, value) => items.reduce((total, item) => total + value(item), 0);

const smallest = (values) => values.reduce((a, b) => Math.min(a, b), Infinity);
const largest = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity);

// Map of key -> the items that have it, in order.
function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

// Map of key -> number of events, the largest first; ties by key, so that the order never wavers.
function tally(items, keysOf) {
  const counts = new Map();
  for (const item of items) for (const key of keysOf(item)) counts.set(key, (counts.get(key) || 0) + item.events);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
