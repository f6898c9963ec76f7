import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ROOT } from "../support/cli.ts";
import { repository } from "../support/site.ts";
import { alerts, environments } from "./prometheus-rules.ts";

const folder = `${ROOT}docs/runbooks/`;
const runbooks = readdirSync(folder).map((file) => ({ file, text: readFileSync(folder + file, "utf8") }));
const title = (text: string) => text.slice(0, text.indexOf("\n")).replace(/^# /, "");
/** A runbook for an alert is titled with the alert's name, one for a task with a sentence. */
const ofAlerts = runbooks.filter(({ text }) => /^[A-Z][A-Za-z]+$/.test(title(text)));

const kebab = (name: string) => name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();

describe.each(environments)("runbooks of %s", (environment) => {
  it.each(alerts(environment).map(({ alert, annotations }) => [alert, annotations["runbook_url"]]))("%s has one where its link points", (alert, url) => {
    expect(url).toBe(`${repository.RUNBOOKS}/${kebab(alert)}.md`);
    const file = `${folder}${kebab(alert)}.md`;
    expect(existsSync(file), file).toBe(true);
    expect(title(readFileSync(file, "utf8"))).toBe(alert);
  });
});

it("no runbook is for an alert that does not exist", () => {
  const names = new Set(environments.flatMap((environment) => alerts(environment).map(({ alert }) => alert)));
  expect(ofAlerts.map(({ text }) => title(text)).filter((name) => !names.has(name))).toEqual([]);
});

it.each(ofAlerts.map(({ file, text }) => [file, text]))("%s says what it means, what to look at, what to commit", (_, text) => {
  expect(text.match(/^## .*$/gm)).toEqual(["## Meaning", "## Impact", "## Diagnosis", "## What to commit", "## In an emergency"]);
});

it.each(runbooks.map(({ file, text }) => [file, text]))("%s links to files that exist", (_, text) => {
  for (const [, link] of text.matchAll(/\]\(([^)#]+)[^)]*\)/g)) {
    if (!link?.startsWith("http")) expect(existsSync(folder + link), link).toBe(true);
  }
  for (const [, path] of text.matchAll(/`(apps\/[^` ]+|clusters\/[^` ]+|policies\/[^` ]+)`/g)) {
    const paths = environments.map((name) => path?.replace(/<environment>|\*/, name));
    expect(
      paths.some((each) => existsSync(ROOT + each)),
      path,
    ).toBe(true);
  }
});
