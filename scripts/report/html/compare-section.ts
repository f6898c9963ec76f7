import { namedEnvironments, type Repository } from "../../discover/repository.ts";
import type { RenderedObject } from "../../render/rendered-tree.ts";
import { list, plural } from "../wording.ts";
import { type Compared, compareEnvironments, type Difference, SUBJECTS, type Subject } from "./compare.ts";
import { type Html, html } from "./markup.ts";

/** A value longer than this is cut: a report is not the place to read a whole file. Characters. */
const LONGEST = 600;

/** The environments side by side, by what they differ in; undefined where there is one alone. */
export function compareSection(repository: Repository, objects: readonly RenderedObject[]): Html | undefined {
  const environments = namedEnvironments(repository);
  if (environments.length < 2) return undefined;
  const compared = compareEnvironments(environments, objects);
  const subjects = Object.keys(SUBJECTS) as Subject[];
  return html`<section id="compare" aria-labelledby="compare-title"><h2 id="compare-title">${list(environments)} side by side</h2>
${totals(environments, objects)}
${subjects.map((subject) => subjectTable(environments, subject, compared))}
${onlySome(environments, compared)}</section>`;
}

function totals(environments: readonly string[], objects: readonly RenderedObject[]): Html {
  const kinds = [...Map.groupBy(objects, ({ manifest }) => manifest.kind)].map(([kind, members]) => ({
    kind,
    counts: environments.map((environment) => members.filter(({ tree }) => tree.environment === environment).length),
  }));
  const differing = kinds.filter(({ counts }) => new Set(counts).size > 1).sort((a, b) => (a.kind < b.kind ? -1 : 1));
  const all = environments.map((environment) => objects.filter(({ tree }) => tree.environment === environment).length);
  const row = (name: string, counts: readonly number[]) =>
    html`<tr><th scope="row">${name}</th>${counts.map((count, index) => html`<td class="number" data-label="${environments[index]}">${count}</td>`)}</tr>`;
  return html`<h3>Objects</h3>${table("Objects", ["Kind", ...environments], [row("all", all), ...differing.map(({ kind, counts }) => row(kind, counts))])}`;
}

function subjectTable(environments: readonly string[], subject: Subject, compared: readonly Compared[]): Html | undefined {
  const rows = compared.flatMap((object) => object.differences.filter((each) => each.subject === subject).map((difference) => ({ object, difference })));
  if (rows.length === 0) return undefined;
  const { title } = SUBJECTS[subject];
  const body = [...Map.groupBy(rows, ({ object }) => object)].flatMap(([object, group]) =>
    group.map(({ difference }, index) => differenceRow(difference, environments, index === 0 && objectCell(object, group.length))),
  );
  const whole = table(title, ["Object", "Field", ...environments], body);
  if (subject !== "other") return html`<h3>${title}</h3>${whole}`;
  return html`<details><summary><b>${title}</b> <span class="muted">${plural(rows.length, "field")}</span></summary>${whole}</details>`;
}

function objectCell({ unit, kind, name }: Compared, rows = 1): Html {
  return html`<th scope="rowgroup" rowspan="${rows}"><span class="muted">${unit}</span><br>${kind} ${name}</th>`;
}

function differenceRow({ field, values }: Difference, environments: readonly string[], object: Html | false): Html {
  return html`<tr>${object}<td><code>${field}</code></td>${values.map((value, index) => html`<td class="value" data-label="${environments[index]}">${cell(value)}</td>`)}</tr>`;
}

function cell(value: string | undefined): Html {
  if (value === undefined) return html`<span class="muted">not set</span>`;
  return html`<code>${value.length > LONGEST ? `${value.slice(0, LONGEST)} …` : value}</code>`;
}

function onlySome(environments: readonly string[], compared: readonly Compared[]): Html | undefined {
  const partial = compared.filter(({ present }) => present.includes(false));
  if (partial.length === 0) return undefined;
  const rows = partial.map(
    (object) =>
      html`<tr>${objectCell(object)}${object.present.map((has, index) => html`<td data-label="${environments[index]}">${has ? "✓" : html`<span class="muted">not there</span>`}</td>`)}</tr>`,
  );
  return html`<details><summary><b>Only in some</b> <span class="muted">${plural(partial.length, "object")}</span></summary>${table("Only in some", ["Object", ...environments], rows)}</details>`;
}

function table(label: string, columns: readonly string[], rows: readonly Html[]): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}"><table class="compare"><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}
