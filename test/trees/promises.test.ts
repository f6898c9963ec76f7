/** The documents point at files: docs/promises.md at what keeps and proves each promise, the others at each other. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../support/cli.ts";

interface Link {
  readonly target: string;
  readonly anchor: string | undefined;
}

/** The links of a Markdown file that stay in this repository, relative to its root; a link within the page has the page as its target. */
function linksOf(file: string): Link[] {
  const prose = readFileSync(`${ROOT}${file}`, "utf8").replaceAll(/```[\s\S]*?```/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, url]) => url as string)
    .filter((url) => !/^[a-z]+:/.test(url))
    .map((url) => ({ target: url.startsWith("#") ? file : join(dirname(file), url.split("#")[0] as string), anchor: url.split("#")[1] }));
}

/** The anchors that GitHub gives a page's headings. */
function anchorsOf(file: string): string[] {
  const headings = readFileSync(`${ROOT}${file}`, "utf8").matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading]) =>
    (heading as string)
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, "")
      .replaceAll(" ", "-"),
  );
}

const pages = [
  "docs/promises.md",
  "docs/cost-optimization.md",
  "clusters/README.md",
  ...readdirSync(`${ROOT}docs/operations`).map((name) => `docs/operations/${name}`),
];

describe.each(pages)("%s", (page) => {
  it("points at files and headings that exist", () => {
    const broken = linksOf(page).filter(({ target, anchor }) => !existsSync(`${ROOT}${target}`) || (anchor && !anchorsOf(target).includes(anchor)));
    expect(broken).toEqual([]);
  });
});

/** What the founding document promises of the application itself: a manifest can ask for it and no more. */
const ONLY_AN_IMAGE = [
  "environment variables",
  "Metrics on port 8080",
  "Cost metrics",
  "Performance metrics",
  "GPU metrics",
  "Cache metrics",
  "Circuit breaker metric",
  "Probes",
  "Throttling at 80 %",
  "Cheaper-model recommendations",
  "Several experiments on one GPU",
  "Caching in Redis",
  "An experiment outlives its pod",
  "Debugging in a pod",
];

describe("docs/promises.md", () => {
  const text = readFileSync(`${ROOT}docs/promises.md`, "utf8");
  const tables = text.slice(0, text.indexOf("## Not kept as written")).split("\n");
  const rows = tables.filter((line) => line.startsWith("| ") && !/^\| (---|Promise|Also)/.test(line)).map((line) => line.split(" | "));

  it("has a file and a proof for every promise", () => {
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.filter((cells) => cells.length !== 3 || !cells[1]?.includes("](") || !/\]\(|`npm run/.test(cells[2] ?? ""))).toEqual([]);
  });

  it.each(ONLY_AN_IMAGE)("marks %s as kept by an image only", (promise) => {
    const found = rows.filter(([words]) => new RegExp(promise).test(words as string));
    expect(found).toHaveLength(1);
    expect(found[0]?.[2]).toContain("**image**");
  });

  it("marks nothing else so", () => {
    const marked = rows.filter((cells) => cells[2]?.includes("**image**")).map(([words]) => words as string);
    expect(marked.filter((words) => !ONLY_AN_IMAGE.some((promise) => new RegExp(promise).test(words)))).toEqual([]);
  });

  it("says of each number of the founding document that is another here what it is", () => {
    const exceptions = text.slice(text.indexOf("## Not kept as written"));
    for (const words of ["3 to 10 pods", "80 % memory", "75 % GPU", "the VPA", "1.24", "SSD", "REDIS_PASSWORD", "configmap ai-scientist-config", "Slack"]) {
      expect(exceptions, words).toContain(words);
    }
  });

  it("proves with files that hold tests", () => {
    const proofs = linksOf("docs/promises.md").filter(({ target }) => target.startsWith("test/") && statSync(`${ROOT}${target}`).isFile());
    const empty = proofs.filter(({ target }) => !/\b(it|keeps)(\.each)?\(|alert_rule_test:/.test(readFileSync(`${ROOT}${target}`, "utf8")));
    expect(empty).toEqual([]);
  });
});
