import type { Exception } from "../../policy/exceptions.ts";
import type { RenderedObject } from "../../render/rendered-tree.ts";
import type { CostPoint, Standing, Waiting } from "../standing.ts";
import { plural } from "../wording.ts";
import { type Html, html } from "./markup.ts";
import { versionsTable } from "./versions-table.ts";

const DAY = 86_400_000;
/** Exceptions that end within so many days are somebody's next work. */
const SOON = 30;

/** What a team wants to know at any time: of which commit this is, what runs where, what waits, what is waived until when. */
export function standingSection(
  { commit, waiting, costs }: Standing,
  environments: readonly string[],
  objects: readonly RenderedObject[],
  exceptions: readonly Exception[],
  budgets: Readonly<Record<string, number>>,
): Html {
  return html`<section id="standing" aria-labelledby="standing-title"><h2 id="standing-title">Where it stands</h2>
${commit && html`<p>As of ${commit.url ? html`<a href="${commit.url}" rel="noreferrer"><code>${commit.id.slice(0, 12)}</code></a>` : html`<code>${commit.id.slice(0, 12)}</code>`} ${commit.subject}, <time datetime="${commit.time}">${commit.time.slice(0, 16).replace("T", " ")}</time>.</p>`}
${waiting && waits(waiting)}
${waived(exceptions)}
${history(costs, budgets)}
${versionsTable(environments, objects)}</section>`;
}

function waits(waiting: readonly Waiting[]): Html {
  if (waiting.length === 0) return html`<h3>Waits for promotion</h3><p class="empty">Nothing: every stage has what the one before it has.</p>`;
  const row = ({ from, to, app, what, step, since, commits, hold }: Waiting) =>
    html`<tr><th scope="row">${app}${hold && html` <span class="badge error">on hold</span>`}</th><td data-label="From and to">${from} → ${to}</td><td data-label="What"><code>${what}</code> ${step}${hold && html`<br>${hold}`}</td><td data-label="Since">${since ?? "never the same"}${since && html`<br><span class="muted">${plural(days(since), "day")}</span>`}</td><td data-label="Commits">${commits.map((each) => html`${each}<br>`)}</td></tr>`;
  return html`<h3>Waits for promotion</h3>${table("Waits for promotion", ["Application", "From and to", "What", "Since", "Commits"], waiting.map(row))}`;
}

function waived(exceptions: readonly Exception[]): Html | undefined {
  if (exceptions.length === 0) return undefined;
  const rows = [...exceptions]
    .sort((a, b) => (a.expires < b.expires ? -1 : 1))
    .map(({ rule, object, owner, reason, expires }) => {
      const left = -days(expires);
      const badge =
        left < 0 ? html`<span class="badge error">expired</span>` : left <= SOON && html`<span class="badge warning">${plural(left, "day")} left</span>`;
      return html`<tr><th scope="row"><code>${rule}</code></th><td data-label="Object">${object}</td><td data-label="Until">${expires} ${badge}</td><td data-label="Owner">${owner ?? "nobody"}</td><td data-label="Why">${reason}</td></tr>`;
    });
  return html`<h3>Waived, by their last day</h3>${table("Waived", ["Rule", "Object", "Until", "Owner", "Why"], rows)}`;
}

/** One point a merge; the dearest sets the scale, or the budget where that is more. */
function history(costs: readonly CostPoint[], budgets: Readonly<Record<string, number>>): Html | undefined {
  if (costs.length < 2) return undefined;
  const environments = Object.keys(costs.at(-1)?.monthly ?? {});
  const line = (name: string) => {
    const most = Math.max(1, budgets[name] ?? 0, ...costs.map(({ monthly }) => monthly[name] ?? 0)) * 1.05;
    const y = (amount: number) => (64 - (amount / most) * 60).toFixed(1);
    const x = (index: number) => (4 + (index / (costs.length - 1)) * 292).toFixed(1);
    const points = costs.map(({ monthly }, index) => `${x(index)},${y(monthly[name] ?? 0)}`).join(" ");
    const [first, last] = [costs[0], costs.at(-1)] as [CostPoint, CostPoint];
    const budget = budgets[name];
    return html`<figure class="trend"><figcaption><b>${name}</b> ${dollars(first.monthly[name])} on ${first.day}, ${dollars(last.monthly[name])} on ${last.day}${budget !== undefined && html`; budget ${dollars(budget)}`}</figcaption><svg viewBox="0 0 300 68" role="img" aria-label="Cost of ${name} a month over ${costs.length} merges">${budget !== undefined && html`<line class="budget" x1="4" x2="296" y1="${y(budget)}" y2="${y(budget)}"/>`}<polyline points="${points}"/>${costs.map(({ id, day, subject, monthly }, index) => html`<circle cx="${x(index)}" cy="${y(monthly[name] ?? 0)}" r="3"><title>${day} ${id.slice(0, 8)} ${subject}: ${dollars(monthly[name])}</title></circle>`)}</svg></figure>`;
  };
  return html`<h3>Cost over the last merges</h3><p class="muted">US dollars a month at the expected scale, all at today's prices.</p><div class="trends">${environments.map(line)}</div>`;
}

function table(label: string, columns: readonly string[], rows: readonly Html[]): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}"><table class="stack"><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** Whole days from a day until today; negative for one to come. */
function days(day: string): number {
  return Math.floor((Date.parse(new Date().toISOString().slice(0, 10)) - Date.parse(day)) / DAY);
}

function dollars(amount = 0): string {
  return amount.toLocaleString("en-US", { style: "currency", currency: "USD", maximumFractionDigits: 0 });
}
