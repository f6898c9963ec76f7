import { CATEGORIES } from "../graph/categories.ts";
import { type Graph, IN_NAMESPACE, type Node } from "../graph/index.ts";
import { isPoint, placeInLayers } from "../graph/layers.ts";
import { plural } from "../wording.ts";
import { type Html, html } from "./markup.ts";

/** The drawing's measures, in SVG units. */
const BOX = { width: 204, height: 40 };
const GAP = { x: 66, y: 12 };
const POINT_HEIGHT = 8;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The objects of one unit that refer to each other, and those of other units that they refer to: from what uses on the left to what is used on the right. */
export function objectPicture(unit: string, { nodes, edges }: Graph): Html | undefined {
  const own = edges.filter(({ from, to, label }) => label !== IN_NAMESPACE && [from, to].some((id) => nodes.get(id)?.unit === unit));
  const ids = [...nodes.keys()].filter((id) => own.some(({ from, to }) => from === id || to === id));
  if (ids.length === 0) return undefined;
  const { columns, routes } = placeInLayers(ids, own);
  const heights = columns.map((column) => column.reduce((sum, id) => sum + heightOf(id) + GAP.y, -GAP.y));
  const tallest = Math.max(...heights);
  const places = new Map<string, Point>();
  for (const [at, column] of columns.entries()) {
    let y = 4 + (tallest - (heights[at] as number)) / 2;
    for (const id of column) {
      places.set(id, { x: 4 + at * (BOX.width + GAP.x), y: y + heightOf(id) / 2 });
      y += heightOf(id) + GAP.y;
    }
  }
  const [width, height] = [columns.length * (BOX.width + GAP.x) - GAP.x + 8, tallest + 8];
  return html`<div class="scroll" role="region" tabindex="0" aria-label="How the objects of ${unit} refer to each other"><svg class="objects" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${plural(ids.length, "object")} and ${plural(own.length, "reference")}; the same is in the table below">
${routes.map(({ edge, via }) => html`<path class="edge" d="${pathThrough(via.map((id) => places.get(id) as Point))}"><title>${nameOf(nodes, edge.from)} ${edge.label} ${nameOf(nodes, edge.to)}</title></path>`)}
${ids.map((id) => box(nodes.get(id) as Node, places.get(id) as Point, unit))}
</svg></div>`;
}

/** "Deployment app". */
export function nameOf(nodes: Graph["nodes"], id: string): string {
  const node = nodes.get(id);
  return node ? `${node.kind} ${node.name}` : id;
}

function heightOf(id: string): number {
  return isPoint(id) ? POINT_HEIGHT : BOX.height;
}

function box({ kind, name, shortName, category, unit, made }: Node, { x, y }: Point, owner: string): Html {
  const top = y - BOX.height / 2;
  const elsewhere = unit !== owner;
  const caption = elsewhere ? `${kind} · ${unit}` : made ? `${kind} · made in the cluster` : kind;
  return html`<g class="object${elsewhere && " elsewhere"}${made && " made"}"><title>${kind} ${name}: ${CATEGORIES[category].title}${elsewhere && `, of ${unit}`}</title>
<rect class="box" x="${x}" y="${top}" width="${BOX.width}" height="${BOX.height}" rx="7"/><rect class="c-${category}" x="${x}" y="${top + 7}" width="4" height="${BOX.height - 14}" rx="2"/>
<text class="kind" x="${x + 13}" y="${top + 16}">${shorten(caption, 28)}</text><text class="object-name" x="${x + 13}" y="${top + 31}">${shorten(shortName, 22)}</text></g>`;
}

/** Curves between columns; a long edge goes straight through the columns that it passes. */
function pathThrough(points: readonly Point[]): string {
  const forward = (points[0] as Point).x < (points.at(-1) as Point).x;
  const [leave, arrive] = forward ? [BOX.width, 0] : [0, BOX.width];
  const bend = forward ? GAP.x / 2 : -GAP.x / 2;
  return points
    .map(({ x, y }, index) => {
      const before = points[index - 1];
      if (!before) return `M${x + leave} ${y}`;
      const [start, end] = [before.x + leave, x + arrive];
      const through = index < points.length - 1 ? `L${x + leave} ${y}` : "";
      return `C${start + bend} ${before.y} ${end - bend} ${y} ${end} ${y}${through}`;
    })
    .join("");
}

/** Long names keep their end, which is what tells them apart. */
function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 8)}…${text.slice(-7)}` : text;
}
