import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "./cli.ts";
import { type Rendered, renderedAt } from "./rendered.ts";

/** What of this repository is desired state, and what says how it is judged. */
const DESIRED = ["apps", "clusters", "gitops.yaml", "policies/data", "policies/exceptions.yaml", "schemas/kinds", "docs/runbooks"];

/** A copy of the desired state that a test may change. */
export class Copy {
  readonly root: string = realpathSync(mkdtempSync(join(tmpdir(), "desired-state-")));

  constructor() {
    for (const path of DESIRED) if (existsSync(`${ROOT}${path}`)) cpSync(`${ROOT}${path}`, join(this.root, path), { recursive: true });
  }

  /** Replaces text in a file; a text that is not there is a mistake of the test. */
  replace(file: string, changes: Readonly<Record<string, string>>): void {
    let text = readFileSync(join(this.root, file), "utf8");
    for (const [from, to] of Object.entries(changes)) {
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      text = text.replaceAll(from, to);
    }
    writeFileSync(join(this.root, file), text);
  }

  /** Sets values of an environment's site.yaml, or adds them. */
  setSite(environment: string, values: Readonly<Record<string, string>>): void {
    const file = join(this.root, `clusters/${environment}/site/site.yaml`);
    const config = parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify({ ...config, data: { ...config.data, ...values } }));
  }

  /** Renders a tree with the real Kustomize. */
  rendered(tree: string): Rendered[] {
    return renderedAt(join(this.root, tree));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
