let secret = "";
const CARRIES = ["/join", "/staff/set-up"];

/** Takes the one-use secret out of the address before any request is made, so that neither history nor a log ever holds it. */
export function takeSecret(): void {
  // A second code opened in the same tab changes only what stands behind the #.
  addEventListener("hashchange", () => { if (CARRIES.includes(location.pathname) && location.hash.length > 1) location.reload(); });
  if (!CARRIES.includes(location.pathname) || location.hash.length < 2) return;
  secret = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}

/** The secret, as long as it has not been spent. */
export const heldSecret = (): string => secret;
export function forgetSecret(): void { secret = ""; }
