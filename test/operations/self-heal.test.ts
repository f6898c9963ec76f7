/** The pages that people follow in an emergency: what they change by hand must not be put back before it helps. */
import { describe, expect, it } from "vitest";
import { sectionsIn } from "../support/pages.ts";

const sections = sectionsIn("docs/operations", "docs/runbooks");

/** Commands that change what Git states: self-heal takes each back within seconds. */
const UNDONE = /kubectl (?:[a-z-]+ )*?(?:patch|edit|replace|scale|apply|set image|set resources|rollout undo|delete statefulset)\b/;
const HOLD = "argocd.argoproj.io/skip-reconcile=true";

const changing = sections.filter(({ commands }) => commands.some((command) => UNDONE.test(command)));

it("there are sections that change what Git states", () => {
  expect(changing.length).toBeGreaterThan(8);
});

describe.each(changing.map((section) => [`${section.page}, ${section.heading}`, section] as const))("%s", (_, section) => {
  it("holds the Application before it changes what Git states", () => {
    const hold = section.commands.findIndex((command) => command.includes(HOLD));
    const change = section.commands.findIndex((command) => UNDONE.test(command));
    const linked = section.text.search(/\]\([^)]*#hold-and-let-go\)/);
    const shown = section.text.search(UNDONE);
    // The command itself, or a link to the page that has it, in either case before the change.
    expect(hold >= 0 ? hold < change : linked >= 0 && linked < shown).toBe(true);
  });

  it("says how Git and the cluster agree again", () => {
    expect(section.text).toMatch(/let(s)? go|\*\*Reconcile\.\*\*/);
  });
});

it("a pause is one that KEDA takes, and can be repeated", () => {
  const pauses = sections.flatMap(({ page, commands }) => commands.filter((command) => /paused-replicas=/.test(command)).map((command) => ({ page, command })));
  expect(pauses.length).toBeGreaterThan(8);
  expect(pauses.filter(({ command }) => !/^kubectl annotate scaledobject .*--overwrite$/.test(command))).toEqual([]);
});

it("stopping the spending leaves no pod that accepts", () => {
  const stops = sections.filter(({ page, heading }) => /cost-(critical|high|metrics-missing)\.md$/.test(page) && heading === "In an emergency");
  const paused = stops.flatMap(({ commands }) => commands.flatMap((command) => /paused-replicas=(\d+)/.exec(command)?.[1] ?? []));
  expect(new Set(paused)).toEqual(new Set(["0"]));
  expect(paused.length).toBeGreaterThan(4);
});

it("Argo CD's command line speaks to the cluster, because nobody is signed in", () => {
  const calls = sections.flatMap(({ page, commands }) =>
    commands.filter((command) => command.startsWith("argocd app")).map((command) => `${page}: ${command}`),
  );
  expect(calls.filter((call) => !call.includes("--core"))).toEqual([]);
});

it("a drain has no time-out, which would leave the node half empty", () => {
  const drains = sections.flatMap(({ commands }) => commands.filter((command) => command.startsWith("kubectl drain")));
  expect(drains.length).toBeGreaterThan(2);
  expect(drains.filter((command) => command.includes("--timeout"))).toEqual([]);
});
