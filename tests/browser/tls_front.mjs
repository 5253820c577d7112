// A council's proxy in small: TLS 1.3 and HTTP/2 towards phones, HTTP/1.1 towards Onward. No session is resumed: every connection costs its whole greeting.
// After SIGUSR2 there has been a release in which every file changed: names with a hash in them are other names, and the worker is of another build.
import { constants, createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createSecureServer } from "node:http2";
import { brotliCompressSync } from "node:zlib";

const [port, behind, key, chain] = process.argv.slice(2);
const PER_HOP = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade"]);
const plain = (headers) => Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(":") && !PER_HOP.has(name)));

const HASHED = /-([\w-]{8})\.(js|css)\b/g;
const renamed = (text) => text.replace(HASHED, (_, hash, kind) => `-${[...hash].reverse().join("")}.${kind}`);
let released = false;
process.on("SIGUSR2", () => { released = true; });

function ask(headers, more, then) {
  return request({ host: "127.0.0.1", port: behind, method: headers[":method"], path: headers[":path"], headers: { ...plain(headers), host: headers[":authority"], ...more } }, then);
}

/** The same file of the newer build: packed anew, with a tag of its own, unchanged when the phone has it. */
function newer(stream, headers) {
  ask({ ...headers, ":path": renamed(headers[":path"]) }, { "accept-encoding": "identity", "if-none-match": "" }, (answer) => {
    const parts = [];
    answer.on("data", (part) => parts.push(part)).on("end", () => {
      // The phone was put away meanwhile.
      if (stream.destroyed) return;
      const kind = answer.headers["content-type"] ?? "", text = /html|javascript|css/.test(kind);
      let body = Buffer.concat(parts);
      if (text) body = Buffer.from(renamed(body.toString()).replace(/(?<=[`"'])[0-9a-f]{12}(?=[`"'])/, "0".repeat(12)));
      const { "content-length": _, etag, ...rest } = plain(answer.headers), tag = text ? `"${createHash("sha256").update(body).digest("hex").slice(0, 20)}"` : etag;
      if (tag && headers["if-none-match"] === tag) { stream.respond({ ":status": 304, ...rest, etag: tag }); return stream.end(); }
      if (text) body = brotliCompressSync(body);
      stream.respond({ ":status": answer.statusCode, ...rest, ...(tag ? { etag: tag } : {}), ...(text ? { "content-encoding": "br" } : {}), "content-length": body.length });
      stream.end(body);
    });
  }).on("error", () => stream.destroy()).end();
}

function passed(stream, headers) {
  const onward = ask(headers, {}, (answer) => {
    if (stream.destroyed) return answer.destroy();
    stream.respond({ ":status": answer.statusCode, ...plain(answer.headers) });
    answer.on("error", () => stream.destroy());
    answer.pipe(stream);
  });
  onward.on("error", () => stream.destroy());
  stream.on("close", () => onward.destroy());
  stream.pipe(onward);
}

const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(chain), minVersion: "TLSv1.3", secureOptions: constants.SSL_OP_NO_TICKET });
server.on("session", (session) => session.on("error", () => undefined));
server.on("stream", (stream, headers) => {
  stream.on("error", () => undefined);
  if (released && !headers[":path"].startsWith("/api")) newer(stream, headers); else passed(stream, headers);
});
server.listen(Number(port), "127.0.0.1", () => console.log("ready"));
