import type { Finding } from "../../finding.ts";
import type { Category } from "../graph/categories.ts";
import { categoryOf } from "../graph/categories.ts";
import type { Graph } from "../graph/index.ts";
import { objectName, plural } from "../wording.ts";
import { anchor, type Html, html } from "./markup.ts";
import type { Unit } from "./units.ts";

/** References from one unit to another, counted. */
export interface Crossing {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** At least one of them is to something that must be there. */
  readonly needs: boolean;
}

/** The picture's measures, in SVG units. */
const WIDTH = 1040;
const NAME_X = 92;
const OBJECTS_X = 368;
const ARCS_X = 764;
const SQUARE = 14;
const STEP = 18;
const PER_LINE = 21;
const ROW = 60;

interface Row {
  readonly unit: Unit;
  readonly top: number;
  readonly height: number;
}

/** References between units, each pair once. */
export function crossings({ nodes, edges }: Graph): Crossing[] {
  const pairs = edges.flatMap((edge) => {
    const [from, to] = [nodes.get(edge.from)?.unit, nodes.get(edge.to)?.unit];
    return from !== undefined && to !== undefined && from !== to ? [{ from, to, needs: !edge.selects }] : [];
  });
  return [...Map.groupBy(pairs, ({ from, to }) => JSON.stringify([from, to])).values()].map((group) => ({
    ...(group[0] as { from: string; to: string }),
    count: group.length,
    needs: group.some(({ needs }) => needs),
  }));
}

/** Everything an environment consists of, from the first thing applied to the last: a row for each unit, a square for each object, a line for references. */
export function orderPicture(environment: string, units: readonly Unit[], graph: Graph, worst: ReadonlyMap<string, Finding["severity"]>): Html {
  const rows = placeRows(units);
  const height = rows.reduce((sum, row) => sum + row.height, 0) + 12;
  const label = `${plural(units.length, "unit")} of ${environment}, in the order in which they are applied`;
  return html`<svg class="order" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="group" aria-label="${label}">
<defs><marker id="${anchor("arrow", environment)}" class="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="9" markerHeight="9" orient="auto-start-reverse"><path d="M0 0 8 4 0 8z"/></marker></defs>
${rows.map((row, index) => drawRow(environment, row, rows[index - 1]?.unit, worst))}
<g class="arcs">${drawArcs(environment, rows, crossings(graph))}</g>
</svg>`;
}

function placeRows(units: readonly Unit[]): Row[] {
  let top = 6;
  return units.map((unit) => {
    const height = Math.max(ROW, Math.ceil(unit.objects.length / PER_LINE) * STEP + 28);
    const row = { unit, top, height };
    top += height;
    return row;
  });
}

function drawRow(environment: string, { unit, top, height }: Row, previous: Unit | undefined, worst: ReadonlyMap<string, Finding["severity"]>): Html {
  const middle = top + height / 2;
  const isNew = previous === undefined || previous.wave !== unit.wave || previous.generation !== unit.generation;
  const { namespace } = unit.application ?? {};
  const [chart] = unit.charts;
  const what = [namespace && `in ${namespace}`, chart && `chart ${chart}`].filter(Boolean).join(" · ") || "by hand, once";
  return html`<g class="unit" data-unit="${unit.name}">
${isNew && html`<line class="rule" x1="0" x2="${ARCS_X - 14}" y1="${top}" y2="${top}"/><text class="wave" x="4" y="${middle + 4}">${stage(unit)}</text>`}
<a href="#${anchor(environment, unit.name)}" aria-label="${unit.name}, ${stage(unit)}, ${plural(unit.objects.length, "object")}">
<rect class="hit" x="${NAME_X - 8}" y="${top + 4}" width="${ARCS_X - NAME_X - 4}" height="${height - 8}" rx="8"/>
<text class="name" x="${NAME_X}" y="${middle - 3}">${shorten(unit.name, 30)}</text><text class="what" x="${NAME_X}" y="${middle + 15}">${shorten(what, 40)}</text>
${drawObjects(unit, middle, worst)}</a></g>`;
}

