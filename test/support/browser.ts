import { type Browser, chromium } from "playwright-core";
import { which } from "./programs.ts";

/** Nothing of the browser's own that would reach for the network or ask a question. */
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the machine's own Chromium with a fresh profile, which goes when it is closed. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: which("chromium") as string, args: FLAGS, timeout: 60_000 });
}
