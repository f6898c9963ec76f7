import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Finding } from "../../scripts/finding.ts";
import { git } from "../../scripts/git/git.ts";
import { comment, wordsComment } from "../../scripts/history/comment.ts";
import { review, wordsAlone } from "../../scripts/history/review.ts";
import { Snapshots } from "../../scripts/history/snapshot.ts";
import { validate } from "../../scripts/pipeline.ts";
import type { Project } from "../../scripts/project.ts";
import { Toolbox } from "../../scripts/toolbox.ts";
import { Copy } from "../support/copy.ts";
import { BAD, type Edits, GOOD, type PullRequest } from "./pull-requests.ts";

/** This repository's desired state, committed; each pull request is its working tree, which is put back afterwards. */
const copy = new Copy();
const snapshots = new Snapshots(new Toolbox({ remember: true }));
const options = { permissions: { remote: false }, cache: true };
let before: Project;
let known: readonly Finding[];

beforeAll(async () => {
  await git(copy.root, ["init", "--quiet"]);
  await git(copy.root, ["add", "--all"]);
  await git(copy.root, ["-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "--quiet", "-m", "before"]);
  before = await snapshots.at(copy.root, "HEAD", options);
  known = (await validate(before)).findings;
}, 240_000);

afterEach(async () => {
  await git(copy.root, ["checkout", "--quiet", "."]);
  await git(copy.root, ["clean", "--force", "-d", "--quiet"]);
});

afterAll(() => {
  snapshots.remove();
  copy.remove();
});

function edit(edits: Edits): void {
  for (const [file, change] of Object.entries(edits)) {
    const path = join(copy.root, file);
    if (change === null) rmSync(path);
    else if (typeof change === "string") {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, change);
    } else {
      const text = change.reduce(
        (text, [from, to]) => {
          if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
          return text.replace(from, to);
        },
        readFileSync(path, "utf8"),
      );
      writeFileSync(path, text);
    }
  }
}

async function reviewed({ edits }: PullRequest): Promise<{ text: string; errors: string[] }> {
  edit(edits);
  const after = snapshots.workingTree(copy.root, options);
  const words = await wordsAlone(copy.root, before, after);
  if (words) return { text: wordsComment(words), errors: [] };
  const result = await review(copy.root, before, after, { known });
  return { text: comment(result), errors: result.baseline.fresh.flatMap(({ severity, rule }) => (severity === "error" ? [rule] : [])) };
}

function expectSaid(text: string, { says, silent = [] }: PullRequest): void {
  for (const sentence of says) expect(text).toMatch(sentence);
  for (const sentence of silent) expect(text).not.toMatch(sentence);
  expect(text.match(/<details/g)?.length).toBe(text.match(/<\/details>/g)?.length);
}

describe("a bad pull request is stopped, and its comment says why", { timeout: 120_000 }, () => {
  test.each(BAD)("$name", async (request) => {
    const { text, errors } = await reviewed(request);
    expect(errors).toEqual(expect.arrayContaining([...request.errors]));
    expectSaid(text, request);
    if (request.errors.length > 0) expect(text).toContain("### 🔴");
  });
});

describe("a good pull request passes, and its comment says what it does", { timeout: 120_000 }, () => {
  test.each(GOOD)("$name", async (request) => {
    const { text, errors } = await reviewed(request);
    expect(errors).toEqual([]);
    expectSaid(text, request);
  });
});
