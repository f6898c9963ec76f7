import { digest } from "../cache.ts";
import type { Repository, Tree } from "../discover/repository.ts";
import { InputError } from "../input-error.ts";
import { lockText } from "../render/charts/lock.ts";
import { readGuarded } from "../render/guard.ts";

/** A tree is the same one as long as the same Application deploys the same path. */
export function keyOf(tree: Tree): string {
  return [tree.environment, tree.application?.name ?? "", tree.kind, tree.path].join("\n");
}

/** What each tree is made of: nothing is rendered where this is the same. The Application's namespace is part of what it applies. */
export function digestsOf(repository: Repository): Map<string, string> {
  return new Map(repository.trees.map((tree) => [keyOf(tree), digestOf(repository.root, tree)]));
}

function digestOf(root: string, tree: Tree): string {
  const ofChart = tree.chart ? [JSON.stringify(tree.chart), lockText(root)] : [];
  const parts = [tree.application?.namespace ?? "", tree.trouble?.toString() ?? "", JSON.stringify(tree.kustomize?.options ?? null), ...ofChart, ...tree.files];
  try {
    return digest([...parts, ...readGuarded(root, tree.files)]);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // It renders on neither side, or on one: either way it is looked at.
    return digest([...parts, root, error.toString()]);
  }
}
