/** A refusal in words: RFC 9457 problem details. `type` is the short name after /problems/, for example "wrong-pin". */
export class Problem extends Error {
  // Declared and assigned: a class field would bring every phone a helper for old browsers.
  declare readonly status: number;
  declare readonly type: string;
  declare readonly body: Record<string, unknown>;
  constructor(status: number, type: string, body: Record<string, unknown>) { super(`${status} ${type}`); Object.assign(this, { status, type, body }); }
}

/** The server could not be reached, or did not answer in time. */
export class NoSignal extends Error {}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
/** `cache` for public words only: "no-cache" lets the browser answer with what it has, once the server says that it still stands. */
export type Ask = { keepalive?: boolean; patience?: number; cache?: RequestCache };

/** The ways in, and the way out of a locked phone: a 401 from one of them is not about a session that ended. */
const BEFORE_A_SESSION = /^\/api\/(unlock|joining|staff\/(sign-in|second|set-up)|demo|messages\/send-only)(\/|$)/;

// The session's token lives here and nowhere else: what is stored can be stolen.
let token = "";
let shut: () => void = () => undefined;

let leaves: (bytes: number) => void = () => undefined;

/** Calls `then` with the size of every body that leaves this page. */
export function whenLeaves(then: (bytes: number) => void): void { leaves = then; }

/** Holds the token that every changing request carries. It came with GET /api/me or an unlock. */
export function holdToken(next: string): void { token = next; }

/** Calls `then` whenever the server says the session is over. */
export function whenShut(then: () => void): void { shut = then; }

async function refusal(res: Response): Promise<Problem> {
  const body = await res.json().catch(() => ({})) as Record<string, unknown>;
  return new Problem(res.status, String(body["type"] ?? "").split("/").at(-1) ?? "", body);
}

async function send(method: Method, path: string, body: unknown, ask: Ask): Promise<Response> {
  const headers: Record<string, string> = {}, waiting = new AbortController();
  const bytes = body instanceof Blob, said = bytes || body === undefined ? body : JSON.stringify(body);
  if (said !== undefined) leaves(bytes ? body.size : (said as string).length);
  if (body !== undefined) headers["content-type"] = bytes ? "application/octet-stream" : "application/json";
  if (method !== "GET" && token) headers["x-onward-token"] = token;
  const timer = setTimeout(() => waiting.abort(), ask.patience ?? 20_000);
  const res = await fetch(path, {
    method, headers, credentials: "same-origin", cache: ask.cache ?? "no-store", keepalive: ask.keepalive ?? false, signal: waiting.signal,
    ...(said === undefined ? {} : { body: said }),
  }).catch(() => { throw new NoSignal(path); }).finally(() => clearTimeout(timer));
  // A gateway in between says these when the server itself is not there.
  if ([502, 503, 504].includes(res.status) && !(res.headers.get("content-type") ?? "").includes("json")) throw new NoSignal(path);
  if (res.ok) return res;
  const problem = await refusal(res);
  if (res.status === 401 && !BEFORE_A_SESSION.test(path)) shut();
  throw problem;
}

/** Sends one request and gives back its JSON (undefined for 204). Throws Problem when refused, NoSignal when not reached within `patience` ms. */
export async function call<T>(method: Method, path: string, body?: unknown, ask: Ask = {}): Promise<T> {
  const res = await send(method, path, body, ask);
  return (res.status === 204 ? undefined : await res.json()) as T;
}

/** The same for a file: gives its bytes. */
export async function fetchFile(path: string): Promise<Blob> { return (await send("GET", path, undefined, { patience: 60_000 })).blob(); }

export const http = {
  get: <T>(path: string, ask?: Ask) => call<T>("GET", path, undefined, ask),
  /** Sends a file's bytes; two minutes at most. */
  upload: <T>(path: string, file: Blob) => call<T>("POST", path, file, { patience: 120_000 }),
  post: <T = void>(path: string, body: unknown = {}, ask?: Ask) => call<T>("POST", path, body, ask),
  patch: <T = void>(path: string, body: unknown) => call<T>("PATCH", path, body),
  remove: <T = void>(path: string) => call<T>("DELETE", path),
};
