import { escapeText } from "../../report/html/markup.ts";
import { list, objectName } from "../../report/wording.ts";
import type { ObjectChange } from "../compare.ts";
import { byApplication, countChanges, patchLines, totals } from "../describe.ts";
import type { DiffFormat } from "../format.ts";

const STYLE = `
:root { color-scheme: light dark; --add: light-dark(#116329, #7ee787); --del: light-dark(#a40e26, #ffa198); --line: light-dark(#d0d7de, #30363d); }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .5rem 0; padding: .5rem 1rem; }
summary { cursor: pointer; }
pre { overflow-x: auto; margin: .25rem 0 .75rem; font: 13px/1.45 ui-monospace, monospace; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; } h4 { font: 600 13px ui-monospace, monospace; margin: .5rem 0 0; }
ins, .added { color: var(--add); text-decoration: none; } del, .pruned { color: var(--del); text-decoration: none; }
`;

/** One page that needs nothing else: no script, no font, no picture from anywhere. */
const html: DiffFormat = (comparison) => {
  const title = totals(comparison);
  const sections = [...byApplication(comparison.changes)].map(([name, changes]) => section(name, changes));
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeText(title)}</title><style>${STYLE}</style></head>
<body>
<h1>What would change</h1>
<p>${escapeText(title)}</p>
${sections.join("\n")}
</body>
</html>
`;
};

export default html;

function section(name: string, changes: readonly ObjectChange[]): string {
  const { added, changed, pruned } = countChanges(changes);
  const counts = `${added} added, ${changed} changed, ${pruned} pruned`;
  return `<details open><summary><strong>${escapeText(name)}</strong>: ${counts}</summary>\n${changes.map(objectHtml).join("\n")}\n</details>`;
}

function objectHtml({ kind, object, fields, restarts }: ObjectChange): string {
  const restarted = restarts.length > 0 ? `<p>Restarts ${escapeText(list(restarts.map(objectName)))}.</p>` : "";
  const parts = fields.map((field) => `<h4>${escapeText(field.field)}</h4><pre>${patchLines(field).map(lineHtml).join("\n")}</pre>`);
  return `<h3><span class="${kind}">${kind}</span> ${escapeText(objectName(object))}</h3>${restarted}${parts.join("")}`;
}

function lineHtml(line: string): string {
  const tag = line.startsWith("+") ? "ins" : line.startsWith("-") ? "del" : undefined;
  return tag ? `<${tag}>${escapeText(line)}</${tag}>` : escapeText(line);
}
