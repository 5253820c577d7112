/** How far London is from UTC at an instant, in minutes: 0 in winter, 60 in summer. */
function offset(at: Date): number {
  const p = Object.fromEntries(new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" }).formatToParts(at).map((one) => [one.type, one.value]));
  return (Date.UTC(Number(p["year"]), Number(p["month"]) - 1, Number(p["day"]), Number(p["hour"]), Number(p["minute"])) - at.getTime()) / 60_000;
}

/** A day and a time on the clock in London ("2026-03-24", "16:30") as an instant with its offset, wherever this computer stands. */
export function londonInstant(day: string, time: string): string {
  const bare = new Date(`${day}T${time}:00Z`), minutes = offset(new Date(bare.getTime() - offset(bare) * 60_000));
  return `${day}T${time}:00+${String(minutes / 60).padStart(2, "0")}:00`;
}
