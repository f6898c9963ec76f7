import { isSeq, parseDocument, type YAMLSeq } from "yaml";
import { CONFIG_FILE } from "../../config.ts";
import { UserError } from "../../errors.ts";
import type { Hold, PromoteConfig } from "../../promote-config.ts";

/** The hold on an application in an environment, if there is one. */
export function holdOn({ holds }: PromoteConfig, app: string, environment: string): Hold | undefined {
  return holds.find(({ application, environment: where }) => application === app && where === environment);
}

/** "on hold in production since 2026-11-24: the new one loses jobs". */
export function holdName({ application, environment, since, reason }: Hold): string {
  return `${application} is on hold in ${environment} since ${since}: ${reason}`;
}

/** gitops.yaml with more holds; of an application and environment that have one, the new one takes its place. */
export function withHolds(text: string | undefined, added: readonly Hold[]): string {
  return edited(text ?? "", (holds) => {
    for (const hold of added) {
      drop(holds, hold.application, hold.environment);
      holds.add(hold);
    }
  });
}

/**
 * gitops.yaml without the holds on some applications.
 * @throws UserError where one of them has none
 */
export function withoutHolds(text: string | undefined, apps: readonly string[], environment: string): string {
  return edited(text ?? "", (holds) => {
    for (const app of apps) if (!drop(holds, app, environment)) throw new UserError(`${app} is not on hold in ${environment}`, { file: CONFIG_FILE });
  });
}

function edited(text: string, change: (holds: YAMLSeq) => void): string {
  const document = parseDocument(text);
  const path = ["promote", "holds"];
  if (!isSeq(document.getIn(path, true))) document.setIn(path, document.createNode([]));
  const holds = document.getIn(path, true) as YAMLSeq;
  change(holds);
  if (holds.items.length === 0) document.deleteIn(path);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function drop(holds: YAMLSeq, app: string, environment: string): boolean {
  const { length } = holds.items;
  holds.items = holds.items.filter((item) => {
    const { application, environment: where } = (item as { toJSON(): Partial<Hold> }).toJSON();
    return application !== app || where !== environment;
  });
  return holds.items.length < length;
}
