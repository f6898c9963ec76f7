import type { Severity } from "../../finding.ts";
import type { Rule } from "../../rules/rule.ts";
import { type Excerpt, excerptOf } from "../excerpt.ts";
import { sharedFingerprint } from "../fingerprint.ts";
import { type Shared, shareFindings } from "../shared.ts";
import type { Report } from "../summary.ts";
import { list, objectName, place, plural } from "../wording.ts";
import { type Html, html } from "./markup.ts";

/** More findings than this are first shown by rule. */
const MANY = 60;

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** Every finding with the lines it is about, and a form that narrows them down. */
export function findingsSection({ findings, rules, redactor }: Report, root: string): Html {
  const shared = shareFindings(findings);
  const ids = idsOf(shared);
  return html`<section id="findings" aria-labelledby="findings-title"><h2 id="findings-title">Findings</h2>
${shared.length < findings.length && html`<p class="muted">What one line causes in several environments is said once.</p>`}
${shared.length === 0 ? html`<p class="empty">Nothing found: every object fits its model and every policy is content.</p>` : html`${filters(shared)}<div class="findings">${shared.map((finding, index) => article(ids[index] as string, finding, rules?.get(finding.rule), excerptOf(root, finding, redactor)))}</div>`}
</section>`;
}

function filters(findings: readonly Shared[]): Html {
  const environments = [...new Set(findings.flatMap((finding) => finding.environments))].sort();
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return html`<form class="filters" role="search" aria-label="Findings" hidden>
<label class="text">Search <input type="search" name="text" placeholder="rule, object, file, words" autocomplete="off"></label>
<fieldset><legend>Severity</legend>${SEVERITIES.filter(count).map((severity) => html`<label><input type="checkbox" name="severity" value="${severity}" checked><span class="badge ${severity}">${severity}</span> ${count(severity)}</label>`)}</fieldset>
${environments.length > 1 && html`<label>Environment <select name="environment"><option value="">all</option>${environments.map((name) => html`<option>${name}</option>`)}</select></label>`}
<label>Group by <select name="group"><option value="">nothing</option><option value="rule"${findings.length > MANY && html` selected`}>rule</option><option value="application">Application</option></select></label>
<output aria-live="polite">${plural(findings.length, "finding")}</output></form>`;
}

function article(id: string, finding: Shared, rule: Rule | undefined, excerpt: Excerpt | undefined): Html {
  const { severity, message, also, help, object, path, source, environments, applications } = finding;
  const where = [list(environments), list(applications)].filter(Boolean).join(" / ");
  return html`<article class="finding ${severity}" id="${id}" data-severity="${severity}" data-rule="${finding.rule}" data-application="${list(applications) || "the repository"}" data-environments="${JSON.stringify(environments)}">
<h3><a class="link" href="#${id}" aria-label="Link to this finding">#</a> <span class="badge ${severity}">${severity}</span> ${message}</h3>
<p class="about">${where && html`<span>${where}</span> `}${object && html`<b>${objectName(object)}</b> `}${path && html`<code>${path}</code>`}</p>
${also.length > 0 && html`<p class="about">The same place: ${also.join("; ")}</p>`}
${source && html`<div class="excerpt"><div class="file"><code>${place(source)}</code>${source.approximate && html` <span class="muted">the very line is not known: this is where the object comes from</span>`}</div>${excerpt && lines(excerpt, severity)}</div>`}
${source && trail(source.chain)}
<p class="help">${help}</p>
<p class="rule"><code>${finding.rule}</code> ${rule?.title} ${rule?.references.filter(isWeb).map((url) => html`<a href="${url}" rel="noreferrer">why</a> `)}</p></article>`;
}

/** Names for links that last: the same for the same finding on every page; of two alike the second is numbered. */
function idsOf(findings: readonly Shared[]): string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const name = sharedFingerprint(finding).slice(0, 12);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return `finding-${name}${count > 1 ? `-${count}` : ""}`;
  });
}

/** A rule's references are data, and data must not become a javascript: link. */
function isWeb(url: string): boolean {
  return /^https?:\/\//.test(url);
}

function lines({ before, line, column }: Excerpt, severity: Severity): Html {
  const lead = line.text.slice(0, Math.max(0, column - 1));
  const rest = line.text.slice(lead.length);
  return html`<pre tabindex="0" role="region" aria-label="Line ${line.number}">${before && html`<span class="number">${before.number}</span><span class="muted">${before.text}</span>\n`}<span class="number">${line.number}</span>${lead}<mark class="${severity}">${rest || " "}</mark></pre>`;
}

/** How the value came to be, place by place. */
function trail(chain: NonNullable<Shared["source"]>["chain"] = []): Html | undefined {
  if (chain.length === 0) return undefined;
  return html`<ol class="chain">${chain.map(({ file, line, note }) => html`<li>${note} in <code>${file}:${line}</code></li>`)}</ol>`;
}
