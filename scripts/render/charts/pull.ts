import { existsSync, mkdirSync } from "node:fs";
import type { ChartRequest } from "../../discover/charts.ts";
import { Pool } from "../engines/pool.ts";
import type { RendererProgram } from "../engines/renderer-program.ts";
import { RenderFailure } from "../engines/worker.ts";
import { archivePath, archives } from "./archive.ts";
import { type LockedChart, lockedAs } from "./lock.ts";

/** An index of a large repository takes a while. Milliseconds. */
const TIMEOUT = 300_000;

/** What became of a chart that is asked for. */
export type Pulled = { readonly locked: LockedChart; readonly loaded: boolean } | { readonly request: ChartRequest; readonly problem: string };

/**
 * Loads the archives that are not in the cache. The only step that uses the network.
 * @param update ask again which version a range means, and take archives that differ from the lock
 */
export function pullCharts(program: RendererProgram, requests: readonly ChartRequest[], lock: readonly LockedChart[], update: boolean): Promise<Pulled[]> {
  const folder = archives();
  mkdirSync(folder, { recursive: true });
  const pool = new Pool({ path: program.path, args: ["-remote"] }, 2);
  return Promise.all(
    requests.map(async (request): Promise<Pulled> => {
      const known = update ? undefined : lockedAs(lock, request);
      if (known && existsSync(archivePath(known))) return { locked: known, loaded: false };
      try {
        const { repository, chart, revision } = request;
        const job = { repository, chart, version: known?.version ?? revision, folder, plainHttp: isLoopback(repository) };
        const { version, digest } = (await pool.run({ pull: job }, TIMEOUT)) as { version: string; digest: string };
        if (!known || known.digest === digest) return { locked: { ...request, version, digest }, loaded: true };
        return { request, problem: `${version} has the digest ${digest} now, and ${known.digest} is locked; --update accepts it` };
      } catch (error) {
        if (!(error instanceof RenderFailure)) throw error;
        return { request, problem: error.message };
      }
    }),
  );
}

/** A registry on this machine is spoken to without TLS, as Docker does. */
function isLoopback(repository: string): boolean {
  return /^(oci:\/\/)?(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/.test(repository);
}
