import { resolve } from "node:path";
import { type Command, Option } from "commander";
import type { ProjectOptions } from "../project.ts";
import { PROFILES, type ProfileName } from "../rules/profiles.ts";
import type { Progress } from "./progress.ts";

/** The options that every command over a repository takes, by the same names. */
export interface RepositoryOptions {
  readonly dir: string;
  /** Of those that may look at one environment alone. */
  readonly env?: string;
  readonly data?: string;
  readonly profile?: ProfileName;
  readonly include?: readonly string[];
  readonly ignore?: readonly string[];
  readonly schemas?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly allowRemote: boolean;
  readonly cache: boolean;
}

/** Adds those options to a command. */
export function withRepository(program: Command): Command {
  return withAllEnvironments(program).option("-e, --env <name>", "only this environment");
}

/** The same for a command that must see all environments. */
export function withAllEnvironments(program: Command): Command {
  return program
    .option("-C, --dir <dir>", "the repository: any directory holding kustomizations or plain manifests", ".")
    .option("--data <dir>", "a folder whose policies/data fill in what the repository's own do not say")
    .addOption(new Option("--profile <name>", "which rules are on where gitops.yaml says nothing").choices(Object.keys(PROFILES)))
    .addOption(repeated("--include <glob>", "look at these files and folders alone, whatever gitops.yaml includes; may be repeated"))
    .addOption(repeated("--ignore <glob>", "leave these out too; !glob takes back what gitops.yaml ignores; may be repeated"))
    .addOption(
      repeated(
        "--schemas <location>",
        "a folder, a file or an address (with kubeconform's placeholders) that has schemas of kinds, before those of gitops.yaml; may be repeated",
      ),
    )
    .addOption(repeated("--only <rules>", "only what these rules find, an id or a glob of ids; may be repeated"))
    .addOption(repeated("--skip <rules>", "nothing that these rules find; may be repeated"))
    .option("--allow-remote", "let Kustomize load remote bases and files", false)
    .option("--no-cache", "render everything anew, and keep nothing");
}

/** As {@link withRepository}, for a command that looks at one state and may be given its directory as an argument. */
export function withDirectory(program: Command): Command {
  return withRepository(program.argument("[dir]", "the same as --dir"));
}

/** An option that may be given several times. */
function repeated(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, before: string[] = []) => [...before, value]);
}

/** How to print it, of the formats that a command has. */
export function formatOption(names: readonly string[]): Option {
  return new Option("-f, --format <format>", "how to print it").choices([...names]).default("text");
}

/** The directory that is meant, absolute. */
export function rootOf({ dir }: RepositoryOptions, argument?: string): string {
  return resolve(argument ?? dir);
}

/** What a project is told of the options. */
export function projectOptions(
  { env, data, profile, include, ignore, schemas, only, skip, allowRemote, cache }: RepositoryOptions,
  progress?: Progress,
): ProjectOptions {
  return {
    ...(env === undefined ? {} : { environment: env }),
    ...(data === undefined ? {} : { data: resolve(data) }),
    ...(profile === undefined ? {} : { profile }),
    ...(schemas === undefined ? {} : { schemas: schemas.map((each) => (/^https?:/.test(each) ? each : resolve(each))) }),
    selection: { ...(only ? { only } : {}), ...(skip ? { skip } : {}) },
    choice: { ...(include ? { include } : {}), ...(ignore ? { ignore } : {}) },
    permissions: { remote: allowRemote },
    cache,
    ...(progress ? { onProgress: (message: string) => progress.show(message) } : {}),
  };
}