/** When a unit comes to be: by its wave where it is made along with others. */
function stage({ generation, wave, application }: Unit): string {
  if (!application) return "first";
  return generation < 2 && wave === 0 ? "root" : `wave ${String(wave).replace("-", "\u2212")}`;
}

function drawObjects({ objects, charts }: Unit, middle: number, worst: ReadonlyMap<string, Finding["severity"]>): Html {
  if (objects.length === 0)
    return html`<text class="what" x="${OBJECTS_X}" y="${middle + 4}">${charts.length > 0 ? "what its chart renders is not looked at" : "nothing"}</text>`;
  const top = middle - (Math.ceil(objects.length / PER_LINE) * STEP - (STEP - SQUARE)) / 2;
  return html`<g aria-hidden="true">${objects.map(({ manifest, tree }, index) => {
    const name = objectName(manifestRef(manifest));
    const severity = worst.get(`${tree.environment} ${name}`);
    return square(categoryOf(manifest), OBJECTS_X + (index % PER_LINE) * STEP, top + Math.floor(index / PER_LINE) * STEP, name, severity);
  })}</g>`;
}

function manifestRef({ apiVersion, kind, metadata: { name, namespace } }: Unit["objects"][number]["manifest"]) {
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

function square(category: Category, x: number, y: number, name: string, severity: string | undefined): Html {
  const mark = severity && html`<circle class="mark ${severity}" cx="${x + SQUARE}" cy="${y}" r="4"/>`;
  return html`<g><title>${name}</title><rect class="c-${category}" x="${x}" y="${y}" width="${SQUARE}" height="${SQUARE}" rx="3.5"/>${mark}</g>`;
}

const SAYING = { needs: "needs", later: "needs", selects: "selects by label what is in" } as const;

/** Lines on the right, each from the unit that refers to the one it needs; one that needs what comes later stands out. */
function drawArcs(environment: string, rows: readonly Row[], all: readonly Crossing[]): Html[] {
  const at = new Map(rows.map((row, index) => [row.unit.name, index]));
  const known = all.filter(({ from, to }) => at.has(from) && at.has(to));
  const place = (name: string, crossing: Crossing): number => {
    const row = rows[at.get(name) as number] as Row;
    const other = (each: Crossing) => at.get(each.from === name ? each.to : each.from) as number;
    const ends = known.filter(({ from, to }) => from === name || to === name).sort((a, b) => other(a) - other(b));
    const gap = Math.min(8, (row.height - 20) / Math.max(1, ends.length - 1));
    return row.top + row.height / 2 + (ends.indexOf(crossing) - (ends.length - 1) / 2) * gap;
  };
  const reach = (distance: number) => Math.min(WIDTH - ARCS_X - 10, 34 + 26 * distance) * 1.3;
  return known.map((crossing) => {
    const { from, to, count, needs } = crossing;
    const [start, end] = [place(from, crossing), place(to, crossing)];
    const bend = ARCS_X + Math.min(reach(Math.abs((at.get(from) as number) - (at.get(to) as number))), (WIDTH - ARCS_X - 8) * 1.33);
    const isLater = (at.get(from) as number) < (at.get(to) as number);
    const kind = needs ? (isLater ? "later" : "needs") : "selects";
    const title = `${from} ${SAYING[kind]} ${to}${kind === "later" ? ", which comes later" : ""}: ${plural(count, "reference")}`;
    return html`<path class="arc ${kind}" data-from="${from}" data-to="${to}" stroke-width="${(1.2 + Math.log2(count) * 0.5).toFixed(1)}" marker-end="url(#${anchor("arrow", environment)})" d="M${ARCS_X} ${start}C${bend.toFixed(0)} ${start} ${bend.toFixed(0)} ${end} ${ARCS_X} ${end}"><title>${title}</title></path>`;
  });
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
