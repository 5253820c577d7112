// A council's proxy in small: TLS 1.3 and HTTP/2 towards phones, HTTP/1.1 towards Onward. No session is resumed: every connection costs its whole greeting.
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createSecureServer } from "node:http2";
import { constants } from "node:crypto";

const [port, behind, key, chain] = process.argv.slice(2);
const PER_HOP = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade"]);
const plain = (headers) => Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(":") && !PER_HOP.has(name)));

const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(chain), minVersion: "TLSv1.3", secureOptions: constants.SSL_OP_NO_TICKET });
server.on("session", (session) => session.on("error", () => undefined));
server.on("stream", (stream, headers) => {
  stream.on("error", () => undefined);
  const onward = request({ host: "127.0.0.1", port: behind, method: headers[":method"], path: headers[":path"], headers: { ...plain(headers), host: headers[":authority"] } }, (answer) => {
    if (stream.destroyed) return answer.destroy();
    stream.respond({ ":status": answer.statusCode, ...plain(answer.headers) });
    answer.on("error", () => stream.destroy());
    answer.pipe(stream);
  });
  onward.on("error", () => stream.destroy());
  stream.on("close", () => onward.destroy());
  stream.pipe(onward);
});
server.listen(Number(port), "127.0.0.1", () => console.log("ready"));
