/**
 * Cron schedules as the CronJob controller reads them.
 * Source: github.com/robfig/cron/v3 parser.go, ParseStandard: five fields, or a descriptor such as @daily or @every 1h.
 */

interface Bounds {
  least: number;
  most: number;
  names: string[];
}

const MONTHS = ["", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const FIELDS: Bounds[] = [
  { least: 0, most: 59, names: [] },
  { least: 0, most: 23, names: [] },
  { least: 1, most: 31, names: [] },
  { least: 1, most: 12, names: MONTHS },
  { least: 0, most: 6, names: DAYS },
];
const DESCRIPTORS = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];
const GO_DURATION = /^[-+]?(0|(([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$/;

/**
 * What is wrong with a schedule.
 * @param schedule such as "30 2 * * 1-5", "@hourly" or "@every 90m"
 * @returns the parser's message, or undefined when the schedule is right
 */
export function cronError(schedule: string): string | undefined {
  const text = schedule.replace(/^(CRON_)?TZ=[^ ]* +/, "").trim();
  if (text === "" || /^(CRON_)?TZ=/.test(text)) return "empty spec string";
  if (text.startsWith("@")) return descriptorError(text);
  const fields = text.split(/\s+/);
  if (fields.length !== FIELDS.length) {
    return `expected exactly 5 fields, found ${fields.length}: [${fields.join(" ")}]`;
  }
  for (const [index, bounds] of FIELDS.entries()) {
    for (const range of (fields[index] ?? "").split(",")) {
      const error = range === "" ? undefined : rangeError(range, bounds);
      if (error) return error;
    }
  }
  return undefined;
}

function descriptorError(text: string): string | undefined {
  if (DESCRIPTORS.includes(text)) return undefined;
  if (!text.startsWith("@every ")) return `unrecognized descriptor: ${text}`;
  const duration = text.slice("@every ".length);
  return GO_DURATION.test(duration) ? undefined : `failed to parse duration ${text}: time: invalid duration "${duration}"`;
}

function rangeError(text: string, { least, most, names }: Bounds): string | undefined {
  const [range = "", stepText, ...slashes] = text.split("/");
  const [low = "", high, ...hyphens] = range.split("-");
  const star = low === "*" || low === "?";
  if (!star && hyphens.length > 0) return `too many hyphens: ${text}`;
  const start = star ? least : numberOf(low, names);
  if (typeof start === "string") return start;
  let end = star ? most : high === undefined ? start : numberOf(high, names);
  if (typeof end === "string") return end;
  if (slashes.length > 0) return `too many slashes: ${text}`;
  const step = stepText === undefined ? 1 : numberOf(stepText, []);
  if (typeof step === "string") return step;
  if (stepText !== undefined && high === undefined) end = most;
  if (start < least) return `beginning of range (${start}) below minimum (${least}): ${text}`;
  if (end > most) return `end of range (${end}) above maximum (${most}): ${text}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${text}`;
  return step === 0 ? `step of range should be a positive number: ${text}` : undefined;
}

/** The number that a text stands for, or what is wrong with the text. */
function numberOf(text: string, names: string[]): number | string {
  const name = names.indexOf(text.toLowerCase());
  if (text !== "" && name >= 0) return name;
  if (!/^[-+]?[0-9]+$/.test(text)) return `failed to parse int from ${text}: strconv.Atoi: parsing "${text}": invalid syntax`;
  const number = Number(text);
  return number < 0 ? `negative number (${number}) not allowed: ${text}` : number;
}
