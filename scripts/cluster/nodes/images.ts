import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { cacheDirectory, digest } from "../../cache.ts";
import { closure, type DebianPackage, unpack } from "./debian.ts";
import { type Layer, makeLayer, writeImage } from "./oci.ts";

/** What is run under an image's name: Debian packages and files of this machine, or a program built from a Go module. */
export interface Recipe {
  /** The name without a tag. */
  image: string;
  packages?: string[];
  program?: string;
  /** Files and folders beside the packages: where they are in the image, and here. */
  files?: Record<string, string>;
  entrypoint?: string[];
  /** Numeric user, and group. */
  user?: string;
}

/** An image in a file for `ctr images import`, and the Debian packages in it. */
export interface PackedImage {
  file: string;
  packages: DebianPackage[];
}

/** The tag under which images are imported; a node is then told the tags that manifests use. */
const IMPORTED_TAG = "stand-in";

/** What every image of Debian packages has, as the images that it stands for have a shell and its tools. */
const BASE = ["base-files", "coreutils", "dash", "findutils", "grep", "libc-bin", "sed", "tar"];
const ACCOUNTS = { passwd: "root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n", group: "root:x:0:\nnogroup:x:65534:\n" };

/** The full name under which a recipe's image is imported. */
export function importedName(image: string): string {
  return `${image}:${IMPORTED_TAG}`;
}

/** The recipes of a file, one for each image. The files that they name are looked for from the recipes' folder. */
export function readRecipes(file: string): Recipe[] {
  const here = (path: string) => resolve(dirname(file), path);
  return (parse(readFileSync(file, "utf8")) as Recipe[]).map(({ files, ...recipe }) =>
    files ? { ...recipe, files: Object.fromEntries(Object.entries(files).map(([target, path]) => [target, here(path)])) } : recipe,
  );
}

/** The recipe for an image's reference, whatever its tag or digest; undefined where there is none. */
export function recipeFor(reference: string, recipes: readonly Recipe[]): Recipe | undefined {
  const name = reference.replace(/@.*$/, "").replace(/:[^/:]*$/, "");
  return recipes.find(({ image }) => image === name);
}

/**
 * Packs the image of a recipe, unless the same is packed already.
 * @param programs paths of the built programs, by name
 * @throws UserError where apt lacks a package
 */
export async function packImage(
  { image, packages, program, files, entrypoint, user }: Recipe,
  programs: Readonly<Record<string, string>>,
): Promise<PackedImage> {
  const base = packages ? await closure(BASE) : [];
  const all = packages ? await closure([...BASE, ...packages]) : [];
  const built = program ? (programs[program] ?? "") : "";
  const copied = files ? contentOf(files) : "";
  const file = cacheDirectory("images", `${digest([image, JSON.stringify(all), built, copied, user ?? "", ...(entrypoint ?? [])]).slice(0, 16)}.tar`);
  if (existsSync(file)) return { file, packages: all };

  const own = all.filter((each) => !base.some((shared) => shared.file === each.file));
  const layers = program ? [await programLayer(built)] : [await baseLayer(base), await packageLayer(own)];
  if (files) layers.push(await fileLayer(files, copied));
  const command = entrypoint ?? (program ? [`/bin/${program}`] : undefined);
  await writeImage({ name: importedName(image), layers, ...(command ? { entrypoint: command } : {}), ...(user ? { user } : {}) }, file);
  return { file, packages: all };
}

async function packageLayer(packages: readonly DebianPackage[]): Promise<Layer> {
  const folder = await unpack(packages);
  return makeLayer(layerFile(folder), async () => [folder]);
}

/** Packages, and what their maintainer scripts would have made: accounts and empty folders. */
async function baseLayer(packages: readonly DebianPackage[]): Promise<Layer> {
  const folder = await unpack(packages);
  return withScratch((scratch) =>
    makeLayer(layerFile(`base ${folder}`), async () => {
      for (const each of ["dev", "etc", "proc", "run", "sys"]) mkdirSync(join(scratch, each), { recursive: true });
      for (const [name, text] of Object.entries(ACCOUNTS)) writeFileSync(join(scratch, "etc", name), text);
      return [folder, scratch];
    }),
  );
}

function programLayer(program: string): Promise<Layer> {
  return withScratch((scratch) =>
    makeLayer(layerFile(program), async () => {
      mkdirSync(join(scratch, "bin"));
      copyFileSync(program, join(scratch, "bin", basename(program)));
      return [scratch];
    }),
  );
}

function fileLayer(files: Readonly<Record<string, string>>, content: string): Promise<Layer> {
  return withScratch((scratch) =>
    makeLayer(layerFile(content), async () => {
      for (const [target, path] of Object.entries(files)) cpSync(path, join(scratch, target), { recursive: true, dereference: true });
      return [scratch];
    }),
  );
}

/** A digest of where the files go and what is in them. */
function contentOf(files: Readonly<Record<string, string>>): string {
  const parts = Object.entries(files).flatMap(([target, path]) => {
    const inside = statSync(path).isDirectory() ? readdirSync(path, { recursive: true, encoding: "utf8" }).sort() : [""];
    const all = inside.map((name) => ({ name, full: join(path, name) })).filter(({ full }) => statSync(full).isFile());
    return all.flatMap(({ name, full }) => [join(target, name), readFileSync(full)]);
  });
  return digest(parts);
}

function layerFile(content: string): string {
  return cacheDirectory("images", "layers", `${digest([content]).slice(0, 16)}.tar`);
}

async function withScratch<T>(use: (folder: string) => Promise<T>): Promise<T> {
  mkdirSync(cacheDirectory("images"), { recursive: true });
  const folder = mkdtempSync(cacheDirectory("images", "scratch-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
