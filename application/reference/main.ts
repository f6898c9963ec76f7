/** A reference implementation of ../contract.md, without AI Scientist in it. Needs Node and this folder, nothing else. */
import { App } from "./app.ts";
import { openLog } from "./log.ts";
import { listen, serve, serveMetrics } from "./server.ts";
import { readSettings, type Settings, SettingsError } from "./settings.ts";

/** EX_CONFIG of sysexits.h: restarting does not help. */
const BAD_CONFIGURATION = 78;

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env, process.cwd());
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(BAD_CONFIGURATION);
  }
}

const settings = settingsOrExit();
const log = openLog({ level: settings.logLevel, directory: settings.logDirectory, name: settings.podName });
const app = new App(settings, log);
log("info", `application: answers on port ${await listen(serve(app), settings.port)}`);
if (settings.metricsEnabled) log("info", `application: metrics on port ${await listen(serveMetrics(app), settings.metricsPort)}`);
app.begin();

const stop = async (signal: string) => {
  log("info", `application: ${signal}, saves its experiments and ends`);
  const whole = await app.stop();
  log(whole ? "info" : "warning", whole ? "application: ended" : "application: ended before its current run did, which is lost");
  process.exit(0);
};
let stopping = false;
const stopOnce = (signal: string) => {
  if (!stopping) void stop(signal);
  stopping = true;
};
// A second SIGTERM must not cut short what the first one began; a second Ctrl-C may.
process.on("SIGTERM", stopOnce);
process.once("SIGINT", stopOnce);
