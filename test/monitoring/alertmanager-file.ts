import { stringify } from "yaml";
import { pick, type Rendered, rendered } from "../support/rendered.ts";

interface Matcher {
  name: string;
  value: string;
  matchType: string;
}

/** Fields that hold a Secret's key, and what stands there once the operator has read it. */
const secrets: Record<string, string> = {
  routingKey: "0123456789abcdef0123456789abcdef",
  apiURL: "https://chat.example.com/hook",
  urlSecret: "https://heartbeat.example.com/ping",
};

/**
 * The configuration file that the Prometheus Operator makes of an environment's AlertmanagerConfig under matcher
 * strategy None: fields in snake case, secrets in place, and its route below a root that sends to nobody.
 */
export function alertmanagerFile(environment: string): string {
  const config = pick(rendered(`apps/${environment}/monitoring`), "AlertmanagerConfig", "ai-scientist");
  const { route, inhibitRules, receivers } = config.spec;
  return stringify({
    route: { receiver: "null", group_by: ["namespace"], routes: [{ ...toRoute(route), continue: true }] },
    inhibit_rules: inhibitRules.map((rule: Rendered) => ({
      source_matchers: rule.sourceMatch.map(toMatcher),
      target_matchers: rule.targetMatch.map(toMatcher),
      equal: rule.equal ?? [],
    })),
    receivers: [{ name: "null" }, ...receivers.map(toSnakeCase)],
  });
}

function toRoute(route: Rendered): Rendered {
  const { matchers, routes, ...rest } = route;
  return {
    ...toSnakeCase(rest),
    ...(matchers && { matchers: matchers.map(toMatcher) }),
    ...(routes && { routes: routes.map(toRoute) }),
  };
}

function toMatcher({ name, value, matchType }: Matcher): string {
  return `${name}${matchType}${JSON.stringify(value)}`;
}

function toSnakeCase(value: Rendered): Rendered {
  if (Array.isArray(value)) return value.map(toSnakeCase);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [fileField(name), toField(name, field)]));
}

function fileField(name: string): string {
  if (name === "urlSecret") return "url";
  return name.replace(/URL$/, "Url").replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function toField(name: string, field: Rendered): Rendered {
  // A list of pairs in the resource, a map in the file.
  if (name === "details") return Object.fromEntries(field.map((pair: { key: string; value: string }) => [pair.key, pair.value]));
  return secrets[name] ?? toSnakeCase(field);
}
