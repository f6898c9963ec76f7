import { splitImage } from "../../kubernetes/image.ts";
import type { RenderedObject } from "../../render/rendered-tree.ts";
import { type Html, html } from "./markup.ts";

/** What runs in which version where: images by their name, and the charts of Applications. */
export function versionsTable(environments: readonly string[], objects: readonly RenderedObject[]): Html | undefined {
  const found = objects.flatMap(({ manifest, tree }) =>
    [...imagesIn(manifest), ...chartsIn(manifest)].map((each) => ({ ...each, environment: tree.environment })),
  );
  if (found.length === 0) return undefined;
  const rows = [...Map.groupBy(found, ({ name }) => name)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, group]) => {
      const cells = environments.map((environment) =>
        [...new Set(group.filter((each) => each.environment === environment).map(({ version }) => version))].sort(),
      );
      const differs = new Set(cells.filter((versions) => versions.length > 0).map(String)).size > 1;
      return html`<tr><th scope="row">${name}${differs && html` <span class="badge warning">differs</span>`}</th>${cells.map((versions, index) => html`<td data-label="${environments[index]}">${versions.length > 0 ? versions.map((version) => html`<code>${version}</code> `) : html`<span class="muted">not there</span>`}</td>`)}</tr>`;
    });
  return html`<h3>Versions</h3><div class="scroll" role="region" tabindex="0" aria-label="Versions"><table class="stack"><thead><tr><th scope="col">Image or chart</th>${environments.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

interface Version {
  readonly name: string;
  readonly version: string;
}

/** Every image that a container anywhere in an object has. */
function imagesIn(value: unknown): Version[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([field, child]) => {
    if (!/^(c|initC|ephemeralC)ontainers$/.test(field) || !Array.isArray(child)) return imagesIn(child);
    return child.flatMap((container: { image?: unknown } | null) => (typeof container?.image === "string" ? [splitImage(container.image)] : []));
  });
}

function chartsIn({ kind, ...manifest }: { readonly kind: string; readonly [field: string]: unknown }): Version[] {
  if (kind !== "Application") return [];
  const { source, sources } = (manifest["spec"] ?? {}) as { source?: unknown; sources?: unknown };
  const all = (Array.isArray(sources) ? sources : [source]) as ({ chart?: unknown; targetRevision?: unknown } | undefined)[];
  return all.flatMap((each) => (typeof each?.chart === "string" ? [{ name: `chart ${each.chart}`, version: String(each.targetRevision ?? "latest") }] : []));
}
