import { afterEach, expect, test, vi } from "vitest";
import { Problem, http, whenShut } from "./http";

afterEach(() => vi.unstubAllGlobals());

/** Whether a 401 from this address counts as the end of the session. */
async function ends(path: string): Promise<boolean> {
  let over = false;
  whenShut(() => { over = true; });
  vi.stubGlobal("fetch", () => Promise.resolve(new Response('{"type":"/problems/sign-in"}', { status: 401, headers: { "content-type": "application/problem+json" } })));
  await expect(http.post(path)).rejects.toBeInstanceOf(Problem);
  return over;
}

test("a 401 ends the session everywhere but on the ways in", async () => {
  for (const inside of ["/api/joinings/waiting", "/api/joinings/1/approve", "/api/staff/passkeys", "/api/staff/passkeys/options", "/api/caseload", "/api/plans/mine", "/api/phones"]) expect(await ends(inside), inside).toBe(true);
  for (const before of ["/api/joining", "/api/joining/take", "/api/unlock/pin", "/api/unlock/passkey/options", "/api/staff/sign-in", "/api/staff/second", "/api/staff/second/passkey", "/api/staff/set-up", "/api/staff/set-up/open", "/api/demo/sign-in"]) expect(await ends(before), before).toBe(false);
});
