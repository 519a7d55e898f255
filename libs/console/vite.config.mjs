// Builds the console into dist/console: files with a digest in their names, and each of them compressed beforehand.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';

const OUT = join(import.meta.dirname, '../../dist/console');
const COMPRESSED = new Set(['.html', '.js', '.css', '.svg']);

/** The service compresses nothing while somebody waits; what is made once can be made as small as it gets. */
const compressed = {
  name: 'compressed',
  closeBundle() {
    const files = readdirSync(OUT, { recursive: true, encoding: 'utf8' });
    for (const name of files.filter((each) => COMPRESSED.has(extname(each)))) {
      const bytes = readFileSync(join(OUT, name));
      const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
      writeFileSync(join(OUT, `${name}.br`), brotliCompressSync(bytes, { params }));
      writeFileSync(join(OUT, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    }
  },
};

export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  plugins: [compressed],
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2023',
    // an address that begins with data: is another source than ours, which the policy of the page forbids
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600, // before compression; a spec holds what is sent
    rolldownOptions: {
      // 'use client' speaks to servers that render React, which ours does not
      onLog: (level, log, report) => log.code === 'MODULE_LEVEL_DIRECTIVE' || report(level, log),
    },
  },
});
