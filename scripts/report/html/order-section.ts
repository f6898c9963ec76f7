import { environmentsOf } from "../../discover/repository.ts";
import type { Finding } from "../../finding.ts";
import { idOf, refOf } from "../../kubernetes/object-id.ts";
import type { Project } from "../../project.ts";
import type { RenderedObject } from "../../render/rendered-tree.ts";
import { CATEGORIES, categoryOf } from "../graph/categories.ts";
import { type Graph, graphOf, IN_NAMESPACE } from "../graph/index.ts";
import { list, objectName, plural } from "../wording.ts";
import { anchor, type Html, html } from "./markup.ts";
import { nameOf, objectPicture } from "./object-picture.ts";
import { crossings, orderPicture } from "./order-picture.ts";
import { type Unit, unitName, unitsOf } from "./units.ts";

/** What is deployed in which order, as a picture for each environment, and one for each unit of it. */
export async function orderSection(project: Project, objects: readonly RenderedObject[], findings: readonly Finding[]): Promise<Html> {
  const { repository } = await project.rendering();
  const worst = worstByObject(findings);
  return html`<section id="order" aria-labelledby="order-title"><h2 id="order-title">What is deployed, in order</h2>
<p>A square is an object, a line a reference to objects of another Application. Choose a row to see how its objects refer to each other.</p>
${legend(objects)}
${await Promise.all(
  environmentsOf(repository).map(async (environment) => {
    const members = objects.filter(({ tree }) => tree.environment === environment);
    return environmentOrder(environment, unitsOf(repository, environment, members), await graphOf(project, environment, unitName), worst);
  }),
)}</section>`;
}

const LINES = [
  ["needs", "needs"],
  ["selects", "selects by label"],
  ["later", "needs what comes later"],
] as const;

function legend(objects: readonly RenderedObject[]): Html {
  const present = new Set(objects.map(({ manifest }) => categoryOf(manifest)));
  const entries = Object.entries(CATEGORIES).filter(([name]) => present.has(name as keyof typeof CATEGORIES));
  return html`<ul class="legend">${entries.map(
    ([name, { title }]) =>
      html`<li><svg width="14" height="14" aria-hidden="true"><rect class="c-${name}" width="14" height="14" rx="3.5"/></svg>${title}</li>`,
  )}${LINES.map(([kind, title]) => html`<li><svg width="30" height="10" aria-hidden="true"><path class="arc ${kind}" d="M1 5H29"/></svg>${title}</li>`)}</ul>`;
}

function environmentOrder(environment: string, units: readonly Unit[], graph: Graph, worst: ReadonlyMap<string, Finding["severity"]>): Html {
  return html`<section class="environment" data-environment="${environment}" aria-labelledby="${anchor("order", environment)}">
<h3 id="${anchor("order", environment)}">${environment}</h3>
<figure><div class="scroll" role="region" tabindex="0" aria-label="Order of ${environment}">${orderPicture(environment, units, graph, worst)}</div></figure>
<details class="same"><summary>The same as a table</summary>${orderTable(units, graph)}</details>
${units.filter(({ objects }) => objects.length > 0).map((unit) => unitDetails(environment, unit, graph, worst))}
</section>`;
}

function orderTable(units: readonly Unit[], graph: Graph): Html {
  const all = crossings(graph);
  const needs = (name: string) => all.filter(({ from }) => from === name).map(({ to, count }) => `${to} (${count})`);
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Order as a table"><table><thead><tr><th scope="col">Applied</th><th scope="col">Wave</th><th scope="col">Objects</th><th scope="col">Helm charts</th><th scope="col">Refers to</th></tr></thead>
<tbody>${units.map(
    (unit) =>
      html`<tr><th scope="row">${unit.name}</th><td class="number" data-label="Wave">${unit.application ? unit.wave : "by hand"}</td><td class="number" data-label="Objects">${unit.objects.length}</td><td data-label="Helm charts">${list(unit.charts) || "none"}</td><td data-label="Refers to">${list(needs(unit.name)) || "nothing"}</td></tr>`,
  )}</tbody></table></div>`;
}

function unitDetails(environment: string, { name, objects, application }: Unit, graph: Graph, worst: ReadonlyMap<string, Finding["severity"]>): Html {
  const kinds = [...Map.groupBy(objects, ({ manifest }) => manifest.kind)].map(([kind, group]) => (group.length > 1 ? `${group.length} × ${kind}` : kind));
  const outgoing = Map.groupBy(
    graph.edges.filter(({ label }) => label !== IN_NAMESPACE),
    ({ from }) => from,
  );
  const rows = objects.map(({ manifest, origin }) => {
    const refers = (outgoing.get(idOf(refOf(manifest))) ?? []).map(({ to, label }) => `${label} ${nameOf(graph.nodes, to)}`);
    const severity = worst.get(`${environment} ${objectName(refOf(manifest))}`);
    const file = origin.file ?? origin.generatedIn;
    return html`<tr><th scope="row">${objectName(refOf(manifest))} ${severity && html`<span class="badge ${severity}">${severity}</span>`}</th><td data-label="Refers to">${list([...new Set(refers)]) || "nothing"}</td><td data-label="From"><code>${file}</code></td></tr>`;
  });
  return html`<details class="unit-details" id="${anchor(environment, name)}"><summary><b>${name}</b> <span class="muted">${plural(objects.length, "object")}: ${kinds.join(", ")}</span></summary>
${application && html`<p class="muted">Application in <code>${application.yaml.file}</code></p>`}
${objectPicture(name, graph)}
<div class="scroll" role="region" tabindex="0" aria-label="Objects of ${name}"><table><thead><tr><th scope="col">Object</th><th scope="col">Refers to</th><th scope="col">From</th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

/** The worst that is said of each object, by environment and name. */
function worstByObject(findings: readonly Finding[]): Map<string, Finding["severity"]> {
  const worst = new Map<string, Finding["severity"]>();
  const rank = { error: 0, warning: 1, info: 2 };
  for (const { object, environment, severity } of findings) {
    const key = object && `${environment} ${objectName(object)}`;
    const known = key && worst.get(key);
    if (key && (!known || rank[severity] < rank[known])) worst.set(key, severity);
  }
  return worst;
}
