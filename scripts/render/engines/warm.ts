import { realpathSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, posix } from "node:path";
import { Refused } from "../../discover/application-sets/set.ts";
import type { Tree } from "../../discover/repository.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import type { ChartJob } from "../charts/job.ts";
import { type BuiltObject, type Engine, HelmError, type RenderedChart } from "../engine.ts";
import { explain, TIMEOUT, tookTooLong } from "./explain.ts";
import { readOrigin } from "./origin.ts";
import { Pool } from "./pool.ts";
import type { RendererProgram } from "./renderer-program.ts";
import { RenderFailure } from "./worker.ts";

/** What the renderer answers for each object of a kustomization; see tools/renderer/kustomize.go. */
interface AnsweredObject {
  readonly manifest: Manifest;
  readonly origin?: string;
  readonly transformations?: string;
}

/**
 * The engine that stays warm: a few processes that link Kustomize, instead of one that starts for each build.
 * @param remote let Kustomize load remote bases
 */
export function warmEngine(program: RendererProgram, remote: boolean): Engine {
  const pool = new Pool({ path: program.path, args: remote ? ["-remote"] : [] }, availableParallelism());
  return {
    name: "the warm renderer",
    version: program.kustomize,
    build: (root, tree) => buildIn(pool, root, tree),
    goTemplates: (template, params, options) => fillIn(pool, { template, params, options }),
    charts: { version: program.helm, render: (job) => renderIn(pool, job) },
  };
}

async function fillIn(pool: Pool, job: object): Promise<unknown[]> {
  try {
    return (await pool.run({ template: job }, TIMEOUT)) as unknown[];
  } catch (error) {
    if (!(error instanceof RenderFailure)) throw error;
    throw new Refused(error.reason === "late" ? `a template did not come to an end in ${TIMEOUT / 1000} s` : error.message);
  }
}

async function renderIn(pool: Pool, job: ChartJob): Promise<RenderedChart> {
  try {
    return (await pool.run({ chart: job }, TIMEOUT)) as RenderedChart;
  } catch (error) {
    if (!(error instanceof RenderFailure)) throw error;
    throw new HelmError(error.reason === "late" ? `it did not finish in ${TIMEOUT / 1000} s` : error.message);
  }
}

async function buildIn(pool: Pool, root: string, tree: Tree): Promise<BuiltObject[]> {
  const dir = realpathSync(join(root, tree.path));
  try {
    const objects = (await pool.run({ kustomize: { dir } }, TIMEOUT)) as AnsweredObject[];
    // Kustomize tells paths from the folder that it builds.
    const inRoot = (path: string) => posix.join(tree.path, path);
    return objects.map(({ manifest, origin, transformations }) => ({ manifest, origin: readOrigin(origin, transformations, inRoot) }));
  } catch (error) {
    if (!(error instanceof RenderFailure)) throw error;
    throw error.reason === "late" ? tookTooLong(tree) : explain(root, tree, error.message);
  }
}
