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
    .option("--allow-remote", "let Kustomize load remote bases and files", false)
    .option("--no-cache", "render everything anew, and keep nothing");
}

/** As {@link withRepository}, for a command that looks at one state and may be given its directory as an argument. */
export function withDirectory(program: Command): Command {
  return withRepository(program.argument("[dir]", "the same as --dir"));
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
export function projectOptions({ env, data, profile, allowRemote, cache }: RepositoryOptions, progress?: Progress): ProjectOptions {
  return {
    ...(env === undefined ? {} : { environment: env }),
    ...(data === undefined ? {} : { data: resolve(data) }),
    ...(profile === undefined ? {} : { profile }),
    permissions: { remote: allowRemote },
    cache,
    ...(progress ? { onProgress: (message: string) => progress.show(message) } : {}),
  };
}
