import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { MARKER } from "../../scripts/history/comment.ts";
import { ROOT } from "../support/cli.ts";

interface Step {
  uses?: string;
  run?: string;
}
interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, { permissions?: Record<string, string>; steps: Step[] }>;
}

const FOLDER = `${ROOT}.github/workflows/`;
const read = (file: string) => parse(readFileSync(FOLDER + file, "utf8")) as Workflow;
const stepsOf = (workflow: Workflow) => Object.values(workflow.jobs).flatMap((job) => job.steps);

test.each(readdirSync(FOLDER))("%s pins every action by its commit, and puts nothing that others write into a script", (file) => {
  const steps = stepsOf(read(file));
  expect(steps).not.toEqual([]);
  for (const { uses, run } of steps) {
    if (uses) expect(uses).toMatch(/@[0-9a-f]{40}$/);
    if (run) expect(run).not.toContain("${{");
  }
});

test("what runs the code of a pull request has no secret and may write nothing", () => {
  const workflow = read("pull-request.yml");
  expect(Object.keys(workflow.on)).toEqual(["pull_request"]);
  expect(workflow.permissions).toEqual({ contents: "read" });
  expect(Object.values(workflow.jobs).map((job) => job.permissions)).toEqual([undefined]);
  expect(readFileSync(`${FOLDER}pull-request.yml`, "utf8")).not.toContain("secrets.");
});

test("what may write runs no code of a pull request", () => {
  const workflow = read("pull-request-comment.yml");
  expect(Object.keys(workflow.on)).toEqual(["workflow_run"]);
  expect(workflow.permissions).toEqual({});
  expect(stepsOf(workflow).flatMap((step) => step.uses ?? [])).toEqual([]);
  expect(stepsOf(workflow).some((step) => step.run?.includes(MARKER))).toBe(true);
});
