// The world, coloured by events. Outlines are drawn once and moved between renderings.

const outlines = data.map.filter((row) => row[1]);
const spots = data.map.filter((row) => !row[1]);
const WORLD = [30, 0, 2010, 860];
let extents = null; // code -> bounding box, measured when first needed

function extentOf(drawing, chosen) {
  if (!extents) {
    const holder = node("div", { class: "measure" }, drawing);
    document.body.append(holder);
    extents = new Map([...drawing.querySelectorAll("[data-code]")].map((path) => [path.dataset.code, path.getBBox()]));
    holder.remove();
  }
  const boxes = [...extents]
    .filter(([code]) => chosen(code))
    .map(([, box]) => box)
    .filter((box) => box.width < 900); // across the date line
  if (!filters.place || !boxes.length) return WORLD;
  const left = Math.min(...boxes.map((box) => box.x)),
    top = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width)),
    bottom = Math.max(...boxes.map((box) => box.y + box.height));
  const width = Math.max(right - left, (bottom - top) * 1.25, 260) * 1.12;
  const height = Math.max((bottom - top) * 1.12, width / 2);
  return [(left + right - width) / 2, (top + bottom - height) / 2, width, height].map(Math.round);
}

function mapCard(chosen, width) {
  const counts = new Map(tally(chosen, shownCountries));
  const most = Math.max(1, largest([...counts.values()]));
  const open = countryOpen(chosen);
  const labelOf = (country) => `${countryName(country)}: ${counted(counts.get(country), "event", "events")}`;
  const place = (code) => codes.get(code);
  const has = (code) => counts.has(place(code));
  const land = outlines.map(([code, path]) => {
    const inside = codes.has(code) && has(code);
    const attributes = {
      d: path,
      "data-code": code,
      class: `land heat-${inside ? level(counts.get(place(code)), most) : code === countries[ownCountry][0] ? "own" : 0}`,
    };
    return inside
      ? mark("path", labelOf(place(code)), open(place(code)), { ...attributes, class: `mark ${attributes.class}` })
      : shape("path", attributes);
  });
  const drawing = shape("svg", { class: "drawing map", role: "group", "aria-label": word("where") }, land);
  const inRegion = (code) => (codes.has(code) ? inPlace(place(code)) : regionsNamed.get(filters.place)?.parts.has(""));
  const box = extentOf(drawing, inRegion);
  drawing.setAttribute("viewBox", box.join(" "));
  const pixel = box[2] / width;
  drawing.append(
    ...spots
      .filter(([code]) => codes.has(code) && has(code))
      .map(([code, , x, y]) =>
        mark("circle", labelOf(place(code)), open(place(code)), {
          cx: x,
          cy: y,
          r: 5 * pixel,
          class: `mark spot heat-${level(counts.get(place(code)), most)}`,
        }),
      ),
  );
  const steps = grouped(
    [...new Set(counts.values())].sort((a, b) => a - b),
    (value) => level(value, most),
  );
  const legend = node(
    "ul",
    { class: "legend" },
    [...steps].map(([step, values]) =>
      node(
        "li",
        {},
        node("span", { class: `swatch heat-${step}` }),
        [...new Set([values[0], values[values.length - 1]])].map(number).join("–"),
      ),
    ),
  );
  const ranking = [...counts];
  return card("where", {
    chart: [roving(drawing), counts.size ? legend : nothing()],
    table: () =>
      table(
        [word("country_column"), word("count_column")],
        ranking.map(([country, value]) => [countryName(country), countButton(value, labelOf(country), open(country))]),
      ),
    wide: true,
  });
}
