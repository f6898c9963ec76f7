import { type Estimate, SCALES } from "../../cost/estimate.ts";
import { idOf, refOf } from "../../kubernetes/object-id.ts";
import type { RenderedObject } from "../../render/rendered-tree.ts";
import { type Html, html } from "./markup.ts";
import { unitName } from "./units.ts";

/** The chart's measures, in SVG units. */
const WIDTH = 1040;
const LABEL = 96;
const TOTAL = 110;
const BAR = 30;
const STEP = 46;
/** Colours for parts of a bar; what costs less shares the last. */
const COLOURS = 6;

/** What one unit costs a month, in US dollars, by scale. */
interface Share {
  readonly unit: string;
  readonly monthly: Estimate["monthly"];
}

/** What each environment costs a month, by Application and scale, against its budget. */
export function costSection(estimates: readonly Estimate[], objects: readonly RenderedObject[]): Html | undefined {
  const costing = estimates.filter(({ lines }) => lines.length > 0);
  if (costing.length === 0) return undefined;
  const most = Math.max(...costing.flatMap(({ monthly, budget }) => [monthly.maximum, budget?.monthly ?? 0]));
  return html`<section id="cost" aria-labelledby="cost-title"><h2 id="cost-title">What it costs</h2>
<p>US dollars in an average month, with every autoscaler at its minimum, where it is expected, and at its maximum. An estimate from list prices.</p>
${costing.map((estimate) => environmentCost(estimate, sharesOf(estimate, objects), most))}</section>`;
}

/** The lines of an estimate by what renders their objects, the dearest first. */
function sharesOf({ environment, lines }: Estimate, objects: readonly RenderedObject[]): Share[] {
  const units = new Map(objects.filter(({ tree }) => tree.environment === environment).map((object) => [idOf(refOf(object.manifest)), unitName(object)]));
  const groups = Map.groupBy(lines, ({ object }) => units.get(idOf(object)) ?? object.name);
  const sum = (group: Estimate["lines"], scale: (typeof SCALES)[number]) => group.reduce((total, line) => total + line.monthly[scale], 0);
  const shares = [...groups].map(([unit, group]) => ({
    unit,
    monthly: { minimum: sum(group, "minimum"), expected: sum(group, "expected"), maximum: sum(group, "maximum") },
  }));
  return shares.sort((a, b) => b.monthly.maximum - a.monthly.maximum);
}

function environmentCost(estimate: Estimate, shares: readonly Share[], most: number): Html {
  const { environment, monthly, daily, budget } = estimate;
  const height = SCALES.length * STEP + 34;
  const x = (dollars: number) => LABEL + (dollars / most) * (WIDTH - LABEL - TOTAL);
  const over = budget !== undefined && (monthly.expected > budget.monthly || daily.maximum > budget.daily);
  return html`<h3>${environment} ${budget && html`<span class="badge ${over ? "error" : "ok"}">${over ? "over" : "within"} budget</span>`}</h3>
<ul class="legend">${shares.map(({ unit }, index) => html`<li><svg width="14" height="14" aria-hidden="true"><rect class="share-${Math.min(index, COLOURS - 1)}" width="14" height="14" rx="3.5"/></svg>${unit}</li>`)}</ul>
<figure><div class="scroll" role="region" tabindex="0" aria-label="Cost of ${environment}"><svg class="cost" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="Cost of ${environment} a month by application and scale; the table below has the same numbers">
${SCALES.map((scale, row) => bar(scale, row, shares, x))}
${budget && html`<line class="budget" x1="${x(budget.monthly)}" x2="${x(budget.monthly)}" y1="4" y2="${SCALES.length * STEP + 6}"/><text class="budget-label" x="${x(budget.monthly)}" y="${SCALES.length * STEP + 24}" text-anchor="middle">budget at the expected scale: ${dollars(budget.monthly)}</text>`}
${SCALES.map((scale, row) => total(row, monthly[scale], x))}
</svg></div></figure>
<details class="same"><summary>The same as a table</summary>${costTable(estimate, shares)}</details>`;
}

function bar(scale: (typeof SCALES)[number], row: number, shares: readonly Share[], x: (dollars: number) => number): Html {
  const y = row * STEP + 10;
  let start = 0;
  const parts = shares.map(({ unit, monthly }, index) => {
    const [from, to] = [x(start), x(start + monthly[scale])];
    start += monthly[scale];
    return html`<rect class="share-${Math.min(index, COLOURS - 1)}" x="${from.toFixed(1)}" y="${y}" width="${Math.max(0, to - from - 1).toFixed(1)}" height="${BAR}" rx="3"><title>${unit}: ${dollars(monthly[scale])} at the ${scale}</title></rect>`;
  });
  return html`<text class="scale" x="0" y="${y + 20}">${scale}</text>${parts}`;
}

/** Drawn last, so that the line of the budget does not cross it. */
function total(row: number, amount: number, x: (dollars: number) => number): Html {
  return html`<text class="total" x="${(x(amount) + 10).toFixed(1)}" y="${row * STEP + 30}">${dollars(amount)}</text>`;
}

function costTable({ environment, monthly, daily, budget }: Estimate, shares: readonly Share[]): Html {
  const row = (name: string, amounts: Estimate["monthly"], limit?: number) =>
    html`<tr><th scope="row">${name}</th>${SCALES.map((scale) => html`<td class="number" data-label="${scale}">${dollars(amounts[scale])}</td>`)}${limit === undefined ? html`<td></td>` : html`<td class="number" data-label="budget">${dollars(limit)}</td>`}</tr>`;
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Cost of ${environment} as a table"><table><thead><tr><th scope="col">USD</th>${SCALES.map((scale) => html`<th scope="col">${scale}</th>`)}<th scope="col">budget</th></tr></thead>
<tbody>${shares.map((share) => row(share.unit, share.monthly))}${row("all, a month", monthly, budget?.monthly)}${row("all, a day", daily, budget?.daily)}</tbody></table></div>`;
}

function dollars(amount: number): string {
  return amount.toLocaleString("en-US", { style: "currency", currency: "USD", maximumFractionDigits: amount < 100 ? 2 : 0 });
}
