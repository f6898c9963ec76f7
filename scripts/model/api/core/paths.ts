/** Paths inside volumes and containers. Source: core validateLocalDescendingPath and its neighbours. */
import type { Format } from "../format-pattern.ts";

/** Whether the path has a ".." step. */
export function hasBackstep(path: string): boolean {
  return path.split("/").includes("..");
}

/** Source: core validatePathNoBacksteps. */
export const noBackstep: Format = (path) => (hasBackstep(path) ? ["must not contain '..'"] : []);

/** A path below something. Source: core validateLocalDescendingPath. */
export const descendingPath: Format = (path) => [...(path.startsWith("/") ? ["must be a relative path"] : []), ...noBackstep(path)];

/** A file in a projected volume, whose "..data" is taken. Source: core ValidateLocalNonReservedPath. */
export const projectedPath: Format = (path) => [
  ...descendingPath(path),
  ...(path.startsWith("..") && !path.startsWith("../") ? ["must not start with '..'"] : []),
];
