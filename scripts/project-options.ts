import type { FileChoice, Permissions } from "./discover/index.ts";
import type { ProfileName } from "./rules/profiles.ts";
import type { Selection } from "./rules/selection.ts";

/** How a state of a repository is looked at. */
export interface ProjectOptions {
  /** Only this environment; all of them when undefined. */
  readonly environment?: string;
  readonly permissions: Permissions;
  /** Which files are looked at, beside what gitops.yaml says. */
  readonly choice?: FileChoice;
  /** The profile to use instead of the one in gitops.yaml. */
  readonly profile?: ProfileName;
  /** Where schemas of kinds are, before what gitops.yaml says: absolute paths and addresses. */
  readonly schemas?: readonly string[];
  /** The rules that the run is about; all where nothing is said. */
  readonly selection?: Selection;
  /** Use what earlier runs kept, and keep what this one works out. */
  readonly cache: boolean;
  /** Absolute path of a folder whose policies/data fill in what the repository's own do not say; `data` of gitops.yaml when undefined. */
  readonly data?: string;
  /** Absolute path of the repository whose own rules judge, such as the working tree's where this is an older state; its own when undefined. */
  readonly judgedBy?: string;
  /** Whether a directory with nothing to deploy in it is a repository all the same. */
  readonly allowEmpty?: boolean;
  /** How a person calls this state: "origin/main"; the working tree when undefined. */
  readonly name?: string;
  /** The commit that it is; undefined for the files as they are. */
  readonly commit?: string;
  /** Told what is going on, for a person who waits. */
  readonly onProgress?: (message: string) => void;
}
