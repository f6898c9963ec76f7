import type { Gates } from "../../promote-config.ts";

type Window = NonNullable<Gates["windows"]>[number];

/** Whether a moment is in a window. Hours that end before they begin go over midnight, and belong to the day on which they end as well. */
export function isIn({ days, from = "00:00", to = "24:00", zone = "UTC" }: Window, moment: Date): boolean {
  const { day, time } = clock(moment, zone);
  const hours = from <= to ? time >= from && time < to : time >= from || time < to;
  return hours && (days === undefined || days.includes(day));
}

/** Whether the tz database knows a zone. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** "mon, tue 09:00-16:00 Europe/Berlin". */
export function windowName({ days, from = "00:00", to = "24:00", zone = "UTC" }: Window): string {
  return `${days?.join(", ") ?? "every day"} ${from}-${to} ${zone}`;
}

/** The freeze that a moment is in. */
export function freezeAt(freezes: NonNullable<Gates["freeze"]>, moment: Date): NonNullable<Gates["freeze"]>[number] | undefined {
  const day = moment.toISOString().slice(0, 10);
  return freezes.find(({ from, to }) => from <= day && day <= to);
}

/** "36h" in seconds. */
export function seconds(duration: string): number {
  const unit = { m: 60, h: 3600, d: 86_400 }[duration.at(-1) ?? ""] ?? 0;
  return Number.parseInt(duration, 10) * unit;
}

/** "3 h", "2.5 d". */
export function inWords(duration: number): string {
  if (duration < 7200) return `${Math.floor(duration / 60)} min`;
  return duration < 172_800 ? `${Math.floor(duration / 3600)} h` : `${(duration / 86_400).toFixed(1)} d`;
}

function clock(moment: Date, zone: string): { day: string; time: string } {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(
    moment,
  );
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return { day: part("weekday").toLowerCase(), time: `${part("hour")}:${part("minute")}` };
}
