import { describe, expect, test } from "vitest";
import type { InboxRow, Message } from "./staff-api";
import { daysLate, nextWaiting, rowsOf } from "./staff-inbox-store";
import { sizeWords } from "./staff-file";
import { stateOf } from "./staff-message";
import { MOST, sinceLastNote } from "./staff-note-store";
import { merged } from "./staff-thread-store";
import { spanWords } from "./staff-waiting";
import { isNight, lastDay, lastDayOf, promise, sinceWhen } from "./staff-when";

const row = (name: string, since: string | null): InboxRow => ({
  young_person: name, which: "adviser", name, known_as: name, initials: "", unread: 0, waiting_since: since, reply_by: null, late: false, last_words: "", last_by_owner: false, last_author: "", last_spoke_at: null, last_spoke_by_owner: false, cover: false, push: "reaches",
});
const said = (id: string, seq: number, filed = false): Message => ({ id, seq, mine: false, by_owner: true, author: "", words: id, about: null, file: null, written_at: "", sent_at: "", filed });

describe("who waits", () => {
  const rows = [row("Jade", "2026-03-01T09:00:00Z"), row("Callum", "2026-03-02T09:00:00Z"), row("Ellie", null), row("Amir", "2026-03-03T09:00:00Z")];
  test("each person is in one group, in the server's order", () => {
    expect(rowsOf(rows, "waiting").map((r) => r.name)).toEqual(["Jade", "Callum", "Amir"]);
    expect(rowsOf(rows, "others").map((r) => r.name)).toEqual(["Ellie"]);
  });
  test("next goes down the list, round its end, and starts with the longest", () => {
    expect(nextWaiting(rows, undefined)?.name).toBe("Jade");
    expect(nextWaiting(rows, "Jade")?.name).toBe("Callum");
    expect(nextWaiting(rows, "Amir")?.name).toBe("Jade");
    expect(nextWaiting(rows, "Ellie")?.name).toBe("Jade");
  });
  test("there is no next when nobody else waits", () => {
    expect(nextWaiting([row("Jade", "2026-03-01T09:00:00Z")], "Jade")).toBeUndefined();
    expect(nextWaiting([row("Ellie", null)], undefined)).toBeUndefined();
  });
});

describe("when", () => {
  const tuesday = "2026-03-10";
  test("a time today, a day within the week, a date before that", () => {
    expect(sinceWhen("2026-03-10T09:02:00Z", tuesday)).toBe("9:02am");
    expect(sinceWhen("2026-03-07T17:40:00Z", tuesday)).toBe("Sat, 5:40pm");
    expect(sinceWhen("2026-02-24T17:40:00Z", tuesday)).toBe("24 Feb");
    expect(lastDay("2026-03-10T09:02:00Z", tuesday)).toBe("Today");
    expect(lastDay("2026-03-03T09:02:00Z", tuesday)).toBe("3 Mar");
  });
  test("the midnight that ends Thursday is Thursday, on both sides of the clock change", () => {
    expect(lastDayOf("2026-03-13T00:00:00Z")).toBe("2026-03-12");
    expect(lastDayOf("2026-06-11T23:00:00Z")).toBe("2026-06-11");
    expect(lastDayOf("2026-03-12T17:00:00Z")).toBe("2026-03-12");
  });
  test("a promise says its day, then today, then how late", () => {
    expect(promise("2026-03-13T00:00:00Z", false, tuesday)).toEqual({ look: "", words: "Reply by Thu" });
    expect(promise("2026-03-11T17:00:00Z", false, tuesday).look).toBe("soon");
    expect(promise("2026-03-11T00:00:00Z", false, tuesday)).toEqual({ look: "soon", words: "Reply today" });
    expect(promise("2026-03-10T09:00:00Z", true, tuesday)).toEqual({ look: "late", words: "Late today" });
    expect(promise("2026-03-07T00:00:00Z", true, tuesday)).toEqual({ look: "late", words: "4 days late" });
  });
  test("late counts from the day that was promised", () => {
    expect(daysLate("2026-03-10", tuesday)).toBe(0);
    expect(daysLate("2026-03-09", tuesday)).toBe(1);
    expect(daysLate("2026-03-12", tuesday)).toBe(0);
  });
  test("night is London's, summer and winter", () => {
    expect([21, 22, 7, 8].map((hour) => isNight(new Date(Date.UTC(2026, 0, 10, hour))))).toEqual([false, true, true, false]);
    expect([20, 21, 6, 7].map((hour) => isNight(new Date(Date.UTC(2026, 5, 10, hour))))).toEqual([false, true, true, false]);
  });
});

describe("a thread", () => {
  test("each message once, in the order of its number, the later word counts", () => {
    const fresh = { ...said("b", 2), filed: true };
    expect(merged([said("a", 1), said("b", 2)], [said("c", 3), fresh]).map((m) => [m.id, m.filed])).toEqual([["a", false], ["b", true], ["c", false]]);
    expect(merged([said("c", 3)], [said("a", 1)]).map((m) => m.seq)).toEqual([1, 3]);
  });
  test("how far ours has come", () => {
    const marks = { delivered: 5, read: 3, reader: "" };
    expect([3, 4, 5, 6].map((seq) => stateOf(seq, marks))).toEqual(["read", "delivered", "delivered", "sent"]);
  });
  test("a note starts after the last one, and holds no more than it may", () => {
    expect(sinceLastNote([said("a", 1, true), said("b", 2), said("c", 3, true), said("d", 4), said("e", 5)])).toEqual(["d", "e"]);
    expect(sinceLastNote([said("a", 1, true)])).toEqual([]);
    expect(sinceLastNote(Array.from({ length: MOST + 5 }, (_, i) => said(String(i), i)))).toHaveLength(MOST);
  });
});

test("sizes, lengths and spans in words", () => {
  expect([sizeWords(200), sizeWords(84_213), sizeWords(1_240_000)]).toEqual(["1 KB", "84 KB", "1.2 MB"]);
  expect([spanWords(null), spanWords(0.4), spanWords(1), spanWords(47), spanWords(72)]).toEqual(["–", "Under an hour", "1 hour", "47 hours", "3 days"]);
});
