import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { controlPlaneFlags } from "../../scripts/cluster/nodes/control-plane.ts";
import { whyNot } from "../../scripts/cluster/nodes/host.ts";
import { importedName, readRecipes, recipeFor } from "../../scripts/cluster/nodes/images.ts";
import { RECIPES } from "../../scripts/cluster/nodes/index.ts";
import { controlPlaneNetwork, NETWORK, nodeAddresses, nodeNetwork } from "../../scripts/cluster/nodes/network.ts";
import { ROOT } from "../support/cli.ts";
import { applicationObjects } from "./application.ts";
import { redisObjects } from "./redis.ts";

describe("a machine that cannot run real nodes is told what it lacks", () => {
  test("another system than Linux", async () => expect(await whyNot("darwin", 0)).toMatch(/this is darwin; use simulated nodes/));
  test("another user than root", async () => expect(await whyNot("linux", 1000)).toMatch(/need root/));
});

test("no route leads out of the cluster's network", () => {
  const nodes = nodeAddresses(3);
  const commands = [...controlPlaneNetwork(nodes), ...nodes.flatMap((node) => nodeNetwork(node, nodes))];
  const routes = commands.filter((command) => command.startsWith("route add ")).map((command) => command.split(" ")[2]);
  expect(new Set(routes)).toEqual(new Set([NETWORK.services, ...nodes.map(({ pods }) => pods)]));
});

test("the API server calls webhooks and kubelets, and is not sent to a socket that is not there", () => {
  const { "kube-apiserver": flags } = controlPlaneFlags("/cluster");
  expect(flags.join("\n")).not.toMatch(/egress-selector|disable-admission-plugins|endpoint-reconciler-type/);
  expect(flags).toContain(`--advertise-address=${NETWORK.controlPlane}`);
  expect(flags).toContain("--enable-admission-plugins=NodeRestriction");
});

describe("recipes of images", () => {
  const recipes = readRecipes(RECIPES);

  test.each([
    ["docker.io/library/redis:8.6.6-alpine", "docker.io/library/redis"],
    ["docker.io/library/redis:1@sha256:0123", "docker.io/library/redis"],
    ["localhost:5000/library/redis", undefined],
    ["docker.io/library/rediss:1", undefined],
  ])("%s", (reference, image) => expect(recipeFor(reference, recipes)?.image).toBe(image));

  test.each([
    ["Redis", () => redisObjects().redis],
    ["the application", applicationObjects],
  ])("there is one for each image of %s as rendered", (_, objects) => {
    const images = JSON.stringify(objects()).match(/(?<="image":")[^"]+/g) ?? [];
    expect(images).not.toEqual([]);
    expect(images.filter((image) => recipeFor(image, recipes) === undefined)).toEqual([]);
  });

  test("files are found from the recipes' folder", () => {
    const files = recipes.flatMap(({ files = {} }) => Object.values(files));
    expect(files).not.toEqual([]);
    expect(files.filter((path) => !existsSync(path))).toEqual([]);
  });

  test("DNS is what nodes are told and is run from what is packed", () => {
    const documents = parseAllDocuments(readFileSync(join(ROOT, "scripts/cluster/nodes/addons/dns.yaml"), "utf8")).map((each) => each.toJS());
    const image = documents.find(({ kind }) => kind === "Deployment").spec.template.spec.containers[0].image;
    expect(documents.find(({ kind }) => kind === "Service").spec.clusterIP).toBe(NETWORK.dns);
    expect(recipes.map(({ image }) => importedName(image))).toContain(image);
  });
});
