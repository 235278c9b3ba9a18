import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const WITH_SERVICES = {
  globalSetup: ['tests/support/services.ts'],
  testTimeout: 20_000,
  hookTimeout: 60_000,
};

/** A process loads the product once for all its files, which takes longer than most of them. */
const SHARED_MODULES = { isolate: false };

export default defineConfig({
  test: {
    passWithNoTests: true,
    // each file has a database, ports and processes of its own: all cores at them
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          ...SHARED_MODULES,
          include: [
            'tests/domain/**/*.test.ts',
            'tests/deploy/**/*.test.ts',
            'tests/access/statement/**/*.test.ts',
            'tests/*.test.ts',
          ],
        },
      },
      {
        plugins: [vue()],
        test: {
          name: 'web',
          include: ['tests/web/**/*.test.ts'],
          environment: 'happy-dom',
          setupFiles: ['tests/web/support/leave-pages.ts'],
          ...SHARED_MODULES,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/{data,http,worker,realtime}/**/*.test.ts'],
          ...SHARED_MODULES,
          ...WITH_SERVICES,
        },
      },
      {
        test: {
          name: 'access',
          include: ['tests/access/**/*.test.ts'],
          exclude: ['tests/access/statement/**'],
          ...WITH_SERVICES,
          // another try would deal other worlds and forget the one that tells the product from the statement
          retry: 0,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'telephony',
          include: ['tests/telephony/**/*.test.ts'],
          ...WITH_SERVICES,
          testTimeout: 60_000,
        },
      },
    ],
  },
});
