import { go } from "../go.ts";

/** A Go module in Go's module cache, where go.sum vouches for it. */
export interface ModuleFiles {
  version: string;
  /** Read-only. */
  directory: string;
}

/**
 * The files of a module at the version that a go.mod pins.
 * @param folder the folder of that go.mod
 * @param module the path of the module
 */
export async function moduleFiles(folder: string, module: string): Promise<ModuleFiles> {
  const { Version, Dir } = JSON.parse(await go(folder, "mod", "download", "-json", module)) as { Version: string; Dir: string };
  return { version: Version, directory: Dir };
}
