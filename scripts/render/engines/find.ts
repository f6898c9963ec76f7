import type { Engine } from "../engine.ts";
import { findKustomize } from "../program.ts";
import { programEngine } from "./program.ts";
import { findRenderer } from "./renderer-program.ts";
import { warmEngine } from "./warm.ts";

/**
 * The engine of this machine: the warm renderer where it was built, else Kustomize on PATH.
 * @param remote let Kustomize load remote bases
 * @throws UserError with the install line when there is neither
 */
export async function findEngine(remote: boolean): Promise<Engine> {
  const renderer = await findRenderer();
  return renderer ? warmEngine(renderer, remote) : programEngine(await findKustomize());
}
