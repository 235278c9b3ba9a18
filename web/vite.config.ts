import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import vue from '@vitejs/plugin-vue';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import components from 'unplugin-vue-components/vite';
import { defineConfig, type Plugin } from 'vite';

const server = process.env['RINGDESK_API'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    vue(),
    components({
      dirs: [],
      dts: join(import.meta.dirname, 'components.d.ts'),
      resolvers: [ElementPlusResolver({ importStyle: 'css' })],
    }),
    compressed(),
  ],
  define: {
    __VUE_OPTIONS_API__: 'true', // Element Plus has a few components written with options
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  build: {
    outDir: join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    // The first browsers with light-dark(), which the theme is written in.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
  server: {
    proxy: { '/api': server, '/socket.io': { target: server, ws: true } },
  },
});

/** Writes a .br and a .gz beside each text file, so that the server compresses nothing while people work. */
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'ringdesk:compressed',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    async closeBundle() {
      const names = await readdir(folder, { recursive: true });
      const texts = names.filter((name) => /\.(js|css|html|svg)$/.test(name));
      await Promise.all(
        texts.map(async (name) => {
          const bytes = await readFile(join(folder, name));
          const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
          await writeFile(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }));
          await writeFile(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
        }),
      );
    },
  };
}
