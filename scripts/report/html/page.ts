import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { CONFIG_FILE } from "../../config.ts";
import type { Report, Summary } from "../summary.ts";
import { list, plural, profileInWords, setLevel, whereabouts } from "../wording.ts";
import { Html, html } from "./markup.ts";

const asset = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");

/** The whole page: it loads nothing, and runs nothing but its own script whatever the values in it hold. */
export function page({ summary }: Report, sections: readonly (Html | undefined)[]): string {
  const [style, script] = [asset("page.css"), asset("page.js")];
  const policy = `default-src 'none'; style-src '${hash(style)}'; script-src '${hash(script)}'; base-uri 'none'; form-action 'none'`;
  const { error, warning } = summary.findings;
  const links = { standing: "Status", order: "Order", findings: "Findings", cost: "Cost", compare: "Environments" };
  const present = Object.entries(links).filter(([id]) => sections.some((section) => String(section ?? "").includes(`<section id="${id}"`)));
  return `${html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">
<title>${verdict(summary)}: ${whereabouts(summary)}</title><style>${new Html(style)}</style></head>
<body><a class="skip" href="#main">Skip to the report</a>
<header><div><p class="eyebrow">${whereabouts(summary)}</p><h1><span class="verdict ${error > 0 ? "error" : warning > 0 ? "warning" : "ok"}" aria-hidden="true"></span>${verdict(summary)}</h1></div>
<nav aria-label="Sections">${present.map(([id, title]) => html`<a href="#${id}">${title}</a>`)}</nav></header>
<main id="main" tabindex="-1">${tiles(summary)}${sections}</main>
<footer>${footer(summary)}</footer>
<script>${new Html(script)}</script></body></html>`}\n`;
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function verdict({ findings: { error, warning, info } }: Summary): string {
  const counts = [error > 0 && plural(error, "error"), warning > 0 && plural(warning, "warning"), info > 0 && `${info} for information`].filter(
    (each) => each !== false,
  );
  return counts.length === 0 ? "Nothing found" : list(counts);
}

function tiles({ applications, trees, objects, policies, findings, excepted }: Summary): Html {
  const tile = (count: number, name: string, mark = "") => html`<div class="tile ${mark}"><dd>${count}</dd><dt>${name}</dt></div>`;
  return html`<dl class="tiles">${tile(findings.error, "errors", findings.error > 0 ? "error" : "")}${tile(findings.warning, "warnings", findings.warning > 0 ? "warning" : "")}${tile(excepted, "waived")}${tile(objects, "objects")}${tile(applications, "Applications")}${tile(trees, "trees rendered")}${tile(policies, "policies")}</dl>`;
}

function footer({ kustomize, profile, levels, remote, notChecked }: Summary): Html {
  return html`${kustomize && html`<p>Rendered by ${kustomize.program} ${kustomize.version}, for Argo CD ${kustomize.argocd}.</p>`}${profileInWords(profile).map((each) => html`<p>${each}.</p>`)}${levels.map((each) => html`<p>${CONFIG_FILE} sets ${setLevel(each)}.</p>`)}${remote.map((each) => html`<p>From outside: ${each}.</p>`)}${notChecked.map((each) => html`<p>Not checked: ${each}.</p>`)}`;
}
