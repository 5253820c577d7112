import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build, type Plugin, type ResolvedConfig } from "vite";

type Chunk = { type: "chunk"; code: string; isEntry: boolean; imports: string[]; dynamicImports: string[]; facadeModuleId: string | null; viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> } };
type Asset = { type: "asset"; source: string | Uint8Array };

/** Puts the icon sprite into index.html, so that icons are painted with the first bytes and need no script. */
export function sprite(file: string): Plugin {
  return { name: "sprite", transformIndexHtml: (html) => html.replace("<!--sprite-->", () => readFileSync(file, "utf8").replace(/\n/g, "")) };
}

/** Answers /exit with exit.html in development, as the server does for real. */
export function neutralExit(): Plugin {
  return { name: "neutral-exit", configureServer(server) { server.middlewares.use((req, _, next) => { if (req.url === "/exit") req.url = "/exit.html"; next(); }); } };
}

/**
 * Builds the service worker after the app, with the files to keep written in, then compresses everything.
 * Kept: what the entry reaches, but not the chunks whose module matches `leave` (a young person's phone need not fetch the staff screens).
 */
export function serviceWorker(entry: string, leave: RegExp): Plugin {
  let config: ResolvedConfig, keep: string[] = [], stamp = "";
  return {
    name: "service-worker", apply: "build",
    configResolved(c) { config = c; },
    generateBundle: { order: "post", handler(_, out) {
      const bundle = out as unknown as Record<string, Chunk | Asset>, reached = new Set<string>(["index.html"]);
      const walk = (name: string): void => {
        const file = bundle[name];
        if (!file || file.type !== "chunk" || reached.has(name)) return;
        reached.add(name);
        for (const css of file.viteMetadata?.importedCss ?? []) reached.add(css);
        for (const asset of file.viteMetadata?.importedAssets ?? []) reached.add(asset);
        for (const next of file.imports) walk(next);
        for (const next of file.dynamicImports) { const later = bundle[next]; if (later?.type === "chunk" && !leave.test(later.facadeModuleId ?? "")) walk(next); }
      };
      for (const [name, file] of Object.entries(bundle)) if (file.type === "chunk" && file.isEntry) walk(name);
      const hash = createHash("sha256"), open = readdirSync(config.publicDir).sort();
      for (const name of open) hash.update(name).update(readFileSync(join(config.publicDir, name)));
      for (const [name, file] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(name).update(file.type === "chunk" ? file.code : file.source);
      // The big picture is for whoever installs. The two small ones go with every notification, which must not wait for them.
      keep = [...reached, ...open.filter((f) => f !== "icon-512.png")].map((f) => `/${f}`);
      stamp = hash.digest("hex").slice(0, 12);
    } },
    async closeBundle() {
      const out = resolve(config.root, config.build.outDir);
      await build({
        configFile: false, publicDir: false, logLevel: "warn", root: config.root, define: { __KEEP__: JSON.stringify(keep), __BUILD__: JSON.stringify(stamp) },
        build: { outDir: out, emptyOutDir: false, target: "es2020", modulePreload: false, rollupOptions: { input: { sw: entry }, output: { format: "iife", entryFileNames: "[name].js" } } },
      });
      // Last of all: a .br made before sw.js was written would shadow it.
      for (const name of readdirSync(out, { recursive: true, encoding: "utf8" }).filter((n) => /\.(js|css|html|svg|json|webmanifest)$/.test(n))) {
        const bytes = readFileSync(join(out, name));
        writeFileSync(join(out, `${name}.br`), brotliCompressSync(bytes));
        writeFileSync(join(out, `${name}.gz`), gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
