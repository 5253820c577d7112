import { defineConfig } from "vite";
import { neutralExit, serviceWorker, sprite } from "./pwa-plugin.ts";

const CHROME = 90 << 16, FIREFOX = 90 << 16, SAFARI = 15 << 16;
const LOGICAL = 1 << 19, LIGHT_DARK = 1 << 20;

// What every screen needs comes as one file: cut into five, as it is without this, it packs 1 KB worse and Today waits for more of them.
const EVERYWHERE = /node_modules\/|\/src\/shared\//, NOT_ON_TODAY = /\.css|shared\/(stream|keys|save|photo|address|meter|used|language|keep\/(drafts|words)|asking-with|ui\/(forms|sheet|tabs|chain|clock|day|rows))\b/;
const base = { name: "base", test: (id: string) => EVERYWHERE.test(id) && !NOT_ON_TODAY.test(id) };
// What comes once Today stands, as one file too: each of its dozen pieces alone costs more in headers than in script.
const AFTER_TODAY = /\/src\/(front\/(soon|later)|entitlements\/(near|icons|api|offer|amounts)|documents\/(near|api)|messaging\/(live|added|voice|file|states|words)|notifications\/(subscribe|api)|shared\/(stream|meter|used|save|photo|address|keep\/words|ui\/sheet))/;
const later = { name: "later", includeDependenciesRecursively: false, test: (id: string) => AFTER_TODAY.test(id) };
// The lock, and the way to it.
const lock = { name: "lock", includeDependenciesRecursively: false, test: /\/src\/(front\/(outside|welcome)|identity\/(unlock|passkey|pin|return|words|pad))/ };

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // Both stay as written: every browser here knows logical properties, and one without light-dark() gets the light values from the first block of tokens.css.
  css: { transformer: "lightningcss", lightningcss: { targets: { chrome: CHROME, firefox: FIREFOX, safari: SAFARI }, exclude: LOGICAL | LIGHT_DARK } },
  build: { target: ["chrome90", "firefox90", "safari15"], modulePreload: { polyfill: false }, cssMinify: "lightningcss", assetsInlineLimit: 0, rolldownOptions: { output: { codeSplitting: { groups: [base, later, lock] } } } },
  plugins: [sprite("src/shared/ui/sprite.svg"), neutralExit(), serviceWorker("src/sw/sw.ts", /front\/(staff|papers|notices|own-online)|\/demo\/|identity\/join|entitlements\/claiming/)],
  server: { host: "127.0.0.1", port: 5173, strictPort: true, proxy: { "/api": { target: process.env.ONWARD_API ?? "http://127.0.0.1:8000" } } },
});
