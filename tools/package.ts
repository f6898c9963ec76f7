import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import rules from "../policies/dist/rules.json" with { type: "json" };
import { checkCompiled, type Origin } from "../scripts/policy/sources.ts";
import { MANIFEST } from "../scripts/toolchain.ts";

/**
 * Makes build/, which is what the package holds: the scripts in JavaScript, because Node strips no types below node_modules,
 * and beside them, in the places where they look, all that they read. npm runs it before it packs.
 */
const ROOT = join(import.meta.dirname, "..");
const BUILD = join(ROOT, "build");

/** What they build with Go where somebody asks for it: the warm renderer, the compiler of a repository's own rules, a control plane. */
const TOOLS = ["renderer", "opa", "regal", "control-plane", "etcd", "crds"].map((tool) => `tools/${tool}`);
/** What they read. A repository's own rules stand on the library in policies/, and are held to fixtures that change the world. */
const READ = ["policies", "schemas", "test/fixtures/world", ...TOOLS];

const { name, version, homepage, dependencies } = MANIFEST;

await checkCompiled(rules as Origin, ROOT);
rmSync(BUILD, { recursive: true, force: true });
execFileSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.package.json"], { cwd: ROOT, stdio: "inherit" });
const all = readdirSync(join(ROOT, "scripts"), { recursive: true, withFileTypes: true });
const assets = all.filter((entry) => entry.isFile() && !/\.(ts|sh)$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length));
for (const path of [...READ, ...assets]) cpSync(join(ROOT, path), join(BUILD, path), { recursive: true });
writeFileSync(join(BUILD, "package.json"), `${JSON.stringify({ name, version, homepage, type: "module", dependencies }, null, 2)}\n`);
