/** A directed graph with the places of its nodes: a column and a row each. */
export interface Placed<L extends Link = Link> {
  /** Columns from left to right; each holds node ids, or the points where a long edge passes through. */
  readonly columns: readonly (readonly string[])[];
  /** Each edge as the places it goes through, from its start to its end. */
  readonly routes: readonly { readonly edge: L; readonly via: readonly string[] }[];
}

/** An edge by the ids of its ends. */
export interface Link {
  readonly from: string;
  readonly to: string;
}

/** How often columns are put in order by their neighbours; more hardly changes anything. */
const SWEEPS = 6;

/**
 * Layers a graph so that edges go from left to right and cross little: longest paths, points for long edges, barycentres
 * (Sugiyama, Tagawa, Toda 1981). An edge that closes a circle is drawn backwards.
 */
export function placeInLayers<L extends Link>(ids: readonly string[], links: readonly L[]): Placed<L> {
  const layer = layersOf(ids, links);
  const columns: string[][] = [];
  const put = (id: string, at: number) => {
    columns[at] ??= [];
    columns[at].push(id);
  };
  for (const id of ids) put(id, layer.get(id) as number);
  const routes = links.map((edge, index) => {
    const [first, last] = [layer.get(edge.from) as number, layer.get(edge.to) as number];
    const step = first < last ? 1 : -1;
    const points: string[] = [];
    for (let at = first + step; at !== last && first !== last; at += step) {
      points.push(passing(index, at));
      put(passing(index, at), at);
    }
    return { edge, via: [edge.from, ...points, edge.to] };
  });
  const filled = Array.from(columns, (column) => column ?? []);
  return { columns: inOrder(filled, routes), routes };
}

/** Whether a place in a column is a point where a long edge passes, rather than a node. */
export function isPoint(id: string): boolean {
  return id.startsWith(POINT);
}

/** No object's id starts so. */
const POINT = "\u0000";

function passing(edge: number, layer: number): string {
  return `${POINT}${edge}/${layer}`;
}

/** The length of the longest path that ends at each node, where circles are cut at the edge that closes them. */
function layersOf(ids: readonly string[], links: readonly Link[]): Map<string, number> {
  const incoming = Map.groupBy(links, (link) => link.to);
  const layers = new Map<string, number>();
  const visiting = new Set<string>();
  const visit = (id: string): number => {
    const known = layers.get(id);
    if (known !== undefined) return known;
    visiting.add(id);
    const before = (incoming.get(id) ?? []).filter(({ from }) => !visiting.has(from));
    const layer = Math.max(0, ...before.map(({ from }) => visit(from) + 1));
    visiting.delete(id);
    layers.set(id, layer);
    return layer;
  };
  for (const id of ids) visit(id);
  return pulledRight(layers, links);
}

/** What nothing points at stands right before what it points at, not at the far left. */
function pulledRight(layers: ReadonlyMap<string, number>, links: readonly Link[]): Map<string, number> {
  const hasIncoming = new Set(links.map(({ to }) => to));
  const outgoing = Map.groupBy(links, ({ from }) => from);
  const entries = [...layers].map(([id, layer]): [string, number] => {
    const nearest = Math.min(...(outgoing.get(id) ?? []).map(({ to }) => layers.get(to) as number));
    return [id, hasIncoming.has(id) || !Number.isFinite(nearest) ? layer : Math.max(0, nearest - 1)];
  });
  return new Map(entries);
}

function inOrder(columns: readonly string[][], routes: Placed["routes"]): string[][] {
  const steps = routes.flatMap(({ via }) => via.slice(1).map((to, index) => ({ from: via[index] as string, to })));
  const before = Map.groupBy(steps, ({ to }) => to);
  const after = Map.groupBy(steps, ({ from }) => from);
  const sorted = columns.map((column) => [...column]);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forth = sweep % 2 === 0;
    const place = new Map(sorted.flatMap((column) => column.map((id, row): [string, number] => [id, row / Math.max(1, column.length - 1)])));
    for (const at of forth ? sorted.keys() : [...sorted.keys()].reverse()) {
      const column = sorted[at] as string[];
      const neighbours = (id: string) => (forth ? (before.get(id) ?? []).map(({ from }) => from) : (after.get(id) ?? []).map(({ to }) => to));
      const centre = new Map(column.map((id) => [id, mean(neighbours(id).map((other) => place.get(other) as number)) ?? (place.get(id) as number)]));
      column.sort((a, b) => (centre.get(a) as number) - (centre.get(b) as number));
      for (const [row, id] of column.entries()) place.set(id, row / Math.max(1, column.length - 1));
    }
  }
  return sorted;
}

function mean(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
