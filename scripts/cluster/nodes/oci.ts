import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync, linkSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const TYPE = "application/vnd.oci.image";
const ARCHITECTURES: Record<string, string> = { x64: "amd64", arm64: "arm64" };
const PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** A layer as a tar file, and what a manifest says of it. */
export interface Layer {
  file: string;
  digest: string;
  size: number;
}

/** An image to be: its full name and what runs when nothing else is said. */
export interface Image {
  name: string;
  layers: readonly Layer[];
  entrypoint?: readonly string[];
  /** Numeric user, and group. */
  user?: string;
}

/** Makes a layer of the contents of the folders, or takes the one that is kept in the file already. */
export async function makeLayer(file: string, folders: () => Promise<readonly string[]>): Promise<Layer> {
  if (!existsSync(file)) await writeTar(await folders(), file);
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { file, digest: `sha256:${hash.digest("hex")}`, size };
}

/**
 * Packs an image into a tar file.
 * https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
export async function writeImage(image: Image, file: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const layout = mkdtempSync(`${file}.`);
  try {
    mkdirSync(join(layout, "blobs", "sha256"), { recursive: true });
    writeFileSync(join(layout, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
    writeFileSync(join(layout, "index.json"), JSON.stringify({ schemaVersion: 2, manifests: [addImage(layout, image)] }));
    await writeTar([layout], file);
  } finally {
    rmSync(layout, { recursive: true, force: true });
  }
}

/** Puts layers, configuration and manifest of an image into the layout; what the index says of it. */
function addImage(layout: string, { name, layers, entrypoint, user }: Image): object {
  for (const { file, digest } of layers) if (!existsSync(blobPath(layout, digest))) linkSync(file, blobPath(layout, digest));
  const config = {
    architecture: ARCHITECTURES[process.arch] ?? process.arch,
    os: "linux",
    config: { User: user ?? "", Env: [PATH], ...(entrypoint ? { Entrypoint: entrypoint } : { Cmd: ["sh"] }) },
    rootfs: { type: "layers", diff_ids: layers.map(({ digest }) => digest) },
  };
  const manifest = {
    schemaVersion: 2,
    mediaType: `${TYPE}.manifest.v1+json`,
    config: { mediaType: `${TYPE}.config.v1+json`, ...addBlob(layout, config) },
    layers: layers.map(({ digest, size }) => ({ mediaType: `${TYPE}.layer.v1.tar`, digest, size })),
  };
  return { mediaType: manifest.mediaType, ...addBlob(layout, manifest), annotations: { "io.containerd.image.name": name } };
}

function addBlob(layout: string, content: object): { digest: string; size: number } {
  const text = JSON.stringify(content);
  const digest = `sha256:${createHash("sha256").update(text).digest("hex")}`;
  writeFileSync(blobPath(layout, digest), text);
  return { digest, size: Buffer.byteLength(text) };
}

function blobPath(layout: string, digest: string): string {
  return join(layout, "blobs", digest.replace(":", "/"));
}

/** The same contents make the same file: sorted, owned by root, without times. */
async function writeTar(folders: readonly string[], file: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}`;
  const same = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner", "--format=pax", "--pax-option=delete=atime,delete=ctime"];
  await promisify(execFile)("tar", [...same, "-cf", partial, ...folders.flatMap((folder) => ["-C", folder, "."])]);
  renameSync(partial, file);
}
