/** "registry:5000/web:1.0@sha256:…" in its name and its version: the tag, and the beginning of the digest. */
export function splitImage(image: string): { readonly name: string; readonly version: string } {
  const [tagged = "", digest] = image.split("@");
  const colon = tagged.indexOf(":", tagged.lastIndexOf("/") + 1);
  const [name, tag] = colon < 0 ? [tagged, ""] : [tagged.slice(0, colon), tagged.slice(colon + 1)];
  return { name, version: [tag, digest?.slice(0, "sha256:".length + 12)].filter(Boolean).join("@") || "latest" };
}
