import { posix } from "node:path";
import { matchesGlob } from "../glob.ts";
import type { ApplicationSource } from "./applications.ts";

/** Which files a directory source takes. https://argo-cd.readthedocs.io/en/stable/user-guide/directory/ */
export function isInDirectory(file: string, path: string, source: ApplicationSource): boolean {
  const relative = path === "." ? file : posix.relative(path, file);
  if (relative.startsWith("../")) return false;
  const { recurse = false, include, exclude } = source.directory ?? {};
  if (!recurse && relative.includes("/")) return false;
  return (include ? matchesGlob(relative, include) : true) && !(exclude && matchesGlob(relative, exclude));
}
