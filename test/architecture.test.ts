import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "./support/cli.ts";

const SCRIPTS = join(ROOT, "scripts");

/** From the ground up: a file imports from its own floor and from those below. What ends in "/" is a folder. */
const FLOORS: readonly (readonly string[])[] = [
  // What all stages speak of.
  [
    "errors.ts",
    "finding.ts",
    "input-error.ts",
    "cache.ts",
    "cache-eviction.ts",
    "config.ts",
    "promote-config.ts",
    "toolchain.ts",
    "did-you-mean.ts",
    "glob.ts",
    "go.ts",
    "leftovers.ts",
    "lookup.ts",
    "file-stat.ts",
    "troubles.ts",
  ],
  [
    "redactor.ts",
    "secret-forms.ts",
    "kubernetes/",
    "yaml/",
    "schema/",
    "git/",
    "rules/rule.ts",
    "rules/levels.ts",
    "rules/profiles.ts",
    "rules/selection.ts",
    "rules/groups/",
  ],
  // The stages, in the order of the data.
  ["discover/"],
  ["render/"],
  ["model/"],
  ["policy/", "policy-build/"],
  // One state of a repository, asked once; and what is known of all rules.
  ["project.ts", "project-options.ts", "toolbox.ts", "completeness.ts", "secrets.ts"],
  ["cost/", "rules/", "cluster/"],
  ["report/"],
  ["judge-state.ts", "pipeline.ts"],
  // Two states.
  ["history/"],
  ["fixtures/", "new/"],
  ["command/", "main.ts"],
];

/** Two rows that are one floor: the ground. */
const GROUND = 2;

const LONGEST = 150;

const sources = readdirSync(SCRIPTS, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .sort();
const imports = new Map(sources.map((file) => [file, importsOf(file)]));

function importsOf(file: string): { target: string; isType: boolean }[] {
  const text = readFileSync(join(SCRIPTS, file), "utf8");
  const found = text.matchAll(/^(?:import|export)( type)?[^;]*? from "(\.[^"]+\.ts)"|import\("(\.[^"]+\.ts)"\)/gm);
  return [...found].map(([, isType, direct, lazy]) => ({ target: posix.join(posix.dirname(file), (direct ?? lazy) as string), isType: isType !== undefined }));
}

/** The number of a file's floor; the longest name that fits decides. */
function floorOf(file: string): number {
  const fits = FLOORS.flatMap((names, floor) =>
    names.filter((name) => (name.endsWith("/") ? file.startsWith(name) : file === name)).map((name) => ({ name, floor })),
  );
  const [best] = fits.sort((a, b) => b.name.length - a.name.length);
  if (!best) throw new Error(`scripts/${file} has no floor: say in ${import.meta.filename} where it belongs`);
  return Math.max(best.floor, GROUND - 1);
}

describe("the house", () => {
  test("no floor knows a later one", () => {
    const wrong = sources.flatMap((file) =>
      (imports.get(file) ?? []).filter(({ target }) => floorOf(target) > floorOf(file)).map(({ target }) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test("no files go in a circle", () => {
    const circles: string[] = [];
    const done = new Set<string>();
    const visit = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(" -> "));
      if (trail.includes(file) || done.has(file)) return;
      for (const { target, isType } of imports.get(file) ?? []) if (!isType) visit(target, [...trail, file]);
      done.add(file);
    };
    for (const file of sources) visit(file, []);
    expect(circles).toEqual([]);
  });

  test(`no file is longer than ${LONGEST} lines`, () => {
    const long = sources
      .map((file) => [file, readFileSync(join(SCRIPTS, file), "utf8").split("\n").length - 1] as const)
      .filter(([, lines]) => lines > LONGEST);
    expect(long).toEqual([]);
  });
});
