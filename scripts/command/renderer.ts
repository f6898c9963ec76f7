import type { Command } from "commander";
import { buildRenderer } from "../render/engines/renderer-program.ts";
import { command } from "./run.ts";

/** `npm run renderer`: builds the program that renders without starting Kustomize again and again, and that renders charts. */
export function program(): Command {
  return command("renderer", "Build the warm renderer, Kustomize and Helm in one program, which every command uses from then on. Needs Go, once.").action(
    async () => {
      const { path, kustomize, helm } = await buildRenderer((line) => process.stderr.write(`renderer: ${line}\n`));
      process.stdout.write(`Kustomize ${kustomize} and Helm ${helm}, in ${path}\n`);
    },
  );
}
